package org.openemm.web.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;

/** Mailings that send themselves, and what is known before a sending. */
class MailingKindsTest extends WithMailings {
    @Test
    void theTypeIsChosenInTheSettingsAndAFollowUpNeedsItsMailing() {
        int first = fromTemplate("First");
        int id = fromTemplate("Second");
        Browser.Page settings = browser.get("/mailing/" + id + "/settings.action");
        assertEquals(5, settings.document().select("select[name=type] option").size());
        Map<String, String> form = fields(settings.document().select("#settings").first());
        form.put("type", "3");
        form.put("followUp", "");
        Browser.Page refused = browser.post("/mailing/" + id + "/settings.action", form);
        assertEquals(422, refused.status());
        assertTrue(refused.has("#followUp-note.field-error"), refused.text("[role=alert]"));

        form.put("followUp", "" + first);
        form.put("followUpMethod", "clicker");
        assertEquals(200, browser.post("/mailing/" + id + "/settings.action", form).status());
        Browser.Page saved = browser.get("/mailing/" + id + "/settings.action");
        assertEquals("First", saved.document().select("#followUp option[selected]").text());
        assertEquals(
                "clicker",
                saved.document().select("#followUpMethod option[selected]").attr("value"));
    }

    @Test
    void anActionBasedMailingIsActivatedAndDeactivated() {
        int id = ofType("Welcome", 1);
        Browser.Page page = browser.get("/mailing/send/" + id + "/view.action");
        assertFalse(page.has("form[action$='confirm-send-world.action']"));
        assertFalse(page.has("#forecast"), "it goes to one recipient at a time");
        Browser.Page active = browser.post("/mailing/send/" + id + "/activate.action", Map.of());
        assertTrue(active.text("main").contains("Waits for something to happen"));
        assertTrue(browser.get("/mailing/" + id + "/settings.action").has("fieldset[disabled]"));
        assertEquals(
                422, browser.post("/mailing/send/" + id + "/activate.action", Map.of()).status());

        Browser.Page ended = browser.post("/mailing/send/" + id + "/deactivate.action", Map.of());
        assertTrue(ended.has("form[action$='/activate.action']"), ended.text("main"));
        assertFalse(browser.get("/mailing/" + id + "/settings.action").has("fieldset[disabled]"));
        assertEquals(
                422, browser.post("/mailing/send/" + id + "/deactivate.action", Map.of()).status());
    }

    @Test
    void aDateBasedMailingNeedsATargetGroupAndSaysWhenItIsSentNext() {
        int id = ofType("Birthday", 2);
        Map<String, String> form = Map.of("time", "09:00", "from", "2037-07-01", "speed", "0");
        browser.get("/mailing/send/" + id + "/view.action");
        Browser.Page refused = browser.post("/mailing/send/" + id + "/activate.action", form);
        assertEquals(422, refused.status());
        assertTrue(refused.text("[role=alert]").contains("target group"));
        value(
                "INSERT INTO dyn_target_tbl (company_id, target_shortname, target_sql, eql) VALUES"
                        + " (1, 'Birthday', '1 = 1', '') RETURNING 1");
        sql(
                "UPDATE mailing_tbl SET target_expression = (SELECT MAX(target_id) FROM"
                        + " dyn_target_tbl) WHERE mailing_id = "
                        + id);

        Browser.Page active = browser.post("/mailing/send/" + id + "/activate.action", form);
        assertTrue(
                active.text("main").contains("Every day at 09:00 (Europe/Berlin)"),
                active.text("main"));
        assertTrue(active.text("main").contains("Jul 1, 2037, 9:00 AM"), active.text("main"));
        assertTrue(active.has("#forecast"));
        assertEquals(
                "2037-07-01 07:00",
                value(
                        "SELECT DATE_FORMAT(senddate, '%Y-%m-%d %H:%i') FROM maildrop_status_tbl"
                                + " WHERE mailing_id = "
                                + id));
    }

    @Test
    void anIntervalMailingHasARhythm() {
        int id = ofType("Weekly", 4);
        browser.get("/mailing/send/" + id + "/view.action");
        Browser.Page active =
                browser.post(
                        "/mailing/send/" + id + "/activate.action",
                        Map.of("time", "18:30", "rhythm", "last", "from", "2037-07-01"));
        assertTrue(
                active.text("main").contains("On the last day of the month at 18:30"),
                active.text("main"));
        assertTrue(active.text("main").contains("Jul 31, 2037, 6:30 PM"), active.text("main"));
        assertEquals(
                422,
                browser.post(
                                "/mailing/send/" + ofType("Wrong", 4) + "/activate.action",
                                Map.of("time", "'\"<script>"))
                        .status());
    }

    @Test
    void theForecastAddsUpFromTheListToTheRecipients() {
        int id = fromTemplate("Forecast");
        sql("INSERT INTO cust1_ban_tbl (email, timestamp) VALUES ('bernd@example.com', NOW())");
        try {
            Browser.Page part = browser.get("/mailing/send/" + id + "/forecast.action");
            int sum =
                    part.document().select("td.num").stream()
                            .limit(part.document().select("td.num").size() - 1L)
                            .mapToInt(
                                    cell -> Integer.parseInt(cell.text().replace('−', '-').strip()))
                            .sum();
            assertEquals("" + sum, part.text("#forecast-recipients"));
            assertEquals("Forecast", part.text("h1"), "a page of its own without scripts");
            assertFalse(part.text("main").contains("firstname"), part.text("main"));
            assertTrue(part.text("tbody").contains("On the blocklist −1"), part.text("tbody"));
            assertTrue(part.text("dl").contains("kB"), part.text("dl"));
        } finally {
            sql("DELETE FROM cust1_ban_tbl");
        }
    }

    private int ofType(String name, int type) {
        int id = fromTemplate(name);
        sql("UPDATE mailing_tbl SET mailing_type = " + type + " WHERE mailing_id = " + id);
        return id;
    }

    private static void sql(String statement) {
        app.core().database().run(tx -> tx.sql().execute(statement));
    }
}
