package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.openemm.backend.pickdist.Standing.Meaning;
import org.openemm.backend.smtp.Outcome;
import org.openemm.backend.smtp.SmtpReply;

class StandingTest {
    private static final Outcome TAKEN = new Outcome.Accepted(new SmtpReply(250, "ok"));
    private static final Outcome US = refused(Outcome.Stage.ROUTE, "5.7.1 Relay access denied");
    private static final Outcome POLICY = refused(Outcome.Stage.RECIPIENT, "5.7.1 Not you");

    private final Standing standing = new Standing();

    private static Outcome refused(Outcome.Stage stage, String text) {
        return new Outcome.Refused(stage, new SmtpReply(554, text));
    }

    private Meaning judge(Outcome outcome, int domain, long now) {
        return standing.judge(outcome, "d" + domain + ".example", OptionalLong.empty(), now);
    }

    @Test
    void aRefusalThatMeansUsPutsTheMailOffAndSomeInARowMeanTheRoute() {
        for (int i = 1; i < Standing.IN_A_ROW; i++) {
            assertInstanceOf(
                    Outcome.Deferred.class,
                    assertInstanceOf(Meaning.Mail.class, judge(US, 1, i)).outcome());
        }
        assertInstanceOf(Meaning.Route.class, judge(US, 1, 100));
        assertInstanceOf(Meaning.Route.class, judge(US, 1, 101));
        assertInstanceOf(Meaning.Mail.class, judge(TAKEN, 1, 102));
        assertInstanceOf(Meaning.Mail.class, judge(US, 1, 103));
    }

    @Test
    void whatIsRefusedAgainAlthoughOthersWereTakenIsABounce() {
        judge(US, 1, 1000);
        assertInstanceOf(
                Outcome.Deferred.class,
                ((Meaning.Mail) standing.judge(US, "d1.example", OptionalLong.of(1000), 2000))
                        .outcome());
        judge(TAKEN, 2, 2500);

        Meaning again = standing.judge(US, "d1.example", OptionalLong.of(2000), 3000);

        Outcome.Refused bounce =
                assertInstanceOf(Outcome.Refused.class, ((Meaning.Mail) again).outcome());
        assertEquals(Outcome.Stage.RECIPIENT, bounce.stage());
    }

    @Test
    void otherRefusalsOfPolicyAreBouncesUntilTheyMeetManyDomains() {
        for (int i = 1; i < Standing.POLICY_IN_A_ROW; i++) {
            assertEquals(new Meaning.Mail(POLICY), judge(POLICY, i, i));
        }
        assertInstanceOf(Meaning.Route.class, judge(POLICY, 1, 100));
        judge(TAKEN, 1, 101);
        assertEquals(new Meaning.Mail(POLICY), judge(POLICY, 1, 102));
    }

    @Test
    void refusalsOfPolicyForOneDomainAreItsOwn() {
        for (int i = 0; i < 3 * Standing.POLICY_IN_A_ROW; i++) {
            assertEquals(new Meaning.Mail(POLICY), judge(POLICY, i % 2, i));
        }
    }

    @Test
    void unknownRecipientsSayNothingAboutUs() {
        Outcome unknown = refused(Outcome.Stage.RECIPIENT, "5.1.1 User unknown");
        for (int i = 0; i < 3 * Standing.POLICY_IN_A_ROW; i++) {
            assertEquals(new Meaning.Mail(unknown), judge(unknown, i, i));
        }
    }
}
