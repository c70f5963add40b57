package org.openemm.bounce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.job.JobContext;

class SoftbounceScoringTest extends BounceWorld {
    private static final Actor ACTOR = Actor.system("test", 1);

    @Test
    void moreThanFortyOverMoreThanThirtyDaysWithoutActivityBecomeHard() {
        long eva = scored("eva@example.com", 41, 31);
        long forty = scored("forty@example.com", 40, 100);
        long thirty = scored("thirty@example.com", 100, 30);

        score();

        assertEquals("2", status(eva));
        assertEquals("510", details(eva));
        assertEquals(
                "bounce:conversion|7",
                value(
                        "SELECT CONCAT(user_remark, '|', exit_mailing_id) FROM"
                                + " customer_1_binding_tbl WHERE customer_id = ?",
                        eva));
        assertEquals("599", value("SELECT dsn FROM bounce_tbl WHERE customer_id = ?", eva));
        assertEquals("1", status(forty));
        assertEquals("1", status(thirty));
        assertEquals("2", value("SELECT COUNT(*) FROM softbounce_email_tbl"));
    }

    @Test
    void anOpeningOrClickWithinThirtyDaysBeginsTheCountAnew() {
        long opened = scored("opened@example.com", 41, 31);
        long clicked = scored("clicked@example.com", 41, 31);
        long profile = scored("profile@example.com", 41, 31);
        long before = scored("before@example.com", 41, 31);
        opening(opened, NOON.minus(Duration.ofDays(29)));
        execute(
                "INSERT INTO rdirlog_1_tbl (customer_id, mailing_id, company_id, timestamp) VALUES"
                        + " (?, 7, 1, ?)",
                clicked,
                NOON.minus(Duration.ofDays(29)));
        execute(
                "UPDATE customer_1_tbl SET lastclick_date = ? WHERE customer_id = ?",
                NOON.minus(Duration.ofDays(29)),
                profile);
        opening(before, NOON.minus(Duration.ofDays(31)));

        score();

        assertEquals("1", status(opened));
        assertEquals("1", status(clicked));
        assertEquals("1", status(profile));
        assertEquals("2", status(before));
        assertEquals("0", value("SELECT COUNT(*) FROM softbounce_email_tbl"));
    }

    @Test
    void softBouncesAreCountedOncePerDayAndAddress() {
        long eva = recipient("eva@example.com");
        long twin = recipient("eva@example.com");
        record(soft(eva, 0, 7), soft(eva, 1, 8), soft(twin, 0, 7));
        record(soft(eva, 25, 7));
        score();
        score();

        assertEquals("2", value("SELECT bnccnt FROM softbounce_email_tbl"));
        assertEquals("0", value("SELECT COUNT(*) FROM bounce_collect_tbl"));
        record(soft(eva, 49, 7));
        score();
        assertEquals("3", value("SELECT bnccnt FROM softbounce_email_tbl"));
    }

    @Test
    void hardBouncesAreNotScored() {
        long eva = recipient("eva@example.com");
        record(log(eva, 511, "no", Map.of()), log(eva, 574, "TLS is required", Map.of()));

        score();

        assertEquals("0", value("SELECT COUNT(*) FROM softbounce_email_tbl"));
    }

    @Test
    void aDeliveryThatDidNotComeBackBeginsTheCountAnew() {
        long surely = scored("surely@example.com", 41, 31);
        long perhaps = scored("perhaps@example.com", 41, 31);
        execute(
                "UPDATE softbounce_email_tbl SET timestamp = ?, creation_date = ?",
                NOON.minus(Duration.ofDays(10)),
                NOON.minus(Duration.ofDays(60)));
        success(surely, NOON.minus(Duration.ofDays(6)));
        success(perhaps, NOON.minus(Duration.ofDays(1)));

        score();

        assertEquals("1", status(surely));
        assertEquals("2", status(perhaps));
    }

    @Test
    void withoutTrackingTimeForgivesOneADay() {
        execute("UPDATE company_tbl SET mailtracking = 0 WHERE company_id = 1");
        scored("eva@example.com", 2, 1);
        execute("UPDATE softbounce_email_tbl SET timestamp = ?", NOON.minus(Duration.ofDays(15)));

        score();
        score();
        assertEquals("1", value("SELECT bnccnt FROM softbounce_email_tbl"));
        new SoftbounceScoring(database, bounces, at(NOON.plus(Duration.ofDays(1)))).run(JOB);

        assertEquals("0", value("SELECT COUNT(*) FROM softbounce_email_tbl"));
    }

