package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openemm.backend.spool.Spool;

/** Mail servers that take nothing from us: the list waits, and nobody becomes a bounce. */
class LaneStandingTest extends PickdistCase {
    private static final String DENIED = "554 5.7.1 <r9@b.example>: Relay access denied";

    private final AtomicReference<String> answer = new AtomicReference<>();

    @Test
    void aRelayThatRefusesEverybodyHoldsTheListAndBouncesNobody() throws IOException {
        write(1, 200);
        writeFinal(1);
        answer.set(DENIED);

        send((verb, line) -> verb.equals("RCPT") ? answer.get() : null, 4);
        await(() -> service.reason().endsWith("refuses all mails: 554 5.7.1 Relay access denied"));
        assertEquals(0, ended(Spool.End.ARCHIVE));
        answer.set(null);

        await(() -> archived() == 1);
        assertEveryoneOnce(200);
        assertEquals(0, refused());
        assertEquals("", service.reason());
    }

    @Test
    void oneRecipientForWhomNothingIsRelayedIsABounceAndTheOthersGetTheirs() throws IOException {
        write(1, 200);
        writeFinal(1);

        send((verb, line) -> verb.equals("RCPT") && line.contains("r7@") ? DENIED : null, 4);

        await(() -> archived() == 1);
        assertEveryoneOnce(199);
        assertEquals(1, refused());
        assertTrue(record(1).lines().anyMatch(line -> line.contains(";571;554 5.7.1")));
    }

    @Test
    void policyThatMeetsManyDomainsHoldsTheListAfterTheFirstFew() throws IOException {
        write(name(1), 200, i -> "r" + i + "@d" + i + ".example");
        writeFinal(1);
        answer.set("550 5.7.1 We take nothing from such");

        send((verb, line) -> verb.equals("RCPT") ? answer.get() : null, 4);
        await(() -> service.reason().contains("refuses all mails: 550 5.7.1"));
        answer.set(null);

        await(() -> archived() == 1);
        int bounces = refused();
        assertTrue(bounces <= Standing.POLICY_IN_A_ROW, bounces + " bounces");
        assertEveryoneOnce(200 - bounces);
    }

    @Test
    void aServerThatWantsALoginOrKnowsOurAddressAsBadHoldsTheListAtTheSender() throws IOException {
        for (String said :
                new String[] {
                    "535 5.7.8 Credentials invalid",
                    "550 5.7.1 Client host [192.0.2.1] blocked using list.example"
                }) {
            mailing = mailing();
            write(1, 20);
            writeFinal(1);
            answer.set(said);

            send((verb, line) -> verb.equals("MAIL") ? answer.get() : null, 2);
            await(() -> service.reason().contains(said.substring(0, 9)));
            assertEquals(0, ended(Spool.End.RECOVER));
            answer.set(null);

            await(() -> sink.count() == 20);
            service.close();
            sink.close();
        }
    }

    /** Recipients of the first package who are on record as refused. */
    private int refused() throws IOException {
        return (int)
                record(1)
                        .lines()
                        .filter(line -> line.contains(";5"))
                        .filter(line -> line.split(";").length > 5)
                        .count();
    }
}
