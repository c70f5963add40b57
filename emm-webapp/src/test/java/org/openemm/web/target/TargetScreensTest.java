package org.openemm.web.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.target.Target;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class TargetScreensTest {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                """
                                                INSERT INTO customer_1_tbl (email, firstname, lastname, gender)
                                                VALUES ('anna@example.com', 'Anna', 'Ärmel', 1),
                                                       ('bert@example.com', 'Bert', '<b>Ott</b>', 0)
                                                """));
        app.createUser("reader", "targets.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aGroupCanBeCreatedFoundChangedAndDeleted() {
        Browser browser = app.loggedIn();
        browser.get("/target/create.action");

        Browser.Page saved =
                browser.post(
                        "/target/0/save.action",
                        Map.of("name", "Women here", "description", "all", "eql", "gender = 1"));

        assertEquals(200, saved.status(), saved.html());
        assertEquals("Women here", saved.text("h1"));
        assertEquals("gender = 1", saved.document().select("#eql").val().strip());
        int id = group("Women here").id();
        assertTrue(
                browser.get("/target/list.action?q=women")
                        .has("a[href='/target/" + id + "/view.action']"));
        browser.get("/target/" + id + "/confirm/delete.action");
        Browser.Page list = browser.post("/target/delete.action", Map.of("id", "" + id));
        assertEquals("/target/list.action", list.path());
        assertFalse(list.has("a[href='/target/" + id + "/view.action']"));
        Browser.Page deleted = browser.get("/target/list.action?deleted=true");
        assertTrue(deleted.has("a[href='/target/" + id + "/view.action']"));
        browser.post("/target/" + id + "/restore.action", Map.of());
        assertTrue(
                browser.get("/target/list.action?reset=")
                        .has("a[href='/target/" + id + "/view.action']"));
    }

    @Test
    void aWrongRuleComesWithWhatItWasProbablyMeantToBe() {
        Browser.Page page = evaluate(app.loggedIn(), "gender = 1 AND opened in the last 30 days");

        assertEquals(
                "gender = 1 AND lastopen_date >= TODAY - 30 DATEFORMAT 'YYYYMMDD'",
                page.document().select("[data-rewrite]").attr("data-rewrite"));
    }

    @Test
    void ofTwoWhoEditAGroupTheSecondOneChoosesBetweenBothVersions() {
        int id = create("Edited twice", "gender = 1");
        Browser first = app.loggedIn();
        Browser second = app.loggedIn();
        String path = "/target/" + id;
        String seen = version(first.get(path + "/view.action"));
        second.get(path + "/view.action");
        first.post(path + "/save.action", edited(seen, "by the first", "gender = 0"));

        Browser.Page clash = second.post(path + "/save.action", edited(seen, "mine", "gender = 2"));

        assertEquals(422, clash.status());
        assertTrue(clash.text("#conflict-mine").contains("gender = 2"), clash.html());
        assertTrue(clash.text("#conflict-mine").contains("mine"));
        assertTrue(clash.text("#conflict-theirs").contains("gender = 0"));
        assertTrue(clash.text("#conflict-theirs").contains("by the first"));
        assertEquals("gender = 2", clash.document().select("#eql").val().strip());
        assertTrue(clash.has("#conflict-mine button[form=target-form]"));
        assertTrue(clash.has("#conflict-theirs a[href='" + path + "/view.action']"));
        assertEquals("gender = 0", group("Edited twice").eql());

        second.post(path + "/save.action", edited(version(clash), "mine", "gender = 2"));
        assertEquals("gender = 2", group("Edited twice").eql());
    }

    @Test
    void aCircleIsToldWhileTyping() {
        int inner = create("Circle inner", "gender = 1");
        int outer = create("Circle outer", "IN TARGET GROUP " + inner);
        Browser browser = app.loggedIn();
        browser.get("/target/list.action");
        Map<String, String> typed = Map.of("eql", "IN TARGET GROUP " + outer, "target", "" + inner);

        assertTrue(browser.post("/target/evaluate.action", typed).html().contains("Circle outer"));
        String answer = browser.post("/target/rules.action", typed).html();
        assertTrue(answer.contains("cannot contain itself"), answer);
        String alone = browser.post("/target/rules.action", Map.of("eql", typed.get("eql"))).html();
        assertTrue(alone.contains("in target group"), alone);
    }

    private static String version(Browser.Page page) {
        return page.document().select("[name=version]").val();
    }

    private static Map<String, String> edited(String version, String description, String eql) {
        return Map.of(
                "version", version, "name", "Edited twice", "description", description, "eql", eql);
    }

    @Test
    void theListAsksForTheSizeOfEachGroupLater() {
        int id = create("Sized", "gender = 1");
        Browser browser = app.loggedIn();
        assertTrue(
                browser.get("/target/list.action?q=sized")
                        .has("[hx-get='/target/" + id + "/size.action']"));
        assertTrue(browser.get("/target/" + id + "/size.action").html().contains("50.0%"));
        assertEquals(404, browser.get("/target/999999/size.action").status());
    }

    @Test
    void aWrongRuleComesBackAsTypedWithThePlaceOfTheError() {
        Browser browser = app.loggedIn();
        browser.get("/target/create.action");
        String rule = "gender = 1 AND\nlastnam = '<script>'";

        Browser.Page page =
                browser.post("/target/0/save.action", Map.of("name", "Wrong", "eql", rule));

        assertEquals(422, page.status());
        assertEquals(rule, page.document().select("#eql").val().replace("\r\n", "\n").strip());
        assertTrue(page.text("#eql-note").contains("line 2, column 0"), page.text("#eql-note"));
        assertTrue(
                app.core().targets().all(app.master()).stream()
                        .noneMatch(t -> t.name().equals("Wrong")));
    }

    @Test
    void whileTypingTheErrorIsMarkedInItsLineWithAWayOut() {
        Browser.Page page = evaluate(app.loggedIn(), "gender = 1 AND\r\nlastnam = '😀'");

        assertEquals("lastnam", page.text("mark"));
        assertTrue(page.html().contains("Did you mean `lastname`?"), page.html());
        assertEquals("15", page.document().select("[data-mark]").attr("data-from"));
    }

    @Test
    void whileTypingTheRecipientsAreCountedAndSomeShown() {
        Browser.Page page =
                evaluate(app.loggedIn(), "email CONTAINS 'x'".replace("email", "`email`"));

        assertEquals("2", page.text(".tile-value"));
        assertTrue(page.text(".insight-people").contains("anna@example.com"));
        assertTrue(page.text(".insight-people").contains("<b>Ott</b>"));
    }

    @Test
    void whoMayNotSeeRecipientsSeesOnlyTheirNumber() {
        Browser.Page page = evaluate(app.loggedIn("reader"), "");

        assertEquals("2", page.text(".tile-value"));
        assertFalse(page.html().contains("example.com"), page.html());
    }

    @Test
    void aReaderCannotChangeAnything() {
        int id = create("Read only", "gender = 0");
        Browser browser = app.loggedIn("reader");

        Browser.Page page = browser.get("/target/" + id + "/view.action");

        assertEquals(200, page.status());
        assertFalse(page.has("main button[type=submit]"));
        assertEquals(
                403,
                browser.post("/target/" + id + "/save.action", Map.of("name", "Mine")).status());
        assertEquals(403, browser.post("/target/delete.action", Map.of("id", "" + id)).status());
        assertEquals("Read only", app.core().targets().get(app.master(), id).name());
    }

    @Test
    void aGroupInUseShowsItsUsersInsteadOfADeleteButton() {
        int id = create("Used", "gender = 0");
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO mailing_tbl (company_id, shortname,"
                                                        + " target_expression) VALUES (1, 'Spring"
                                                        + " <b>news</b>', ?)",
                                                id + "|2"));
        Browser browser = app.loggedIn();

        Browser.Page confirm = browser.get("/target/" + id + "/confirm/delete.action");
        Browser.Page uses = browser.get("/target/" + id + "/dependents.action");
        Browser.Page forced = browser.post("/target/delete.action", Map.of("id", "" + id));

        assertFalse(confirm.has("form[action='/target/delete.action']"));
        assertTrue(uses.text("main table").contains("Spring <b>news</b>"));
        assertEquals(422, forced.status());
        assertFalse(app.core().targets().get(app.master(), id).deleted());
    }

    @Test
    void aLockedGroupShowsItsRuleButNoSaveButton() {
        int id = create("To be locked", "gender = 0");
        Browser browser = app.loggedIn();
        browser.get("/target/" + id + "/view.action");

        Browser.Page locked = browser.post("/target/" + id + "/lock.action", Map.of());

        assertEquals("/target/" + id + "/view.action", locked.path());
        assertFalse(
                locked.has("form[action='/target/" + id + "/save.action'] button[type=submit]"));
        assertTrue(
                browser.post("/target/" + id + "/unlock.action", Map.of())
                        .has("form[action='/target/" + id + "/save.action'] button[type=submit]"));
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        Browser browser = app.loggedIn();

        Browser.Page page =
                browser.postFields(
                        "/target/0/save.action",
                        java.util.List.of(Map.entry("name", "Forged"), Map.entry("eql", "")));

        assertEquals(403, page.status());
        assertTrue(
                app.core().targets().all(app.master()).stream()
                        .noneMatch(t -> t.name().equals("Forged")));
    }

    @Test
    void groupsOfOthersDoNotExist() {
        int id = create("Of company 2", "gender = 0");
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE dyn_target_tbl SET company_id = 2 WHERE"
                                                        + " target_id = ?",
                                                id));
        Browser browser = app.loggedIn();

        for (String page : new String[] {"view", "copy", "dependents", "confirm/delete"}) {
            assertEquals(404, browser.get("/target/" + id + "/" + page + ".action").status(), page);
        }
        assertEquals(
                404,
                browser.post("/target/" + id + "/save.action", Map.of("name", "Mine now"))
                        .status());
        assertEquals(404, browser.post("/target/delete.action", Map.of("id", "" + id)).status());
        assertEquals(404, browser.post("/target/" + id + "/restore.action", Map.of()).status());
    }

    @Test
    void aRuleIsExplainedForNobodyUntilSomebodyIsChosen() {
        Browser browser = app.loggedIn();
        browser.get("/target/list.action");

        Browser.Page nothing =
                browser.post(
                        "/target/insight/explain.action",
                        Map.of("eql", "gender = 1", "insightRecipient", ""));

        assertEquals(200, nothing.status());
        assertEquals("", nothing.html().strip());
    }

    private static Browser.Page evaluate(Browser browser, String rule) {
        browser.get("/target/list.action");
        return browser.post("/target/evaluate.action", Map.of("eql", rule));
    }

    private static int create(String name, String rule) {
        return app.core().targets().save(app.master(), new TargetDraft(0, name, "", rule));
    }

    private static Target group(String name) {
        return app.core().targets().all(app.master()).stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
