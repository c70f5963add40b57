package org.openemm.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.bounce.BounceDetail;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.statistics.MailingBounces.Cell;
import org.openemm.statistics.MailingBounces.Domain;
import org.openemm.statistics.MailingBounces.Reason;

/** Bounces of a mailing by reason and by domain. */
class MailingBouncesTest extends RecipientTestBase {
    private static final int MAILING = 77;

    @Test
    void aRecipientCountsOnceAmongHardAndOnceAmongSoftBouncesWithTheLastReason() {
        execute(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, deleted) VALUES (77,"
                        + " 1, 'News', 0), (78, 1, 'Other', 0)");
        long anna = recipient("anna@one.example");
        long bert = recipient("bert@ONE.example");
        long cleo = recipient("cleo@two.example");
        bounce(MAILING, anna, 420, 3);
        bounce(MAILING, anna, 410, 2);
        bounce(MAILING, anna, 511, 1);
        bounce(MAILING, bert, 511, 2);
        bounce(MAILING, cleo, 400, 2);
        bounce(MAILING, 999_999, 512, 2);
        bounce(78, cleo, 511, 2);

        MailingBounces bounces = new MailingBounces(core.database());
        MailingBounces.Figures figures = bounces.of(ANNA, MAILING);
        assertEquals(
                List.of(
                        new Cell("one.example", BounceDetail.HARD_RECIPIENT, 2),
                        new Cell("", BounceDetail.HARD_SYSTEM, 1),
                        new Cell("one.example", BounceDetail.SOFT_RECIPIENT, 1),
                        new Cell("two.example", BounceDetail.SOFT_OTHER, 1)),
                figures.cells());
        assertEquals(
                List.of(
                        new Reason(BounceDetail.HARD_RECIPIENT, 2),
                        new Reason(BounceDetail.HARD_SYSTEM, 1),
                        new Reason(BounceDetail.SOFT_OTHER, 1),
                        new Reason(BounceDetail.SOFT_RECIPIENT, 1)),
                figures.reasons());
        assertEquals(
                List.of(
                        new Domain("one.example", 2, 1),
                        new Domain("", 1, 0),
                        new Domain("two.example", 0, 1)),
                figures.domains());
        MailingSummary summary = core.mailingStatistics().summary(ANNA, MAILING);
        assertEquals(summary.hardBounces() + summary.softBounces(), figures.total());
        assertThrows(NotFound.class, () -> bounces.of(otto, MAILING));
    }

    private static long recipient(String email) {
        return core.recipients().create(ANNA, Map.of("email", email));
    }

    private static void bounce(int mailing, long recipient, int detail, int hoursAgo) {
        execute(
                "INSERT INTO bounce_tbl (company_id, customer_id, mailing_id, detail, dsn,"
                        + " timestamp) VALUES (1, %d, %d, %d, %d, NOW() - INTERVAL %d HOUR)"
                                .formatted(recipient, mailing, detail, detail, hoursAgo));
    }
}
