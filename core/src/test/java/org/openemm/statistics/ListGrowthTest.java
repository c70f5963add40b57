package org.openemm.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.job.Job;
import org.openemm.job.JobContext;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.statistics.Growth.Figures;
import org.openemm.statistics.Growth.Period;
import org.openemm.statistics.Growth.Step;

/** Growth against days and numbers worked out by hand. Now is 21 November 2026, 10:00 UTC. */
class ListGrowthTest extends RecipientTestBase {
    private static final Actor BERLIN = actor("Europe/Berlin", "stats.mailing");
    private static final int NEWS = 81;
    private static final int SHOP = 82;

    @BeforeEach
    void twoListsWithTheirPeople() {
        execute("DELETE FROM list_growth_tbl");
        execute("DELETE FROM list_growth_state_tbl");
        execute("DELETE FROM customer_1_binding_tbl");
        execute(
                "INSERT IGNORE INTO mailinglist_tbl (mailinglist_id, company_id, shortname) VALUES"
                        + " (81, 1, 'News'), (82, 1, 'Shop')");
        execute(
                "INSERT IGNORE INTO customer_1_tbl (customer_id, email) SELECT seq, CONCAT(seq,"
                        + " '@x.example') FROM seq_1_to_30");
        bind(1, NEWS, 1, "2026-11-21 08:00:00", "2026-11-21 08:00:00");
        bind(1, SHOP, 1, "2026-11-21 08:00:00", "2026-11-21 08:00:00");
        bind(2, NEWS, 1, "2026-11-20 12:00:00", "2026-11-20 12:00:00");
        // Half past eleven in the evening in London is the next day in Berlin.
        bind(3, NEWS, 1, "2026-11-19 23:30:00", "2026-11-19 23:30:00");
        bind(4, NEWS, 4, "2026-11-01 12:00:00", "2026-11-20 13:00:00");
        bind(5, NEWS, 3, "2026-11-01 12:00:00", "2026-11-20 14:00:00");
        bind(6, NEWS, 2, "2026-11-01 12:00:00", "2026-11-21 09:00:00");
        // Waits for confirmation; a tester; long ago.
        bind(7, NEWS, 5, "2026-11-20 12:00:00", "2026-11-20 12:00:00");
        execute(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                    + " user_status, mediatype, creation_date, timestamp) VALUES (8, 81, 'T', 1, 0,"
                    + " '2026-11-20 12:00:00', '2026-11-20 12:00:00')");
        bind(9, NEWS, 1, "2026-10-10 12:00:00", "2026-10-10 12:00:00");
        bind(10, NEWS, 4, "2025-01-01 12:00:00", "2026-10-20 12:00:00");
    }

    @Test
    void newLeftAndBouncedAreCountedByDayOfTheReader() {
        List<Step> steps = growth(Period.MONTH, NEWS).steps();

        assertEquals(30, steps.size());
        assertEquals(LocalDate.of(2026, 10, 23), steps.get(0).start());
        assertEquals(step("2026-11-21", 1, 0, 1), steps.get(29));
        assertEquals(step("2026-11-20", 2, 2, 0), steps.get(28));
        assertEquals(step("2026-11-19", 0, 0, 0), steps.get(27));
        assertEquals(step("2026-11-01", 3, 0, 0), steps.get(9));
    }

    @Test
    void thePeriodIsComparedWithAsManyDaysBefore() {
        Growth growth = growth(Period.MONTH, NEWS);

        assertEquals(new Figures(6, 2, 1, 0), growth.total());
        assertEquals(3, growth.total().net());
        assertEquals(new Figures(1, 1, 0, 0), growth.before());
    }

    @Test
    void aRecipientOfTwoListsCountsInEach() {
        assertEquals(new Figures(7, 2, 1, 0), growth(Period.MONTH, 0).total());
        assertEquals(new Figures(1, 0, 0, 0), growth(Period.MONTH, SHOP).total());
    }

    @Test
    void aYearIsShownInWeeks() {
        Growth growth = growth(Period.YEAR, NEWS);

        assertEquals(52, growth.steps().size());
        assertEquals(step("2026-11-15", 3, 2, 1), growth.steps().get(51));
        assertEquals(new Figures(7, 3, 1, 0), growth.total());
    }

