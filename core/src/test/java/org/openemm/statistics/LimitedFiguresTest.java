package org.openemm.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.recipient.RecipientTestBase;

/** Figures of a mailing for somebody who is limited to the women among its recipients. */
class LimitedFiguresTest extends RecipientTestBase {
    private static final Actor LIMITED =
            new Actor(
                    Actor.Kind.SYSTEM,
                    0,
                    "bert",
                    1,
                    Set.of(),
                    Locale.ENGLISH,
                    ZoneOffset.UTC,
                    Set.of(),
                    new RecipientLimit("((cust.gender = 1))", List.of(3)));

    private static MailingSummary own;

    @BeforeAll
    static void aMailingToFourOfWhomTwoAreWomen() {
        execute(
                "INSERT INTO customer_1_tbl (customer_id, email, gender) VALUES (1, 'a@x.example',"
                    + " 1), (2, 'b@x.example', 1), (3, 'c@x.example', 0), (4, 'd@x.example', 0)");
        execute(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, mailinglist_id) VALUES"
                        + " (7, 1, 'Spring', 1)");
        execute(
                "INSERT INTO mailing_account_sum_tbl (company_id, mailing_id, status_field,"
                        + " no_of_mailings, mintime) VALUES (1, 7, 'W', 4, '2026-11-20 10:00:00')");
        execute(
                "INSERT INTO mailtrack_1_tbl (maildrop_status_id, customer_id, mailing_id,"
                        + " mediatype) VALUES (1, 1, 7, 0), (1, 2, 7, 0), (1, 3, 7, 0), (1, 4, 7,"
                        + " 0)");
        execute(
                "INSERT INTO success_1_tbl (customer_id, mailing_id) VALUES (1, 7), (3, 7), (4,"
                        + " 7)");
        execute(
                "INSERT INTO onepixellog_1_tbl (customer_id, mailing_id, company_id, open_count,"
                        + " first_open) VALUES (1, 7, 1, 3, '2026-11-20 11:00:00'), (3, 7, 1, 5,"
                        + " '2026-11-20 11:00:00')");
        execute(
                "INSERT INTO onepixellog_device_1_tbl (customer_id, mailing_id, company_id,"
                        + " creation, device_class_id) VALUES (1, 7, 1, '2026-11-20 11:10:00', 1),"
                        + " (3, 7, 1, '2026-11-20 11:10:00', 2)");
        execute(
                "INSERT INTO rdir_url_tbl (url_id, mailing_id, company_id, full_url) VALUES (9, 7,"
                        + " 1, 'https://a.example/')");
        execute(
                "INSERT INTO rdirlog_1_tbl (customer_id, url_id, company_id, mailing_id,"
                        + " device_class_id, timestamp) VALUES (1, 9, 1, 7, 2, '2026-11-20"
                        + " 11:20:00'), (1, 9, 1, 7, 2, '2026-11-20 12:20:00'), (3, 9, 1, 7, 1,"
                        + " '2026-11-20 11:20:00'), (0, 9, 1, 7, 1, '2026-11-20 11:20:00')");
        execute(
                "INSERT INTO bounce_tbl (company_id, customer_id, mailing_id, detail) VALUES (1, 2,"
                        + " 7, 511), (1, 4, 7, 511)");
        execute("UPDATE company_tbl SET mailtracking = 1");
        own = core.mailingStatistics().summary(LIMITED, 7);
    }

    @Test
    void countWhatThoseDidOfWhomOneKnows() {
        assertEquals(2, own.sent());
        assertEquals(1, own.delivered());
        assertEquals(1, own.openers());
        assertEquals(3, own.openingsGross());
        assertEquals(1, own.clickers());
        assertEquals(2, own.clicksGross());
        assertEquals(0, own.clicksAnonymous());
        assertEquals(1, own.hardBounces());
        assertEquals(1, own.openerDevices().total());
        assertEquals(1, own.links().size());
        assertEquals(2, own.links().get(0).clicksGross());
        assertEquals(1, own.links().get(0).clickers());
        assertEquals(2, own.links().get(0).mobile());
    }

    @Test
    void byTheHour() {
        assertEquals(2, own.hours().size());
        assertEquals(1, own.hours().get(0).openers());
        assertEquals(1, own.hours().get(0).clickers());
        assertEquals(1, own.hours().get(1).clicksGross());
        assertEquals(0, own.hours().get(1).clickers());
    }

    @Test
    void inTheOverviewOnTheFirstPageAndByTheBounces() {
        SentMailing sent = core.mailingStatistics().sent(LIMITED, "", 1, 10).rows().get(0);
        assertEquals(List.of(2L, 1L, 1L), List.of(sent.sent(), sent.openers(), sent.clickers()));
        assertEquals(4, core.mailingStatistics().sent(ANNA, "", 1, 10).rows().get(0).sent());
        RecentMailings recent = new RecentMailings(core.database(), core.clock());
        assertEquals(2, recent.last(LIMITED, 3).get(0).sent());
        assertEquals(1, recent.bounces(LIMITED, 3).get(0).hardBounces());
        assertEquals(1, new MailingBounces(core.database()).of(LIMITED, 7).total());
        assertEquals(0, core.mailingStatistics().usual(LIMITED, 7).mailings());
    }
}
