package org.openemm.web.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.notification.Event;
import org.openemm.notification.Kind;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class NotificationScreensTest {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("marketer", "mailing.show");
        app.createUser("newcomer", "mailing.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void whoComesForTheFirstTimeIsGreeted() {
        Browser.Page page = app.loggedIn("newcomer").get("/notifications.action");
        assertTrue(page.text("main").contains("Welcome, newcomer"), page.text("main"));
        assertEquals(1, page.document().select("main .news-unread").size());
    }

    @Test
    void anImportThatEndsIsToldWithItsFigures(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("people <b>.csv");
        Files.writeString(file, "email,firstname\nanna@example.com,Anna\nbad,Bert\n");
        var actor = app.master();
        app.core().imports().run(actor, file, app.core().imports().propose(actor, file));

        Browser.Page page = app.loggedIn().get("/notifications.action");
        assertTrue(
                page.text("main").contains("Import of people <b>.csv is finished"),
                page.text("main"));
        assertTrue(
                page.text("main").contains("2 rows: 1 recipients added, 0 changed, 1 rows not"),
                page.text("main"));
        String link = page.document().select("main a.news-title").attr("href");
        assertEquals(200, app.loggedIn().get(link).status());
        assertFalse(
                app.loggedIn("marketer")
                        .get("/notifications.action")
                        .text("main")
                        .contains("people"));
    }

    @Test
    void theBellCountsAndAllCanBeMarkedAsRead() {
        Browser browser = app.loggedIn("marketer");
        add(Event.of(Kind.MAILING_SENT, 1, 0, 12, "Spring", 1234));
        Browser.Page page = browser.get("/notifications.action");
        int before = Integer.parseInt(page.text(".bell-number"));
        assertTrue(before >= 1);
        assertTrue(page.text("main").contains("1,234 mails"), page.text("main"));

        String newest = page.document().select("input[name=upTo]").val();
        add(Event.of(Kind.MAILING_SENT, 1, 0, 13, "Came meanwhile", 1));
        page = browser.post("/notifications/read.action", Map.of("upTo", newest));
        assertEquals("/notifications.action", page.path());
        assertEquals("1", page.text(".bell-number"));
        assertEquals("“Came meanwhile” has been sent", page.text("main .news-unread .news-title"));
    }

    @Test
    void theQuestionForNewsIsAnsweredShortlyWhileNothingChanges() {
        app.createUser("asker", "mailing.show");
        Browser browser = app.loggedIn("asker");
        Browser.Page page = browser.get("/notifications.action");
        String state = page.document().select("#bell-count").attr("data-state");
        String newest = page.document().select("#bell-count").attr("data-newest");
        assertEquals(204, ask(browser, state, newest).statusCode());

        int asker = id("asker");
        add(Event.of(Kind.MAILING_SENT, 1, asker, 12, "Mine '\"<script>", 5));
        add(Event.of(Kind.MAILING_SENT, 1, 0, 12, "Not mine", 5));
        HttpResponse<String> answer = ask(browser, state, newest);
        assertEquals(200, answer.statusCode());
        assertEquals(
                "“Mine '\"<script>” has been sent",
                org.jsoup.Jsoup.parse(answer.body()).select("[data-toast]").text());
        assertEquals(200, ask(browser, "'\"<script>", "-1").statusCode());
    }

    @Test
    void aNotificationOfAnotherUserCannotBeMarked() {
        Browser browser = app.loggedIn("marketer");
        browser.get("/notifications.action");
        app.createUser("greeted", "mailing.show");
        app.loggedIn("greeted");
        long last =
                app.core()
                        .database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT MAX(notification_id) FROM"
                                                            + " notification_tbl WHERE admin_id >"
                                                            + " 0")
                                                .mapTo(long.class)
                                                .one());
        assertEquals(
                404, browser.post("/notifications/" + last + "/read.action", Map.of()).status());
    }

    private static void add(Event event) {
        app.core().database().run(tx -> app.core().notifications().add(tx, event));
    }

    private static int id(String username) {
        return app.core()
                .database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT admin_id FROM admin_tbl WHERE username = ?")
                                        .bind(0, username)
                                        .mapTo(int.class)
                                        .one());
    }

    private static HttpResponse<String> ask(Browser browser, String state, String after) {
        return browser.raw(
                browser.request(
                                "/notifications/news.action?state="
                                        + java.net.URLEncoder.encode(state, StandardCharsets.UTF_8)
                                        + "&after="
                                        + after)
                        .GET());
    }
}
