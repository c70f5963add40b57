package org.openemm.web.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.recipient.Recipient;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class RecipientScreensTest {
    private static WebAppUnderTest app;
    private static int list;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.core()
                .profileFields()
                .create(
                        app.master(),
                        ProfileFieldDraft.of("shoe", "Shoe size", DataType.INTEGER, 0));
        app.core()
                .profileFields()
                .create(
                        app.master(),
                        ProfileFieldDraft.of("visit", "Last visit", DataType.DATETIME, 0));
        list = app.core().mailinglists().create(app.master(), "Screens", "");
        app.createUser("reader", "recipient.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aRecipientCanBeCreatedFoundChangedAndDeleted() {
        Browser browser = app.loggedIn();
        browser.get("/recipient/create.action");
        Map<String, String> fields = fields("Eva.Example@example.com");
        fields.put("lastname", "O'Brien \"ö\" 😀");
        fields.put("shoe", "38");
        fields.put("visit", "2026-03-01T14:30");
        fields.put("list" + list, "1");
        fields.put("list" + list + "type", "T");
        fields.put("list" + list + "remark", "phone");

        Browser.Page saved = browser.post("/recipient/save.action", fields);

        assertEquals(200, saved.status(), saved.html());
        Recipient eva = byEmail("eva.example@example.com");
        assertEquals("/recipient/" + eva.id() + "/view.action", saved.path());
        assertEquals("O'Brien \"ö\" 😀", saved.document().select("#lastname").val());
        assertEquals("2026-03-01T14:30", saved.document().select("#visit").val());
        assertTrue(saved.text("#lists").contains("phone"), saved.html());
        Browser.Page found =
                browser.get("/recipient/list.action?q=eva.ex&list=" + list + "&status=1&type=T");
        assertTrue(found.has("a[href='/recipient/" + eva.id() + "/view.action']"), found.html());
        assertTrue(found.text("table").contains("Active"));

        Map<String, String> changed = fields("eva.example@example.com");
        changed.put("id", "" + eva.id());
        changed.put("shoe", "39");
        changed.put("list" + list, "4");
        changed.put("list" + list + "type", "W");
        browser.post("/recipient/save.action", changed);
        assertEquals("39", byEmail("eva.example@example.com").text("shoe"));
        Browser.Page history =
                browser.get("/recipient/" + eva.id() + "/statusChangesHistory.action");
        assertTrue(history.text("tbody").contains("Active Opt-out by recipient"), history.html());
        assertTrue(history.text("tbody").contains("phone"));
        browser.post(
                "/recipient/" + eva.id() + "/list.action",
                Map.of("list", "" + list, "status", "1", "type", "W", "remark", "back <again>"));
        Browser.Page report = browser.get("/recipient/" + eva.id() + "/report.action");
        assertTrue(report.text("main").contains("back <again>"), report.html());
        assertTrue(report.text("main").contains("eva.example@example.com"));
        Browser.Page csv = browser.get("/recipient/" + eva.id() + "/reportCsv.action");
        assertTrue(csv.html().contains("\"Shoe size\";\"39\""), csv.html());
        assertTrue(csv.html().contains("back <again>"));

        browser.get("/recipient/confirmDelete.action?bulkIds=" + eva.id());
        Browser.Page after =
                browser.post("/recipient/delete.action", Map.of("bulkIds", "" + eva.id()));
        assertEquals("/recipient/list.action", after.path());
        assertTrue(app.core().recipients().find(app.master(), eva.id()).isEmpty());
    }

    @Test
    void mistakesAreShownAtTheirFieldsWithWhatWasTyped() {
        Browser browser = app.loggedIn();
        browser.get("/recipient/create.action");
        Map<String, String> fields = fields("no address");
        fields.put("shoe", "abc");
        fields.put("firstname", "<script>alert(1)</script>");

        Browser.Page page = browser.post("/recipient/save.action", fields);

        assertEquals(422, page.status());
        assertEquals("no address", page.document().select("#email").val());
        assertTrue(page.text("#email-note").contains("@"), page.html());
        fields.put("email", "right@example.com");
        page = browser.post("/recipient/save.action", fields);
        assertTrue(page.text("#shoe-note").contains("no number"), page.html());
        assertTrue(page.has("#firstname-note.field-error"));
        assertFalse(page.html().contains("<script>alert"));
        assertEquals(
                List.of(),
                app.core().recipients().findBy(app.master(), "email", "right@example.com"));
    }

    @Test
    void anAddressInUseIsPointedOutAndCanBeSavedNevertheless() {
        long first =
                app.core().recipients().create(app.master(), Map.of("email", "twice@example.com"));
        Browser browser = app.loggedIn();
        browser.get("/recipient/create.action");
        Map<String, String> fields = fields("TWICE@example.com");

        Browser.Page page = browser.post("/recipient/save.action", fields);

        assertEquals(422, page.status());
        assertTrue(page.has("a[href='/recipient/" + first + "/view.action']"), page.html());
        fields.put("sameEmailOk", "true");
        assertEquals(200, browser.post("/recipient/save.action", fields).status());
        assertEquals(
                2,
                app.core().recipients().findBy(app.master(), "email", "twice@example.com").size());
    }

    @Test
    void theListIsPagedSortedAndSurvivesOddInput() {
        for (int i = 0; i < 60; i++) {
            app.core()
                    .recipients()
                    .create(app.master(), Map.of("email", "page%02d@example.com".formatted(i)));
        }
        Browser browser = app.loggedIn();
        Browser.Page first = browser.get("/recipient/list.action?q=page&sort=email&dir=desc");
        assertEquals("page59@example.com", first.text("a.row-link"));
        Browser.Page second = browser.get(first.document().select("a[rel=next]").attr("href"));
        assertEquals("page09@example.com", second.text("a.row-link"));
        assertFalse(second.has("a[rel=next]"));
        Browser.Page back = browser.get(second.document().select("a[rel=prev]").attr("href"));
        assertEquals("page59@example.com", back.text("a.row-link"));
        for (String odd :
                List.of(
                        "q=%27%22%3Cscript%3E%7B%7B%5Bagn",
                        "q=" + "x".repeat(5_000),
                        "list=abc&status=99&type=zzz&sort=nothing&page=%2e%2e",
                        "sort=email%3B+DROP+TABLE+customer_1_tbl&page=Zm9v")) {
            Browser.Page page = browser.get("/recipient/list.action?" + odd);
            assertEquals(200, page.status(), odd);
            assertFalse(page.html().contains("<script>{{"), odd);
        }
    }

    @Test
    void whoMayOnlyReadSeesNoButtonsAndCannotSave() {
        long id = app.core().recipients().create(app.master(), Map.of("email", "read@example.com"));
        Browser browser = app.loggedIn("reader");
        Browser.Page page = browser.get("/recipient/" + id + "/view.action");
        assertEquals(200, page.status());
        assertFalse(page.has("main button[type=submit]"), page.html());
        assertFalse(browser.get("/recipient/list.action").has("input[name=bulkIds]"));
        assertEquals(403, browser.post("/recipient/save.action", fields("x@example.com")).status());
        assertEquals(403, browser.get("/recipient/create.action").status());
        assertEquals(403, browser.get("/profiledb/profiledb.action").status());
        assertEquals(404, app.loggedIn().get("/recipient/999999/view.action").status());
    }

    @Test
    void aProfileFieldCanBeCreatedAndDeleted() {
        Browser browser = app.loggedIn();
        browser.get("/profiledb/new.action");
        Map<String, String> fields =
                new HashMap<>(
                        Map.of(
                                "new", "true",
                                "name", "Lieblingsfarbe",
                                "column", "select",
                                "type", "VARCHAR",
                                "length", "30",
                                "nullable", "true",
                                "editing", "EDITABLE",
                                "sort", "1"));
        Browser.Page page = browser.post("/profiledb/save.action", fields);
        assertEquals(422, page.status());
        assertTrue(page.has("#column-note.field-error"), page.html());
        fields.put("column", "colour");
        assertEquals(
                "/profiledb/profiledb.action",
                browser.post("/profiledb/save.action", fields).path());
        assertTrue(browser.get("/recipient/create.action").has("#colour"));
        browser.get("/profiledb/colour/confirmDelete.action");
        browser.post("/profiledb/colour/delete.action", Map.of());
        assertFalse(browser.get("/recipient/create.action").has("#colour"));
    }

    @Test
    void theBlocklistTakesAddressesAndPatterns() {
        Browser browser = app.loggedIn();
        browser.get("/recipients/blacklist/list.action");
        Browser.Page added =
                browser.post(
                        "/recipients/blacklist/save.action",
                        Map.of("email", "*@Blocked.example", "reason", "<b>no</b>"));
        assertTrue(added.text("table").contains("*@blocked.example"), added.html());
        assertTrue(added.text("table").contains("<b>no</b>"));
        assertEquals(
                422,
                browser.post(
                                "/recipients/blacklist/save.action",
                                Map.of("email", "*", "reason", ""))
                        .status());
        Browser.Page removed =
                browser.post(
                        "/recipients/blacklist/delete.action",
                        Map.of("email", "*@blocked.example"));
        assertFalse(removed.has("table"));
    }

    @Test
    void manyAreBlockedAtOnceAndAWrongOneStopsAll() {
        Browser browser = app.loggedIn();
        browser.get("/recipients/blacklist/new.action");
        Browser.Page wrong =
                browser.post(
                        "/recipients/blacklist/save.action",
                        Map.of("email", "one@example.com\nnonsense", "reason", ""));
        assertEquals(422, wrong.status());
        assertTrue(wrong.text("#email-note").contains("nonsense"), wrong.html());
        Browser.Page list =
                browser.post(
                        "/recipients/blacklist/save.action",
                        Map.of("email", "one@example.com, two@example.com", "reason", "=1+1"));
        assertTrue(list.text("table").contains("two@example.com"), list.html());
        String csv = browser.get("/recipients/blacklist/download.action").html();
        assertTrue(csv.contains("\"two@example.com\";\"'=1+1\""), csv);
        for (String email : List.of("one@example.com", "two@example.com")) {
            browser.get("/recipients/blacklist/confirmDelete.action?email=" + email);
            browser.post("/recipients/blacklist/delete.action", Map.of("email", email));
        }
        assertEquals(
                404,
                browser.get("/recipients/blacklist/confirmDelete.action?email=one@example.com")
                        .status());
    }

    @Test
    void aListThatMailingsUseSaysSoInsteadOfOfferingTheDeletion() {
        int used = app.core().mailinglists().create(app.master(), "Used list", "");
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO mailing_tbl (company_id, shortname,"
                                                        + " mailinglist_id, mailtemplate_id) VALUES"
                                                        + " (1, 'Spring <b>', ?, 0)",
                                                used));
        Browser.Page page = app.loggedIn().get("/mailinglist/" + used + "/confirmDelete.action");
        assertTrue(page.text("h1").contains("cannot be deleted"), page.html());
        assertTrue(page.text("main").contains("Spring <b>"));
        assertFalse(page.has("form[action$=delete.action]"));
    }

    @Test
    void theRecipientsOfATargetGroupCanBeListed() {
        app.core().recipients().create(app.master(), Map.of("email", "in@group.example"));
        app.core().recipients().create(app.master(), Map.of("email", "out@group.example"));
        int target =
                app.core()
                        .targets()
                        .save(
                                app.master(),
                                new TargetDraft(0, "Inside", "", "`email` STARTS WITH 'in@'"));
        Browser.Page page = app.loggedIn().get("/recipient/list.action?target=" + target);
        assertTrue(page.text("tbody").contains("in@group.example"), page.html());
        assertFalse(page.text("tbody").contains("out@group.example"));
    }

    @Test
    void aReservedNameOfAFieldIsRefusedWithTheReason() {
        Browser browser = app.loggedIn();
        browser.get("/profiledb/new.action");
        Map<String, String> fields =
                Map.of(
                        "new",
                        "true",
                        "name",
                        "Order",
                        "column",
                        "order",
                        "type",
                        "VARCHAR",
                        "length",
                        "10",
                        "nullable",
                        "true",
                        "sort",
                        "0",
                        "editing",
                        "EDITABLE");
        Browser.Page page = browser.post("/profiledb/save.action", fields);
        assertEquals(422, page.status());
        assertTrue(page.text("#column-note").contains("database language"), page.html());
    }

    @Test
    void aMailingListCanBeCreatedChangedAndDeleted() {
        Browser browser = app.loggedIn();
        browser.get("/mailinglist/create.action");
        Browser.Page tooShort =
                browser.post("/mailinglist/save.action", Map.of("id", "0", "name", "ab"));
        assertEquals(422, tooShort.status());
        assertTrue(tooShort.has("#name-note.field-error"));
        browser.post(
                "/mailinglist/save.action",
                Map.of("id", "0", "name", "Spring <i>", "senderEmail", "news@example.com"));
        int id =
                app.core().mailinglists().findByName(app.master(), "Spring <i>").orElseThrow().id();
        Browser.Page page = browser.get("/mailinglist/" + id + "/view.action");
        assertEquals("news@example.com", page.document().select("#senderEmail").val());
        assertTrue(
                browser.get("/mailinglist/list.action?q=spring")
                        .text("table")
                        .contains("Spring <i>"));
        browser.get("/mailinglist/" + id + "/confirmDelete.action");
        browser.post("/mailinglist/" + id + "/delete.action", Map.of());
        assertFalse(browser.get("/mailinglist/list.action").text("table").contains("Spring <i>"));
    }

    private static Map<String, String> fields(String email) {
        return new HashMap<>(
                Map.of(
                        "id", "0",
                        "email", email,
                        "gender", "1",
                        "mailtype", "1",
                        "firstname", "Eva",
                        "lastname", "Example"));
    }

    private static Recipient byEmail(String email) {
        long id = app.core().recipients().findBy(app.master(), "email", email).get(0);
        return app.core().recipients().get(app.master(), id);
    }
}