    @Test
    void limitsAreThoseOfTheCompanyOrOfAll() {
        execute(
                "INSERT INTO bounce_config_tbl (company_id, rid, name, value) VALUES (0, 0,"
                        + " 'conversion', '{\"convert-bounce-count\": 5}'), (2, 0, 'conversion',"
                        + " '{\"convert-bounce-count\": 1}')");
        execute(
                "INSERT INTO company_info_tbl (company_id, cname, cvalue) VALUES (1,"
                        + " 'bounce-conversion-parameter', 'convert-bounce-duration=\"3\"')");
        long eva = scored("eva@example.com", 6, 4);
        long otto = scored("otto@example.com", 5, 4);

        score();

        assertEquals("2", status(eva));
        assertEquals("1", status(otto));
    }

    @Test
    void theDryRunNamesWhoWouldBeConvertedAndChangesNothing() {
        long eva = scored("eva@example.com", 50, 31);
        long otto = scored("otto@example.com", 41, 40);
        scored("few@example.com", 3, 40);
        opening(otto, NOON.minus(Duration.ofDays(2)));
        long waiting = scored("waiting@example.com", 40, 40);
        long left = scored("left@example.com", 90, 40);
        execute("UPDATE customer_1_binding_tbl SET user_status = 4 WHERE customer_id = ?", left);
        record(soft(waiting, 0, 7));

        Softbounces service = new Softbounces(database, at(NOON));
        Softbounces.Page page = service.next(ACTOR, 1, 2);

        assertEquals(3, page.total());
        assertEquals(2, page.converted());
        assertEquals(5, page.addresses());
        assertEquals(40, page.limits().bounces());
        Softbounces.Candidate first = page.candidates().get(0);
        assertEquals("eva@example.com", first.email());
        assertEquals(50, first.bounces());
        assertEquals("Spring", first.mailing());
        assertTrue(first.converted());
        assertTrue(!page.candidates().get(1).converted());
        assertEquals("waiting@example.com", service.next(ACTOR, 2, 2).candidates().get(0).email());
        assertEquals("1", status(eva));
        score();
        assertEquals("2", status(eva));
        assertEquals("2", status(waiting));
        assertEquals("1", status(otto));
        assertEquals("4", status(left));
        assertEquals("1", value("SELECT COUNT(*) FROM softbounce_email_tbl"));
        assertEquals(0, service.next(ACTOR, 1, 2).total());
    }

    @Test
    void theDryRunIsForThoseWhoMaySeeResponseProcessing() {
        Actor nobody =
                new Actor(
                        Actor.Kind.USER, 1, "nobody", 1, Set.of(), Locale.ENGLISH, ZoneOffset.UTC);

        assertThrows(
                NotPermitted.class, () -> new Softbounces(database, at(NOON)).next(nobody, 1, 10));
    }

    @Test
    void aStoppedRunGoesOnWithTheNext() {
        long eva = scored("eva@example.com", 41, 31);
        JobContext stopped = new JobContext(1, "test", Map.of(), Optional.empty(), () -> true);

        new SoftbounceScoring(database, bounces, at(NOON)).run(stopped);
        assertEquals("1", status(eva));
        score();

        assertEquals("2", status(eva));
    }

    private void score() {
        new SoftbounceScoring(database, bounces, at(NOON)).run(JOB);
    }

    /** A recipient whose address has a score already. */
    private long scored(String email, int bounces, int days) {
        long id = recipient(email);
        execute(
                "INSERT INTO softbounce_email_tbl (company_id, email, bnccnt, mailing_id,"
                        + " creation_date, timestamp) VALUES (1, ?, ?, 7, ?, ?)",
                email,
                bounces,
                NOON.minus(Duration.ofDays(days)).minusSeconds(days == 30 ? 0 : 60),
                NOON);
        return id;
    }

    private static Bounce soft(long customer, int hours, int mailing) {
        Instant time = Instant.parse("2026-11-10T00:30:00Z").plus(Duration.ofHours(hours));
        return new Bounce(
                1, mailing, customer, 522, "full", time, Bounce.Source.RELAY, Map.of(), 0);
    }

    private static void opening(long customer, Instant time) {
        execute(
                "INSERT INTO onepixellog_1_tbl (customer_id, mailing_id, company_id, open_count,"
                        + " first_open, last_open) VALUES (?, 7, 1, 1, ?, ?)",
                customer,
                time,
                time);
    }

    private static void success(long customer, Instant time) {
        execute(
                "INSERT INTO success_1_tbl (customer_id, mailing_id, timestamp) VALUES (?, 7, ?)",
                customer,
                time);
    }
}
