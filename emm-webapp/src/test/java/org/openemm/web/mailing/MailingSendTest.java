package org.openemm.web.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;

/** Checks, trials and the sending. */
class MailingSendTest extends WithMailings {
    @Test
    void errorsStopTheSendingAndSayWhere() {
        int id = mailing("Errors");
        app.core()
                .mailingContents()
                .save(master, id, "<p>x</p>\n <p>[agnNOSUCHTAG]</p>", "x", null);
        Browser.Page page = browser.get("/mailing/send/" + id + "/view.action");
        assertTrue(
                page.text(".findings")
                        .contains("Unknown tag agnNOSUCHTAG (HTML frame, line 2, column 5)"),
                page.text(".findings"));
        assertTrue(page.has("form[action$='send-admin.action'] button[disabled]"));
        Browser.Page refused = browser.post("/mailing/send/" + id + "/send-world.action", Map.of());
        assertEquals(422, refused.status());
        assertTrue(refused.text("[role=alert]").contains("agnNOSUCHTAG"));
        assertEquals(
                "0", value("SELECT COUNT(*) FROM maildrop_status_tbl WHERE mailing_id = " + id));
    }

    @Test
    void theLastQuestionNamesTheNumberAndThenTheMailingIsScheduled() {
        int id = fromTemplate("Planned");
        browser.get("/mailing/send/" + id + "/view.action");
        Map<String, String> form =
                Map.of(
                        "when",
                        "at",
                        "date",
                        "2037-12-24T18:00",
                        "speed",
                        "1000",
                        "maxRecipients",
                        "");
        Browser.Page question =
                browser.post("/mailing/send/" + id + "/confirm-send-world.action", form);
        assertEquals("Send to 2 recipients?", question.text("#confirm-title"));
        Browser.Page sent =
                browser.post(
                        "/mailing/send/" + id + "/send-world.action",
                        fields(
                                question.document()
                                        .select("form[action$='send-world.action']")
                                        .first()));
        assertEquals("Scheduled", sent.text("#delivery .strong"));
        // Berlin is one hour ahead of UTC in winter.
        assertEquals(
                "2037-12-24 17:00 250 15",
                value(
                        "SELECT CONCAT(DATE_FORMAT(senddate, '%Y-%m-%d %H:%i'), ' ', blocksize, '"
                                + " ', step) FROM maildrop_status_tbl WHERE mailing_id = "
                                + id));
        Browser.Page locked = browser.get("/mailing/" + id + "/settings.action");
        assertTrue(locked.has("fieldset[disabled]"));
        Browser.Page stopped = browser.post("/mailing/send/" + id + "/cancel.action", Map.of());
        assertEquals(200, stopped.status());
        assertTrue(app.core().mailings().get(master, id).editable());
    }

    @Test
    void aDateInThePastIsRefused() {
        int id = fromTemplate("Past");
        browser.get("/mailing/send/" + id + "/view.action");
        Browser.Page refused =
                browser.post(
                        "/mailing/send/" + id + "/send-world.action",
                        Map.of("when", "at", "date", "2001-01-01T00:00", "speed", "0"));
        assertEquals(422, refused.status());
        assertTrue(refused.text("[role=alert]").contains("past"));
    }

    @Test
    void aDateThatTheDatabaseCannotHoldIsRefused() {
        int id = fromTemplate("Far away");
        browser.get("/mailing/send/" + id + "/view.action");
        Browser.Page refused =
                browser.post(
                        "/mailing/send/" + id + "/send-world.action",
                        Map.of("when", "at", "date", "2099-01-01T00:00", "speed", "0"));
        assertEquals(422, refused.status());
        Browser.Page settings = browser.get("/mailing/" + id + "/settings.action");
        Map<String, String> form = fields(settings.document().select("#settings").first());
        form.put("planDate", "9999-01-01T00:00");
        assertEquals(422, browser.post("/mailing/" + id + "/settings.action", form).status());
    }
}
