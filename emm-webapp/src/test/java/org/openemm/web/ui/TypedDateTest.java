package org.openemm.web.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.account.User;

/** Dates and times as people type them. */
class TypedDateTest {
    private static final Optional<LocalDate> CHRISTMAS = Optional.of(LocalDate.of(2026, 12, 24));
    private static final Formats GERMAN = formats(Locale.GERMANY);
    private static final Formats BRITISH = formats(Locale.UK);
    private static final Formats AMERICAN = formats(Locale.US);

    @Test
    void eachCountryTypesItsOwnOrder() {
        assertEquals("dd.MM.yyyy", GERMAN.datePattern());
        assertEquals("dd/MM/yyyy", BRITISH.datePattern());
        assertEquals("M/d/yyyy", AMERICAN.datePattern());
        assertEquals(CHRISTMAS, date("24.12.2026", GERMAN));
        assertEquals(CHRISTMAS, date("24.12.26", GERMAN));
        assertEquals(CHRISTMAS, date("24/12/2026", BRITISH));
        assertEquals(CHRISTMAS, date("12/24/2026", AMERICAN));
        assertEquals(Optional.of(LocalDate.of(2026, 2, 3)), date("3.2.2026", GERMAN));
    }

    @Test
    void everybodyMayTypeTheIsoForm() {
        for (Formats formats : List.of(GERMAN, BRITISH, AMERICAN)) {
            assertEquals(CHRISTMAS, date("2026-12-24", formats));
        }
    }

    @Test
    void whatIsNoDateIsToldWithAnExample() {
        for (String typed :
                List.of(
                        "31.02.2026",
                        "24.13.2026",
                        "tomorrow",
                        "1.1.999",
                        "'\"<script>{{[agn",
                        "x".repeat(100_000))) {
            InvalidInput refused = assertThrows(InvalidInput.class, () -> date(typed, GERMAN));
            InvalidInput.Problem problem = refused.problems().get(0);
            assertEquals("day", problem.field());
            assertEquals("ui.invalid.date", problem.key());
            assertEquals("24.12.2026", problem.arguments().get(1));
        }
        assertEquals(Optional.empty(), date("", GERMAN));
    }

    @Test
    void timesAreUnderstoodInManyForms() {
        LocalTime half = LocalTime.of(21, 30);
        for (String typed :
                List.of("21:30", "2130", "21.30", "21:30:00", "21:30 Uhr", "9:30 pm", "9.30PM")) {
            assertEquals(Optional.of(half), time(typed), typed);
        }
        assertEquals(Optional.of(LocalTime.of(9, 0)), time("9"));
        assertEquals(Optional.of(LocalTime.MIDNIGHT), time("12 am"));
        for (String typed : List.of("25:00", "9:61", "13 pm", "soon")) {
            assertThrows(InvalidInput.class, () -> time(typed), typed);
        }
    }

    @Test
    void aMomentIsInTheZoneOfTheUser() {
        assertEquals(
                Optional.of(Instant.parse("2026-12-24T17:00:00Z")), moment("2026-12-24T18:00"));
        assertEquals(Optional.of(Instant.parse("2026-07-01T16:00:00Z")), moment("1.7.2026T18"));
        assertEquals(Optional.empty(), moment(""));
    }

    @Test
    void aMomentThatTheClocksSkipIsRefused() {
        InvalidInput refused = assertThrows(InvalidInput.class, () -> moment("2026-03-29T02:30"));
        assertEquals("ui.invalid.skipped", refused.problems().get(0).key());
    }

    @Test
    void halfAMomentIsRefused() {
        for (String typed : List.of("2026-12-24", "2026-12-24T", "T18:00", "T", "Thursday")) {
            assertThrows(InvalidInput.class, () -> moment(typed), typed);
        }
    }

    private static Optional<LocalDate> date(String typed, Formats formats) {
        return Input.of(Map.of("day", typed)).date("day", formats);
    }

    private static Optional<LocalTime> time(String typed) {
        return Input.of(Map.of("time", typed)).time("time", GERMAN);
    }

    private static Optional<Instant> moment(String typed) {
        return Input.of(Map.of("moment", typed)).instant("moment", GERMAN);
    }

    private static Formats formats(Locale locale) {
        User user =
                new User(
                        1,
                        "anna",
                        1,
                        "",
                        "",
                        "",
                        locale,
                        ZoneId.of("Europe/Berlin"),
                        User.Theme.SYSTEM,
                        false,
                        Optional.empty(),
                        Optional.empty());
        return Formats.of(Optional.of(user), locale);
    }
}
