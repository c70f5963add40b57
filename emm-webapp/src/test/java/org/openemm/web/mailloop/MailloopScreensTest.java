package org.openemm.web.mailloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.mailloop.Filter;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.MailSubscription;
import org.openemm.mailloop.MessageKind;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Response processing as people see it. */
class MailloopScreensTest {
    private static final String BASE = "/administration/bounce/";
    private static final String ODD = "'\"<script>alert(1)</script>{{[agn";

    private static WebAppUnderTest app;
    private static Browser browser;
    private static Filters filters;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        browser = app.loggedIn();
        filters = app.core().mailloop().filters();
        app.createUser("looker", "mailloop.show");
        app.createUser("stranger", "mailing.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void empty() {
        sql("UPDATE company_tbl SET mailloop_domain = 'loop.example' WHERE company_id = 1");
        sql("DELETE FROM mailloop_message_tbl");
        sql("DELETE FROM mailloop_log_tbl");
        sql("DELETE FROM mailloop_tbl");
        sql("DELETE FROM bounce_tbl");
    }

    @Test
    void aFilterIsMadeAndShowsItsAddress() {
        assertTrue(browser.get(BASE + "list.action").has(".empty a[href$=new.action]"));
        Browser.Page made = browser.post(BASE + "save.action", form(0, ODD));
        Filter filter = filters.all(app.master()).get(0);
        assertEquals(ODD, made.text("h1"), made.html());
        assertEquals("reply_" + filter.id() + "@loop.example", made.text("#filter-address"));
        assertEquals(List.of("a@firm.example", "b@firm.example"), filter.settings().addresses());
        assertEquals("boss@elsewhere.example", filter.settings().forward());
        assertFalse(made.html().contains("<script>alert"));
        Browser.Page list = browser.get(BASE + "list.action");
        assertTrue(list.text("#list").contains("a@firm.example"), list.text("#list"));
        assertTrue(list.text("#list").contains("and 1 more"));
    }

    @Test
    void whatIsWrongIsToldAtItsFieldAndNothingIsLost() {
        Map<String, String> form = form(0, "News");
        form.put("addresses", "reply_7@firm.example");
        form.put("forward", "me@loop.example");
        Browser.Page again = browser.post(BASE + "save.action", form);
        assertEquals("reply_7@firm.example", again.document().select("#addresses").text());
        assertTrue(again.text("#addresses-note").contains("reserved"), again.html());
        form.put("addresses", "");
        again = browser.post(BASE + "save.action", form);
        assertTrue(again.text("#forward-note").contains("circles"), again.html());
        assertEquals("me@loop.example", again.document().select("#forward").val());
        assertEquals(0, filters.all(app.master()).size());
    }

    @Test
    void mailsToAFilterCanSubscribeTheirSenders() {
        sql("UPDATE company_tbl SET rdir_domain = 'https://go.example' WHERE company_id = 1");
        int list = app.core().mailinglists().create(app.master(), "Joined by mail " + ODD, "");
        Map<String, String> form = form(0, "Join");
        form.put("mailinglist", "" + list);
        form.put("confirmLanguage", "de");
        form.put("confirmText", "No place for it");
        Browser.Page again = browser.post(BASE + "save.action", form);
        assertTrue(again.text("#confirmText-note").contains("{link}"), again.html());
        form.put("confirmText", ODD + " {link}");
        Browser.Page made = browser.post(BASE + "save.action", form);
        assertEquals(ODD + " {link}", made.document().select("#confirmText").text());
        assertTrue(made.document().select("#confirmText").attr("placeholder").contains("Wort JA"));
        FilterDraft draft = filters.all(app.master()).get(0).settings();
        assertEquals(
                new MailSubscription(true, list, 0, "de", "", ODD + " {link}"),
                draft.subscription());
        form.put("id", "" + filters.all(app.master()).get(0).id());
        form.put("mailinglist", "");
        browser.post(BASE + "save.action", form);
        assertFalse(filters.all(app.master()).get(0).settings().subscription().on());
    }

    @Test
    void whatThePageDoesNotShowStaysAsItIs() {
        int list = app.core().mailinglists().create(app.master(), "For filters", "");
        sql(
                "INSERT INTO mailloop_tbl (company_id, shortname, subscribe_enable, mailinglist_id,"
                        + " form_id) VALUES (1, 'Old', 1, "
                        + list
                        + ", (SELECT MIN(form_id) FROM userform_tbl WHERE company_id = 1 AND"
                        + " deleted = 0 AND active = 1))");
        Filter old = filters.all(app.master()).get(0);
        browser.post(BASE + "save.action", form(old.id(), "New"));
        FilterDraft now = filters.get(app.master(), old.id()).settings();
        assertEquals("New", now.name());
        assertEquals(old.settings().subscription().formId(), now.subscription().formId());
    }

