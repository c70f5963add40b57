package org.openemm.web.mailinglist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Mailing lists and figures about who is in them. */
class ListScreensTest {
    private static final String LIST = "/mailinglist/list.action";
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser(
                "limited",
                "mailinglist.show",
                "mailinglist.change",
                "mailinglist.delete",
                "recipient.show",
                "recipient.change",
                "recipient.create",
                "recipient.history",
                "mailing.show",
                "mailing.change",
                "import.change",
                "wizard.importclassic",
                "stats.mailing");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aDeletedListLiesInTheBinAndComesBack() {
        int id = list("To the bin");
        Browser browser = app.loggedIn();
        browser.get("/mailinglist/" + id + "/confirmDelete.action");
        browser.post("/mailinglist/" + id + "/delete.action", Map.of());
        assertFalse(browser.get(LIST).text("table").contains("To the bin"));
        Browser.Page bin = browser.get(LIST + "?deleted=true");
        assertTrue(bin.text("table").contains("To the bin"), bin.html());
        browser.post("/mailinglist/" + id + "/restore.action", Map.of());
        assertTrue(browser.get(LIST + "?deleted=").text("table").contains("To the bin"));
    }

    @Test
    void tickedListsAreDeletedAndRestoredTogetherAndCopied() {
        int one = list("Ticked one");
        int two = list("Ticked two");
        Browser browser = app.loggedIn();
        browser.get(LIST);
        List<Map.Entry<String, String>> ticked =
                List.of(
                        Map.entry("bulkIds", String.valueOf(one)),
                        Map.entry("bulkIds", String.valueOf(two)));
        browser.postFields("/mailinglist/bulkDelete.action", with(browser, ticked));
        assertFalse(browser.get(LIST).text("table").contains("Ticked"));
        browser.postFields("/mailinglist/bulkRestore.action", with(browser, ticked));
        assertTrue(browser.get(LIST).text("table").contains("Ticked two"));
        Browser.Page copy = browser.post("/mailinglist/" + one + "/copy.action", Map.of());
        assertEquals("Copy of Ticked one", copy.document().selectFirst("#name").attr("value"));
    }

    @Test
    void aListThatIsClosedToAUserIsNowhereOnHisPages() {
        int closed = list("Secret list");
        long eva =
                app.core().recipients().create(app.master(), Map.of("email", "eva@secret.example"));
        app.core()
                .bindings()
                .set(
                        app.master(),
                        Binding.of(eva, closed, UserType.WORLD, BindingStatus.ACTIVE, ""));
        Browser master = app.loggedIn();
        Browser.Page page = master.get("/mailinglist/" + closed + "/view.action");
        Map<String, String> limited = new HashMap<>();
        List<Map.Entry<String, String>> open = new ArrayList<>();
        page.document()
                .select("input[name=users]")
                .forEach(
                        box -> {
                            String label = box.parent().text();
                            if (label.contains("limited")) {
                                limited.put("id", box.attr("value"));
                            } else {
                                open.add(Map.entry("users", box.attr("value")));
                            }
                        });
        assertFalse(limited.isEmpty(), page.html());
        Browser user = app.loggedIn("limited");
        assertTrue(user.get(LIST).html().contains("Secret list"));

        master.postFields("/mailinglist/" + closed + "/users.action", with(master, open));

        assertTrue(master.get(LIST).text("table").contains("Not open to every user"));
        for (String path :
                List.of(
                        LIST,
                        "/recipient/list.action",
                        "/recipient/" + eva + "/view.action",
                        "/mailing/new.action",
                        "/statistics/recipient/view.action",
                        "/pick/mailinglist.action?q=Secret")) {
            Browser.Page seen = user.get(path);
            assertFalse(seen.html().contains("Secret list"), path);
        }
        for (String path :
                List.of(
                        "/mailinglist/" + closed + "/view.action",
                        "/mailinglist/" + closed + "/confirmDelete.action",
                        "/statistics/recipient/view.action?list=" + closed)) {
            assertEquals(404, user.get(path).status(), path);
        }
        user.get(LIST);
        assertEquals(
                403,
                user.post("/mailinglist/" + closed + "/users.action", Map.of("users", "1"))
                        .status());
        assertEquals(
                422,
                master.post(
                                "/mailinglist/" + closed + "/users.action",
                                Map.of("users", limited.get("id")))
                        .status());
    }

