package org.openemm.web.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class CalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static WebAppUnderTest app;
    private static int mailing;
    private static LocalDate day;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("reader", "calendar.show", "mailing.show");
        app.createUser("writer", "mailing.show", "mailing.change");
        mailing =
                app.core()
                        .mailings()
                        .create(
                                app.master(),
                                MailingDraft.of(
                                        "Autumn",
                                        1,
                                        EmailSettings.of(
                                                "News", new NamedAddress("A", "a@x.example"))));
        day = LocalDate.now(BERLIN).plusDays(10);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void planned() {
        app.core().planning().plan(app.master(), mailing, Optional.of(noon(day)));
    }

    @Test
    void aPlannedMailingStandsOnItsDay() {
        Browser.Page page = app.loggedIn().get("/calendar.action?date=" + day);

        assertEquals("Autumn", page.text("[data-day=" + day + "] .event-name"));
        assertTrue(page.text("[data-day=" + day + "] .event-state").startsWith("Planned"));
        // Weeks begin as the reader is used to: in America on Sunday.
        assertEquals("Sun", page.document().select(".planner th[scope=col]").get(1).text());
        assertEquals(
                "Mon",
                app.loggedIn("reader")
                        .get("/calendar.action")
                        .document()
                        .select(".planner th[scope=col]")
                        .get(1)
                        .text());
        for (String view : new String[] {"week", "list"}) {
            assertEquals(
                    "Autumn",
                    app.loggedIn()
                            .get("/calendar.action?view=" + view + "&date=" + day)
                            .text(".event-name"));
        }
    }

    @Test
    void itMovesByAPlainForm() {
        Browser browser = app.loggedIn();
        Browser.Page question = browser.get("/calendar/mailing/" + mailing + "/move.action");
        assertEquals(day.toString(), question.document().select("#date").attr("value"));
        move(browser, day.plusDays(1).toString());

        assertEquals(noon(day.plusDays(1)), at());
    }

    @Test
    void aMoveCanBeTakenBack() {
        Browser browser = app.loggedIn();
        browser.get("/calendar.action");
        Browser.Page page = move(browser, day.plusDays(1).toString());
        String undo = page.document().select(".toast form").attr("action");
        browser.post(undo, Map.of());

        assertEquals(noon(day), at());
    }

    @Test
    void theDateCanBeTakenAway() {
        Browser browser = app.loggedIn();
        browser.get("/calendar.action");
        Browser.Page page =
                browser.post("/calendar/mailing/" + mailing + "/clearPlannedDate.action", Map.of());

        assertEquals(null, at());
        assertEquals("Autumn", page.text("[data-undated] .event-name"));
    }

    @Test
    void badDaysAreRefusedInWords() {
        Browser browser = app.loggedIn();
        browser.get("/calendar.action");
        assertTrue(move(browser, "2020-01-01").text(".field-error").contains("This day is over"));
        assertTrue(move(browser, "'\"<script>{{[agn").has(".field-error"));
        assertTrue(move(browser, "").text(".field-error").contains("choose a day"));
        assertEquals(422, move(browser, "9999-12-31").status());
        assertEquals(noon(day), at());
        assertEquals(
                400, browser.post("/calendar/moveMailing.action", Map.of("mailing", "x")).status());
        assertEquals(200, browser.get("/calendar.action?view=%3Cscript%3E&date=31.02.x").status());
        assertEquals(200, browser.get("/calendar.action?date=999999999-01-01").status());
    }

    @Test
    void mailingsThatAreNotThereCannotBeMoved() {
        Browser browser = app.loggedIn();
        browser.get("/calendar.action");
        assertEquals(404, browser.get("/calendar/mailing/424242/move.action").status());
        assertEquals(
                404,
                browser.post(
                                "/calendar/moveMailing.action",
                                Map.of("mailing", "424242", "date", day.toString()))
                        .status());
    }

    @Test
    void lookingAndMovingNeedTheirRights() {
        Browser reader = app.loggedIn("reader");
        Browser.Page page = reader.get("/calendar.action?date=" + day);
        assertTrue(page.has(".event"));
        assertFalse(page.has(".event-menu"));
        assertFalse(page.has("[data-drag]"));
        assertEquals(403, move(reader, day.plusDays(1).toString()).status());

        Browser writer = app.loggedIn("writer");
        assertEquals(403, writer.get("/calendar.action").status());
        writer.get("/dashboard.action");
        assertEquals(403, move(writer, day.plusDays(1).toString()).status());
        assertEquals(noon(day), at());
    }

    private static Browser.Page move(Browser browser, String date) {
        return browser.post(
                "/calendar/moveMailing.action",
                Map.of(
                        "mailing",
                        String.valueOf(mailing),
                        "date",
                        date,
                        "view",
                        "month",
                        "shown",
                        day.toString()));
    }

    private static Instant at() {
        return app.core().planning().get(app.master(), mailing).at();
    }

    private static Instant noon(LocalDate date) {
        return date.atTime(12, 0).atZone(BERLIN).toInstant();
    }
}
