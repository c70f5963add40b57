package org.openemm.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.planning.PlannedMailing.State;
import org.openemm.recipient.RecipientTestBase;

/** Today is Saturday, 21 November 2026, in Berlin. */
class PlanningTest extends RecipientTestBase {
    private static final Actor PLANNER = planner("calendar.show", "mailing.show", "mailing.change");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @BeforeEach
    void mailingsOfEveryKind() {
        execute("DELETE FROM maildrop_status_tbl");
        execute("DELETE FROM mailing_tbl");
        mailing(1, "Sent", "mailing.status.sent", "'2026-11-02 08:00:00'", "'2026-11-20 08:00:00'");
        mailing(2, "Scheduled", "mailing.status.scheduled", "NULL", "'2026-11-25 09:00:00'");
        job(2, 0, "2026-11-25 09:00:00");
        mailing(3, "Planned", "mailing.status.edit", "NULL", "'2026-11-26 13:15:00'");
        mailing(4, "Open", "mailing.status.new", "NULL", "NULL");
        mailing(5, "Sending", "mailing.status.sending", "NULL", "NULL");
        job(5, 3, "2026-11-21 09:30:00");
        mailing(6, "Cancelled", "mailing.status.canceled", "NULL", "'2026-11-26 13:15:00'");
        execute("UPDATE mailing_tbl SET change_date = '2026-11-20 10:00:00'");
        mailing(7, "Deleted", "mailing.status.edit", "NULL", "'2026-11-26 13:15:00'");
        execute("UPDATE mailing_tbl SET deleted = 1 WHERE mailing_id = 7");
        mailing(8, "Template", "mailing.status.edit", "NULL", "'2026-11-26 13:15:00'");
        execute("UPDATE mailing_tbl SET is_template = 1 WHERE mailing_id = 8");
        mailing(9, "Foreign", "mailing.status.edit", "NULL", "'2026-11-26 13:15:00'");
        execute(
                "UPDATE mailing_tbl SET company_id = "
                        + otto.companyId()
                        + " WHERE mailing_id = 9");
    }

    @Test
    void aMonthShowsWhatWasSentWillBeSentAndIsPlanned() {
        assertEquals(
                List.of("Sent SENT", "Sending SENT", "Scheduled SCHEDULED", "Planned PLANNED"),
                between("2026-11-01", "2026-11-30"));
    }

    @Test
    void aMailingStandsOnTheDayOfTheReader() {
        mailing(10, "Late", "mailing.status.edit", "NULL", "'2026-11-28 23:30:00'");

        assertEquals(List.of("Late PLANNED"), between("2026-11-29", "2026-11-29"));
        assertEquals(List.of(), between("2026-11-28", "2026-11-28"));
    }

    @Test
    void mailingsWithoutADateWaitForOne() {
        assertEquals(
                List.of("Open"),
                core.planning().open(PLANNER, 10).stream().map(PlannedMailing::name).toList());
    }

    @Test
    void whatComesNextIsUnderWayScheduledOrPlanned() {
        mailing(10, "Forgotten", "mailing.status.edit", "NULL", "'2026-11-19 10:00:00'");

        assertEquals(
                List.of("Sending", "Scheduled", "Planned"),
                core.planning().next(PLANNER, 10).stream().map(PlannedMailing::name).toList());
    }

    @Test
    void movingKeepsTheTimeOfDay() {
        Planning.Moved moved = core.planning().move(PLANNER, 3, LocalDate.of(2026, 12, 1));

        assertEquals(Instant.parse("2026-11-26T13:15:00Z"), moved.before());
        assertEquals(Instant.parse("2026-12-01T13:15:00Z"), moved.after());
        assertEquals(moved.after(), core.planning().get(PLANNER, 3).at());
        assertEquals(
                "plan mailing",
                one(String.class, "SELECT action FROM userlog_tbl ORDER BY logtime DESC LIMIT 1"));
    }

    @Test
    void aMailingWithoutTimeIsPlannedForNine() {
        core.planning().move(PLANNER, 4, TODAY);
        assertEquals(Instant.parse("2026-11-21T08:00:00Z"), core.planning().get(PLANNER, 4).at());
        assertEquals(State.PLANNED, core.planning().get(PLANNER, 4).state());
    }

