package org.openemm.bounce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest extends BounceWorld {
    private long eva;

    @BeforeEach
    void addEva() {
        eva = recipient("eva@example.com");
    }

    @Test
    void aMailWithoutTroubleLeavesNoTrace() {
        accepted(eva);

        book(Attempt.State.DELIVERED, 1, 0);

        assertEquals("1", successes(eva));
        assertEquals("1", delivered());
        assertEquals("0", value("SELECT COUNT(*) FROM undelivered_tbl"));
        assertEquals("1", value("SELECT delivered FROM mail_log_count_tbl"));
    }

    @Test
    void aMailThatIsPutOffCountsAsDeliveredWhenItArrives() {
        accepted(eva);

        book(Attempt.State.PUT_OFF, 1, 0);
        assertEquals("0", successes(eva));
        assertEquals("0", delivered());
        book(Attempt.State.PUT_OFF, 1, 300);
        assertEquals("2", value("SELECT attempts FROM undelivered_tbl"));
        book(Attempt.State.DELIVERED, 1, 600);

        assertEquals("1", successes(eva));
        assertEquals("1", delivered());
    }

    @Test
    void theOrderOfBookingsDoesNotMatter() {
        book(Attempt.State.PUT_OFF, 1, 0);
        accepted(eva);
        assertEquals("0", successes(eva));
        assertEquals("0", delivered());

        book(Attempt.State.DELIVERED, 1, 600);
        assertEquals("1", successes(eva));
        assertEquals("1", delivered());

        book(Attempt.State.PUT_OFF, 2, 700);
        book(Attempt.State.DELIVERED, 2, 800);
        accepted(eva);
        assertEquals("2", successes(eva));
        assertEquals("2", delivered());

        book(Attempt.State.BOUNCED, 3, 900);
        accepted(eva);
        assertEquals("2", successes(eva));
        assertEquals("2", delivered());
    }

    @Test
    void aLogThatIsReadTwiceChangesNothing() {
        accepted(eva);
        for (int i = 0; i < 2; i++) {
            book(Attempt.State.PUT_OFF, 1, 0);
            book(Attempt.State.PUT_OFF, 1, 300);
            book(Attempt.State.BOUNCED, 1, 600);
        }

        assertEquals("0", successes(eva));
        assertEquals("0", delivered());
        assertEquals("3", value("SELECT attempts FROM undelivered_tbl"));
    }

    @Test
    void theSameMailTakenBackByLogAndByMailIsTakenBackOnce() {
        long otto = recipient("otto@example.com");
        accepted(eva);
        accepted(otto);

        book(Attempt.State.BOUNCED, 1, 0);
        record(mail(eva, 511, "no"));
        record(mail(otto, 511, "no"));
        database.run(
                tx -> deliveries.book(tx, List.of(attempt(otto, Attempt.State.BOUNCED, 5, 60))));

        assertEquals("0", successes(eva));
        assertEquals("0", successes(otto));
        assertEquals("0", delivered());
    }

    @Test
    void companiesWithoutTrackingCountDeliveriesOnly() {
        execute("UPDATE company_tbl SET mailtracking = 0 WHERE company_id = 1");
        execute("UPDATE mailing_tbl SET delivered = 5 WHERE mailing_id = 7");

        book(Attempt.State.PUT_OFF, 1, 0);
        assertEquals("4", delivered());
        book(Attempt.State.DELIVERED, 1, 60);

        assertEquals("5", delivered());
        assertEquals("0", successes(eva));
    }

    @Test
    void mailingsOfOthersAreNotTouched() {
        Attempt foreign =
                new Attempt(2, MAILING, eva, 1, Attempt.State.BOUNCED, 511, "no", "mx", NOON);

        database.run(tx -> deliveries.book(tx, List.of(foreign)));

        assertEquals("0", delivered());
        assertEquals("0", value("SELECT COUNT(*) FROM undelivered_tbl"));
    }

    private void book(Attempt.State state, long mail, int seconds) {
        database.run(tx -> deliveries.book(tx, List.of(attempt(eva, state, mail, seconds))));
    }

    private static Attempt attempt(long customer, Attempt.State state, long mail, int seconds) {
        return new Attempt(
                1,
                MAILING,
                customer,
                mail,
                state,
                state == Attempt.State.DELIVERED ? 200 : 450,
                "text",
                "mx.example",
                NOON.plusSeconds(seconds));
    }
}
