package org.openemm.web.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.mailinglist.MailinglistDraft;
import org.openemm.web.testing.Browser;

/** Checks, trials and the sending. */
class MailingSendTest extends WithMailings {
    @Test
    void errorsStopTheSendingAndSayWhere() {
        int id = emptyMailing("Errors");
        app.core()
                .mailingContents()
                .save(master, id, "<p>x</p>\n <p>[agnNOSUCHTAG]</p>", "x", null);
        Browser.Page page = browser.get("/mailing/send/" + id + "/view.action");
        assertTrue(
                page.text(".checks")
                        .contains("Unknown tag agnNOSUCHTAG (HTML frame, line 2, column 5)"),
                page.text(".checks"));
        assertTrue(page.has("form[action$='send-address.action'] button[disabled]"));
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
    void blindCopiesAreNamedInTheLastQuestionAndCountedWhenTheyAreSent() {
        int id = fromTemplate("Copies");
        var draft = app.core().mailings().get(master, id).settings();
        app.core()
                .mailings()
                .update(
                        master,
                        id,
                        draft.withEmail(draft.email().withBcc("a@x.example;b@x.example")),
                        null);
        Browser.Page question =
                browser.post("/mailing/send/" + id + "/confirm-send-world.action", Map.of());
        assertTrue(question.text(".list").contains("a@x.example b@x.example"));

        browser.post("/mailing/send/" + id + "/send-world.action", Map.of());
        sql(
                "INSERT INTO mailing_account_tbl (mailing_account_id, mailing_id, company_id,"
                        + " mailtype, no_of_mailings, status_field) VALUES (990, "
                        + id
                        + ", 1, 1, 2, 'W')",
                "INSERT INTO bcc_mailing_account_tbl (mailing_account_id, no_of_mailings, refused,"
                        + " last_answer) VALUES (990, 3, 1, '552 5.2.2 <b>full</b>')",
                "UPDATE maildrop_status_tbl SET genstatus = 3 WHERE mailing_id = " + id,
                "UPDATE mailing_tbl SET work_status = 'mailing.status.sent' WHERE mailing_id = "
                        + id);
        Browser.Page page = browser.get("/mailing/send/" + id + "/view.action");
        assertTrue(page.text("#delivery").contains("Blind copies 3 and 1 refused"));
        assertTrue(page.text("#delivery").contains("552 5.2.2 <b>full</b>"), "as text");
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

    @Test
    void aTrialToAnAddressMakesANewOneATestRecipientAndCountsNobodyElse() {
        int id = fromTemplate("Trial");
        browser.get("/mailing/send/" + id + "/view.action");
        String path = "/mailing/send/" + id + "/send-address.action";
        Browser.Page wrong = browser.post(path, Map.of("address", "no address"));
        assertEquals(422, wrong.status());
        assertTrue(wrong.has("#address-note.field-error"), wrong.html());
        Browser.Page sent =
                browser.post(path, Map.of("address", "bernd@example.com, NEW@example.com"));
        assertEquals(200, sent.status(), sent.text("[role=alert]"));
        assertTrue(sent.text(".toast").contains("to 2 recipients"), sent.text(".toast"));
        assertEquals(
                "T",
                value(
                        "SELECT b.user_type FROM customer_1_binding_tbl b JOIN customer_1_tbl c ON"
                                + " c.customer_id = b.customer_id WHERE c.email ="
                                + " 'new@example.com'"));
        assertEquals(
                "2",
                value(
                        "SELECT COUNT(*) FROM test_recipients_tbl t JOIN maildrop_status_tbl m ON"
                                + " m.status_id = t.maildrop_status_id WHERE m.mailing_id = "
                                + id));
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "DELETE FROM customer_1_binding_tbl WHERE user_type"
                                                        + " = 'T'"));
    }

    @Test
    void theNumberBesideTheButtonIsTheNumberOfTheSending() {
        int id = fromTemplate("Numbers");
        browser.get("/mailing/send/" + id + "/view.action");
        String path = "/mailing/send/" + id + "/consequence.action";
        assertEquals("Goes to 2 recipients now.", browser.post(path, Map.of()).text(".strong"));
        assertEquals(
                "Goes to 1 of 2 recipients on Dec 24, 2037, 6:00 PM (Europe/Berlin).",
                browser.post(
                                path,
                                Map.of(
                                        "when",
                                        "at",
                                        "date",
                                        "2037-12-24T18:00",
                                        "maxRecipients",
                                        "1"))
                        .text(".strong"));
        value(
                "INSERT INTO cust1_ban_tbl (email, timestamp) VALUES ('bernd@example.com', NOW())"
                        + " RETURNING 1");
        try {
            Browser.Page question =
                    browser.post("/mailing/send/" + id + "/confirm-send-world.action", Map.of());
            assertEquals("Send to 1 recipient?", question.text("#confirm-title"));
        } finally {
            app.core().database().run(tx -> tx.sql().execute("DELETE FROM cust1_ban_tbl"));
        }
    }

    @Test
    void whereNobodyWouldGetItThePageLeadsToRecipientsInsteadOfSending() {
        int empty =
                app.core()
                        .mailinglists()
                        .create(master, new MailinglistDraft("Empty list", "", "", ""));
        int id =
                app.core()
                        .mailings()
                        .create(
                                master,
                                app.core()
                                        .mailings()
                                        .prefill(master, template)
                                        .withName("Nobody")
                                        .withList(empty));
        Browser.Page page = browser.get("/mailing/send/" + id + "/view.action");
        assertTrue(page.has("a[href='/recipient/create.action']"));
        assertFalse(page.has("form[action$='confirm-send-world.action']"));
        assertFalse(page.has("form[action$='send-admin.action']"), "nobody is an admin recipient");
        assertEquals(
                422, browser.post("/mailing/send/" + id + "/send-admin.action", Map.of()).status());
    }

    private static void sql(String... statements) {
        for (String statement : statements) {
            app.core().database().run(tx -> tx.sql().execute(statement));
        }
    }
}