    @Test
    void theTimeOfDayStaysWhenTheClocksChange() {
        mailing(10, "Autumn", "mailing.status.edit", "NULL", "'2027-03-26 09:00:00'");
        assertEquals(
                Instant.parse("2027-03-29T08:00:00Z"),
                core.planning().move(PLANNER, 10, LocalDate.of(2027, 3, 29)).after());
        // On 28 March 2027 the clocks go from two to three: half past two is half past three.
        mailing(11, "Night", "mailing.status.edit", "NULL", "'2027-03-27 01:30:00'");
        assertEquals(
                Instant.parse("2027-03-28T01:30:00Z"),
                core.planning().move(PLANNER, 11, LocalDate.of(2027, 3, 28)).after());
    }

    @Test
    void aPlanCanBeClearedAndTakenBack() {
        Planning.Moved cleared = core.planning().clear(PLANNER, 3);
        assertNull(core.planning().get(PLANNER, 3).at());
        assertEquals(State.OPEN, core.planning().get(PLANNER, 3).state());

        core.planning().plan(PLANNER, 3, Optional.of(cleared.before()));
        assertEquals(cleared.before(), core.planning().get(PLANNER, 3).at());
    }

    @Test
    void nothingIsPlannedForThePastOrTheFarFuture() {
        assertEquals(
                "calendar.error.past",
                problem(() -> core.planning().move(PLANNER, 3, TODAY.minusDays(1))));
        assertEquals(
                "calendar.error.tooFar",
                problem(() -> core.planning().move(PLANNER, 3, LocalDate.of(2038, 1, 1))));
        assertEquals(Instant.parse("2026-11-26T13:15:00Z"), core.planning().get(PLANNER, 3).at());
    }

    @Test
    void whatIsScheduledOrSentDoesNotMove() {
        LocalDate day = LocalDate.of(2026, 12, 1);
        assertEquals(
                "calendar.error.scheduled", problem(() -> core.planning().move(PLANNER, 2, day)));
        assertEquals("calendar.error.sent", problem(() -> core.planning().move(PLANNER, 1, day)));
        assertEquals("calendar.error.sent", problem(() -> core.planning().clear(PLANNER, 5)));
    }

    @Test
    void mailingsOfOthersAreNotThere() {
        LocalDate day = LocalDate.of(2026, 12, 1);
        assertThrows(NotFound.class, () -> core.planning().move(PLANNER, 9, day));
        assertThrows(NotFound.class, () -> core.planning().clear(PLANNER, 9));
        assertThrows(NotFound.class, () -> core.planning().move(PLANNER, 7, day));
        assertThrows(NotFound.class, () -> core.planning().move(PLANNER, 8, day));
    }

    @Test
    void lookingAndMovingNeedTheirRights() {
        Actor reader = planner("calendar.show");
        assertThrows(NotPermitted.class, () -> core.planning().move(reader, 3, TODAY));
        Actor nobody = planner("mailing.change", "mailing.show");
        assertThrows(NotPermitted.class, () -> core.planning().between(nobody, TODAY, TODAY));
        assertThrows(NotPermitted.class, () -> core.planning().move(nobody, 3, TODAY));
    }

    private static List<String> between(String first, String last) {
        return core
                .planning()
                .between(PLANNER, LocalDate.parse(first), LocalDate.parse(last))
                .stream()
                .map(mailing -> mailing.name() + " " + mailing.state())
                .toList();
    }

    private static void mailing(int id, String name, String status, String sent, String planned) {
        execute(
                ("INSERT INTO mailing_tbl (mailing_id, company_id, shortname, mailinglist_id,"
                     + " work_status, send_date, plan_date, deleted, is_template) VALUES (%d, 1,"
                     + " '%s', 1, '%s', %s, %s, 0, 0)")
                        .formatted(id, name, status, sent, planned));
    }

    private static void job(int mailing, int status, String when) {
        execute(
                "INSERT INTO maildrop_status_tbl (company_id, mailing_id, status_field, genstatus,"
                        + " senddate) VALUES (1, %d, 'W', %d, '%s')"
                                .formatted(mailing, status, when));
    }

    private static Actor planner(String... rights) {
        return new Actor(
                Actor.Kind.USER,
                1,
                "planner",
                1,
                Set.of(rights),
                Locale.GERMAN,
                ZoneId.of("Europe/Berlin"));
    }
}