    @Test
    void aDeletionIsTakenBack() {
        int id = filters.create(app.master(), FilterDraft.named("Gone", ""));
        Browser.Page list = browser.post(BASE + id + "/delete.action", Map.of());
        assertTrue(list.has(".empty"), list.html());
        assertTrue(list.html().contains(BASE + id + "/restore.action"));
        assertTrue(browser.post(BASE + id + "/restore.action", Map.of()).html().contains("Gone"));
        browser.post(BASE + id + "/delete.action", Map.of());
        filters.create(app.master(), FilterDraft.named("Gone", ""));
        Browser.Page refused = browser.post(BASE + id + "/restore.action", Map.of());
        assertTrue(refused.html().contains("cannot be brought back"), refused.html());
        assertEquals(404, browser.get(BASE + id + "/view.action").status());
    }

    @Test
    void theTestOfAnAddressSaysWhatWouldHappen() {
        int id =
                filters.create(
                        app.master(),
                        FilterDraft.named("News", "", "news@firm.example")
                                .withForward("boss@elsewhere.example"));
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("news@firm.example", "Accepted");
        answers.put("REPLY_" + id + "@loop.example", "Accepted");
        answers.put("nobody@firm.example", "Refused");
        answers.put("fbl@loop.example", "Complaints");
        answers.put("somebody@example.org", "Not ours");
        answers.put(ODD, "Not ours");
        answers.forEach(
                (address, answer) -> {
                    Browser.Page page =
                            browser.get(
                                    BASE
                                            + "test.action?address="
                                            + URLEncoder.encode(address, StandardCharsets.UTF_8));
                    assertTrue(page.text("#answer").contains(answer), page.text("#answer"));
                    assertFalse(page.html().contains("<script>alert"));
                });
        String accepted = browser.get(BASE + "test.action?address=news@firm.example").text("main");
        assertTrue(accepted.contains("boss@elsewhere.example"), accepted);
        assertFalse(browser.get(BASE + "test.action").has("#answer"));
    }

    @Test
    void aTestMessageGoesOutAndIsSeenToComeIn() throws InterruptedException {
        int id = filters.create(app.master(), FilterDraft.named("News", ""));
        String address = "reply_" + id + "@loop.example";
        assertTrue(
                browser.post(BASE + "trial.action", Map.of("address", "nobody@elsewhere.example"))
                        .text("main")
                        .contains("one of your filters"));
        Browser.Page sent = browser.post(BASE + "trial.action", Map.of("address", address));
        assertTrue(sent.text("#trial").contains("has been sent"), sent.html());
        assertEquals(address, app.postbox().take().to());
        String poll = sent.document().select("#trial").attr("hx-get");
        String mark = poll.substring(poll.indexOf("sent=") + 5);
        assertTrue(browser.get(poll).text("#trial").contains("has been sent"));
        MessageScreensTest.keep(
                app, id, MessageKind.AUTO_REPLY, "Test of a filter address " + mark, 0, "x");
        assertTrue(browser.get(poll).text("#trial").contains("has come in"));
        assertTrue(
                browser.get(BASE + "trial.action?sent=" + "0000001abc")
                        .text("#trial")
                        .contains("has not come in"));
        assertTrue(browser.get(BASE + "trial.action?sent=%27").html().contains("has not come in"));
    }

    @Test
    void messagesOfAnotherCompanyAndWithoutRightAreNotShown() {
        long id = MessageScreensTest.keep(app, 0, MessageKind.REPLY, "Ours", 0, "x");
        sql("UPDATE mailloop_message_tbl SET company_id = 2");
        assertEquals(404, browser.get(BASE + "message/" + id + "/view.action").status());
        assertEquals(404, browser.get(BASE + "message/" + id + "/source.action").status());
        Browser stranger = app.loggedIn("stranger");
        for (String page :
                List.of(
                        "list.action",
                        "messages.action",
                        "test.action",
                        "message/" + id + "/source.action")) {
            assertEquals(403, stranger.get(BASE + page).status(), page);
        }
        int filter = filters.create(app.master(), FilterDraft.named("Shown", ""));
        Browser looker = app.loggedIn("looker");
        Browser.Page shown = looker.get(BASE + filter + "/view.action");
        assertFalse(shown.has("form[action$=save.action] button[type=submit]"), shown.html());
        assertEquals(403, looker.get(BASE + "new.action").status());
        assertEquals(403, looker.post(BASE + "save.action", form(filter, "Mine")).status());
        assertEquals(403, looker.post(BASE + filter + "/delete.action", Map.of()).status());
    }

    private static Map<String, String> form(int id, String name) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id", "" + id);
        form.put("name", name);
        form.put("description", "for 'all'");
        form.put("addresses", "A@firm.example\r\nb@firm.example");
        form.put("forward", "boss@elsewhere.example");
        return form;
    }

    private static void sql(String statement) {
        app.core().database().run(tx -> tx.sql().execute(statement));
    }
}
