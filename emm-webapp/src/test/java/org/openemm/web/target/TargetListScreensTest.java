package org.openemm.web.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class TargetListScreensTest {
    private static final String LIST = "/target/list.action";

    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("onlooker", "targets.show");
        app.createUser("tidier", "targets.show", "targets.change", "targets.delete");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aStarMarksAGroupForEverybodyWithOneClick() {
        int id = create("Starred", "gender = 1");
        Browser browser = app.loggedIn();
        browser.get(LIST);

        browser.post("/target/" + id + "/addToFavorites.action", Map.of());

        assertEquals("true", star(browser.get(LIST + "?q=Starred"), id));
        assertTrue(browser.get(LIST + "?q=&mark=favorite").has(link(id)));
        assertTrue(app.loggedIn("onlooker").get(LIST + "?q=Starred").has(".star.is-on"));
        browser.post("/target/" + id + "/removeFromFavorites.action", Map.of());
        assertEquals("false", star(browser.get(LIST + "?q=Starred"), id));
        Browser onlooker = app.loggedIn("onlooker");
        onlooker.get(LIST);
        assertEquals(
                403, onlooker.post("/target/" + id + "/addToFavorites.action", Map.of()).status());
    }

    @Test
    void tickedGroupsAreDeletedWhatIsUsedOrLockedStaysAndIsNamed() {
        int first = create("Tick one", "");
        int second = create("Tick two", "");
        int used = create("Tick used", "");
        int locked = create("Tick locked", "");
        app.core().targets().setLocked(app.master(), locked, true);
        use(used, "The <b>mailing</b>");
        Browser browser = app.loggedIn("tidier");
        browser.get(LIST);

        Browser.Page list =
                browser.postFields(
                        "/target/bulk/delete.action", ticked(browser, first, second, used, locked));

        assertEquals(LIST, list.path());
        assertTrue(
                list.text(".toasts, #toasts").contains("2 target groups have been deleted"),
                list.html());
        assertTrue(list.text(".toasts, #toasts").contains("The <b>mailing</b>"));
        assertTrue(list.text(".toasts, #toasts").contains("Tick locked"));
        assertFalse(app.core().targets().get(app.master(), used).deleted());
        assertFalse(app.core().targets().get(app.master(), locked).deleted());
        Browser.Page deleted = browser.get(LIST + "?deleted=true&q=Tick");
        assertTrue(deleted.has(link(first)) && deleted.has(link(second)));
        browser.postFields("/target/restore.action", ticked(browser, first, second));
        assertFalse(app.core().targets().get(app.master(), first).deleted());
        assertFalse(app.core().targets().get(app.master(), second).deleted());
    }

    @Test
    void whoMayNotDeleteTicksOnlyToSaveAsAFile() {
        int id = create("Untouched", "");
        Browser browser = app.loggedIn("onlooker");

        Browser.Page list = browser.get(LIST + "?q=Untouched");

        assertTrue(list.has("button[formaction='/target/bulk/export.action']"));
        assertFalse(list.has("button[formaction='/target/bulk/delete.action']"));
        assertEquals(
                403,
                browser.postFields("/target/bulk/delete.action", ticked(browser, id)).status());
        assertFalse(app.core().targets().get(app.master(), id).deleted());
    }

    @Test
    void aGroupIsLockedFromTheListAndThenNeitherDeletedNorChanged() {
        int id = create("Locked here", "gender = 1");
        Browser browser = app.loggedIn();
        browser.get(LIST);

        browser.post("/target/" + id + "/lock.action", Map.of());

        Browser.Page list = browser.get(LIST + "?q=&mark=locked");
        assertTrue(list.has(link(id)));
        assertFalse(list.has("button[formaction='/target/" + id + "/delete.action']"));
        browser.post("/target/" + id + "/delete.action", Map.of());
        assertEquals(
                422,
                browser.post(
                                "/target/" + id + "/save.action",
                                Map.of("name", "Other name", "eql", ""))
                        .status());
        assertEquals("Locked here", app.core().targets().get(app.master(), id).name());
        assertFalse(app.core().targets().get(app.master(), id).deleted());
    }

    @Test
    void theListIsFilteredBySpansOfTimeAndSortedByWhatItShows() {
        int old = create("Aged group", "");
        int young = create("Young group", "");
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE dyn_target_tbl SET creation_date ="
                                                        + " '2020-01-01 00:00:00' WHERE target_id ="
                                                        + " ?",
                                                old));
        Browser browser = app.loggedIn();

        assertTrue(browser.get(LIST + "?q=&created=older").has(link(old)));
        assertFalse(browser.get(LIST + "?q=&created=older").has(link(young)));
        assertFalse(browser.get(LIST + "?q=&created=30").has(link(old)));
        assertTrue(browser.get(LIST + "?q=&created=30").has(link(young)));
        for (String sort :
                List.of(
                        "favorite",
                        "name",
                        "uses",
                        "complexity",
                        "changed",
                        "description",
                        "delivery",
                        "created",
                        "id")) {
            assertEquals(200, browser.get(LIST + "?sort=" + sort + "&dir=desc").status(), sort);
        }
        assertEquals(200, browser.get(LIST + "?created=99999999&mark=x&delivery='&q=%00").status());
    }

    @Test
    void theFilterIsRememberedUntilItIsTakenAway() {
        int id = create("Remembered", "");
        Browser browser = app.loggedIn();
        browser.get(LIST + "?q=&mark=locked");

        assertFalse(browser.get(LIST).has(link(id)));
        assertTrue(browser.get(LIST + "?reset=").has(link(id)));
    }

    @Test
    void theRecipientsOfAGroupAreDeletedAfterTheirNumberWasShown() throws Exception {
        for (String name : List.of("gone1", "gone2", "stays")) {
            app.core()
                    .recipients()
                    .create(
                            app.master(),
                            Map.of("email", name + "@example.org", "firstname", name));
        }
        int id = create("To be gone", "firstname STARTS WITH 'gone'");
        Browser browser = app.loggedIn();

        Browser.Page question = browser.get("/target/" + id + "/confirm/delete/recipients.action");
        assertEquals("Delete 2 recipients for good?", question.text("h1"));
        String version = question.document().select("input[name=version]").val();
        app.core()
                .targets()
                .save(app.master(), new TargetDraft(id, "To be gone", "", "firstname = 'gone1'"));
        Browser.Page stale =
                browser.post(
                        "/target/" + id + "/delete/recipients.action", Map.of("version", version));
        assertEquals("Delete 1 recipient for good?", stale.text("h1"));
        Browser.Page work =
                browser.post(
                        "/target/" + id + "/delete/recipients.action",
                        Map.of("version", stale.document().select("input[name=version]").val()));
        assertTrue(work.path().startsWith("/recipient/bulk/"), work.path());
        while (browser.get(work.path()).has("[hx-get], [hx-trigger*=every]")
                && !app.core().recipients().findBy(app.master(), "firstname", "gone1").isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), app.core().recipients().findBy(app.master(), "firstname", "gone1"));
        assertEquals(1, app.core().recipients().findBy(app.master(), "firstname", "gone2").size());
        Browser tidier = app.loggedIn("tidier");
        assertEquals(
                403, tidier.get("/target/" + id + "/confirm/delete/recipients.action").status());
    }

    private static List<Map.Entry<String, String>> ticked(Browser browser, int... ids) {
        List<Map.Entry<String, String>> fields = new java.util.ArrayList<>();
        fields.add(Map.entry("csrf", browser.csrf()));
        for (int id : ids) {
            fields.add(Map.entry("bulkIds", "" + id));
        }
        return fields;
    }

    private static String star(Browser.Page page, int id) {
        return page.document().select("#star-" + id).attr("aria-pressed");
    }

    private static String link(int id) {
        return "a[href='/target/" + id + "/view.action']";
    }

    private static void use(int id, String mailing) {
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO mailing_tbl (company_id, shortname,"
                                                        + " target_expression) VALUES (1, ?, ?)",
                                                mailing,
                                                "" + id));
    }

    private static int create(String name, String rule) {
        return app.core().targets().save(app.master(), new TargetDraft(0, name, "", rule));
    }
}