    @Test
    void theRecipientsOfAListAreCountedNamedAndDeleted() {
        int full = list("To be emptied");
        int other = list("Not to be emptied");
        for (int i = 0; i < 4; i++) {
            long person =
                    app.core()
                            .recipients()
                            .create(app.master(), Map.of("email", "gone" + i + "@empty.example"));
            bind(person, full, i == 3 ? UserType.TEST : UserType.WORLD);
            if (i == 0) {
                bind(person, other, UserType.WORLD);
            }
        }
        Browser browser = app.loggedIn();
        String settings = "/mailinglist/" + full + "/recipientsDeleteSettings.action";
        assertTrue(browser.get(LIST).html().contains(settings));
        assertTrue(browser.get(settings).text("main").contains("4 people are in the list"));
        Map<String, String> asked =
                new HashMap<>(Map.of("id", "" + full, "keepTest", "true", "everywhere", "false"));
        Browser.Page confirm = browser.post("/mailinglist/confirmRecipientsDelete.action", asked);
        assertEquals("2", confirm.text("[data-deleted]"));
        assertEquals("1", confirm.text("[data-leaving]"));
        assertEquals("1", confirm.text("[data-kept]"));
        asked.put("back", "true");
        assertTrue(
                browser.post("/mailinglist/confirmRecipientsDelete.action", asked)
                        .has("#keepTest[checked]"));
        assertFalse(app.loggedIn("limited").get(LIST).has("[href*=recipientsDelete]"));

        Browser.Page run = browser.post("/mailinglist/recipientsDelete.action", asked);
        String progress = run.response().uri().getPath();
        while (run.has("#bulk-progress")) {
            run = browser.get(progress);
        }
        assertTrue(run.text("main").contains("3 recipients have left the list"), run.html());
        assertEquals(
                1,
                app.core().mailinglists().counts(app.master()).get(other).values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        assertTrue(
                browser.get("/recipient/list.action?list=" + full).text("table").contains("gone3"));
        Browser limited = app.loggedIn("limited");
        limited.get(LIST);
        for (String path :
                List.of(
                        "/mailinglist/confirmRecipientsDelete.action",
                        "/mailinglist/recipientsDelete.action")) {
            assertEquals(403, limited.post(path, asked).status(), path);
        }
        assertEquals(403, limited.get(progress).status());
        assertEquals(
                404, browser.get("/mailinglist/99999/recipientsDeleteSettings.action").status());
    }

    @Test
    void thePageAboutRecipientsShowsItsFiguresAlsoAsFiles() {
        int id = list("Figures");
        for (int i = 0; i < 3; i++) {
            long person =
                    app.core()
                            .recipients()
                            .create(
                                    app.master(),
                                    Map.of(
                                            "email", "p" + i + "@figures.example",
                                            "lastname", "=Evil" + (i == 2 ? 2 : 1)));
            app.core()
                    .bindings()
                    .set(
                            app.master(),
                            Binding.of(person, id, UserType.WORLD, BindingStatus.ACTIVE, "x"));
        }
        Browser browser = app.loggedIn();
        Browser.Page page =
                browser.get(
                        "/statistics/recipient/view.action?all=1&list=" + id + "&field=lastname");
        assertTrue(page.text("#development").contains("Subscribers 3"), page.html());
        assertTrue(page.text("#domains").contains("figures.example 3 100"), page.text("#domains"));
        assertTrue(page.text("#values").contains("=Evil1 2"), page.text("#values"));
        Browser.Page piece = browser.get("/statistics/recipient/people.action?list=" + id);
        assertTrue(piece.text("#domains").contains("figures.example 3"), piece.html());
        assertFalse(piece.has("header"), "a part without the frame");
        assertFalse(
                browser.get("/statistics/recipient/view.action?list=" + id).has("#domains"),
                "counted when the page is there");
        String csv =
                browser.get("/statistics/recipient/values.csv?field=lastname&list=" + id).html();
        assertTrue(csv.contains("\"'=Evil1\";\"2\""), csv);
        for (String part :
                List.of("development", "status", "remarks", "formats", "genders", "domains")) {
            Browser.Page file = browser.get("/statistics/recipient/" + part + ".csv?list=" + id);
            assertEquals(200, file.status(), part);
            assertTrue(file.html().contains("3"), part);
        }
        for (String nonsense :
                List.of("?list=x", "?period='\"<script>", "?top=99999999999", "?field=nosuch")) {
            assertEquals(
                    200,
                    browser.get(
                                    "/statistics/recipient/view.action"
                                            + nonsense.replace("\"", "%22")
                                                    .replace("<", "%3C")
                                                    .replace(">", "%3E"))
                            .status(),
                    nonsense);
        }
        assertEquals(404, browser.get("/statistics/recipient/view.action?list=99999").status());
        assertTrue(app.loggedIn("limited").get("/statistics/recipient/view.action").has("main"));
    }

    @Test
    void thePageOfAListSaysHowItGrewInAMonthAndInAYear() {
        int id = list("Growing");
        for (int i = 0; i < 2; i++) {
            long person =
                    app.core()
                            .recipients()
                            .create(app.master(), Map.of("email", "grow" + i + "@grow.example"));
            bind(person, id, UserType.WORLD);
        }
        Browser browser = app.loggedIn();
        Browser.Page month = browser.get("/mailinglist/" + id + "/view.action");
        assertTrue(month.text("#list-growth").contains("2"), month.html());
        assertEquals(30, month.document().select("#list-growth tbody tr").size());
        Browser.Page year = browser.get("/mailinglist/" + id + "/growth.action?period=year");
        assertFalse(year.has("header"), "a part without the frame");
        assertEquals(52, year.document().select("#list-growth tbody tr").size());
        String csv = year.document().selectFirst("#list-growth a[download]").attr("href");
        assertTrue(csv.contains("period=year"), csv);
        assertEquals(200, browser.get(csv).status());
        assertEquals(404, browser.get("/mailinglist/99999/growth.action").status());
    }

    private static List<Map.Entry<String, String>> with(
            Browser browser, List<Map.Entry<String, String>> fields) {
        List<Map.Entry<String, String>> all = new ArrayList<>(fields);
        all.add(Map.entry("csrf", browser.csrf()));
        return all;
    }

    private static void bind(long person, int list, UserType type) {
        app.core()
                .bindings()
                .set(app.master(), Binding.of(person, list, type, BindingStatus.ACTIVE, ""));
    }

    private static int list(String name) {
        return app.core().mailinglists().create(app.master(), name, "");
    }
}
