package org.openemm.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectsTest {
    @Test
    void theFirstMatchingRuleAnswers() {
        Rejects rejects =
                Rejects.parse(
                        "# people who left\n"
                                + "Anna@b.example 452 4.2.2 Mailbox full\n\n"
                                + "*@b.example\n"
                                + "*.x.* 550\n");

        assertEquals(Optional.of("452 4.2.2 Mailbox full"), rejects.answerFor("anna@B.example"));
        assertEquals(Optional.of("550 5.1.1 User unknown"), rejects.answerFor("bert@b.example"));
        assertEquals(Optional.of("550"), rejects.answerFor("c@d.x.example"));
        assertEquals(Optional.empty(), rejects.answerFor("c@dxx.example"));
    }

    @Test
    void linesThatAreNoRuleAreNamed() {
        String text = "a@b.example\na@b.example 250 fine\n# ok\na b c\n";

        assertEquals(List.of(2, 4), Rejects.problems(text));
        assertEquals(Optional.of(Rejects.USER_UNKNOWN), Rejects.parse("(*@[").answerFor("(X@["));
    }
}