    @Test
    void countersGiveTheSameAsTheBindings() {
        Growth before = growth(Period.QUARTER, 0);

        assertEquals(Job.OK, count(NOW));

        assertEquals(before, growth(Period.QUARTER, 0));
        // The bindings are not needed any more for hours that are over.
        execute("DELETE FROM customer_1_binding_tbl");
        assertEquals(before, growth(Period.QUARTER, 0));
    }

    @Test
    void whatHappensAfterCountingIsThereAtOnce() {
        count(NOW.minus(Duration.ofHours(1)));
        bind(11, NEWS, 1, "2026-11-21 09:59:00", "2026-11-21 09:59:00");

        assertEquals(step("2026-11-21", 2, 0, 1), growth(Period.MONTH, NEWS).steps().get(29));
    }

    @Test
    void theLastDaysAreCountedAnewAndOlderOnesStay() {
        count(NOW.minusSeconds(60));
        execute("DELETE FROM customer_1_binding_tbl WHERE customer_id IN (2, 9)");
        count(NOW);

        assertEquals(step("2026-11-20", 1, 2, 0), growth(Period.MONTH, NEWS).steps().get(28));
        assertEquals(new Figures(1, 1, 0, 0), growth(Period.MONTH, NEWS).before());
    }

    @Test
    void thisHourIsCountedAgainAndAgain() {
        count(NOW.plusSeconds(60));
        bind(11, NEWS, 1, "2026-11-21 10:00:30", "2026-11-21 10:00:30");
        bind(12, NEWS, 1, "2026-11-21 10:02:00", "2026-11-21 10:02:00");
        count(NOW.plusSeconds(300));

        assertEquals(step("2026-11-21", 3, 0, 1), growth(Period.MONTH, NEWS).steps().get(29));
        assertEquals(
                2L,
                one(
                                Long.class,
                                "SELECT fresh FROM list_growth_tbl WHERE hour_start ="
                                        + " '2026-11-21 10:00:00' AND mailinglist_id = 81")
                        .longValue());
    }

    @Test
    void anotherCompanySeesNothingOfIt() {
        count(NOW);
        assertEquals(Figures.NONE, core.dashboard().growth().of(otto, Period.MONTH, NEWS).total());
        assertEquals(Figures.NONE, core.dashboard().growth().of(otto, Period.MONTH, 0).total());
    }

    @Test
    void figuresNeedTheirRight() {
        Actor blind = actor("UTC", "recipient.show");
        assertThrows(
                NotPermitted.class, () -> core.dashboard().growth().of(blind, Period.MONTH, 0));
    }

    @Test
    void countingIsInTheQueueOfANewInstallation() {
        assertEquals(
                "***0;***5",
                one(
                        String.class,
                        "SELECT `interval` FROM job_queue_tbl WHERE deleted = 0 AND runclass = '"
                                + GrowthCount.NAME
                                + "'"));
    }

    private static Growth growth(Period period, int list) {
        return core.dashboard().growth().of(BERLIN, period, list);
    }

    private static String count(Instant when) {
        return new GrowthCount(core.database(), Clock.fixed(when, ZoneOffset.UTC))
                .run(new JobContext(1, "count", Map.of(), Optional.empty(), () -> false));
    }

    private static Step step(String day, long fresh, long optOuts, long bounces) {
        return new Step(LocalDate.parse(day), new Figures(fresh, optOuts, bounces, 0));
    }

    private static void bind(int customer, int list, int status, String created, String changed) {
        execute(
                ("INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                     + " user_status, mediatype, creation_date, timestamp) VALUES (%d, %d, 'W', %d,"
                     + " 0, '%s', '%s')")
                        .formatted(customer, list, status, created, changed));
    }

    private static Actor actor(String zone, String... rights) {
        return new Actor(
                Actor.Kind.USER, 1, "anna", 1, Set.of(rights), Locale.ENGLISH, ZoneId.of(zone));
    }
}
