package org.openemm.web.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.DatabaseSwitch;
import org.openemm.web.testing.WebAppUnderTest;

class ErrorPagesTest {
    private static DatabaseSwitch database;
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        database = DatabaseSwitch.off();
        // The application starts while its database is away.
        app = WebAppUnderTest.start(database);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void withoutDatabaseAPageSaysSoAndAfterwardsAllGoesOn() {
        database.set(true);
        Browser browser = app.loggedIn();
        assertEquals(200, browser.get("/dashboard.action").status());

        database.set(false);
        Browser.Page away = browser.get("/administration/useractivitylog/list.action");
        assertEquals(503, away.status());
        assertTrue(away.text("main").contains("database"), away.html());
        assertEquals(200, app.browser().get("/logon.action").status());
        Browser.Page login = app.browser().logIn("emm-master", WebAppUnderTest.PASSWORD);
        assertEquals(503, login.status());

        database.set(true);
        assertEquals(200, browser.get("/administration/useractivitylog/list.action").status());
    }

    @Test
    void whatDoesNotExistIsAPageInsideAndOutside() {
        database.set(true);
        Browser.Page outside = app.browser().get("/no/such/page.action");
        assertEquals(404, outside.status());
        assertTrue(outside.text("h1").contains("does not exist"));
        assertFalse(outside.has(".menu"));

        Browser browser = app.loggedIn();
        for (String path :
                List.of(
                        "/no/such/page.action",
                        "/mailbox/1234567890123-1/view.action",
                        "/mailbox/..%2F..%2Fetc%2Fpasswd/view.action",
                        "/mailbox/%27%22%3Cscript%3E/view.action",
                        "/assets/nothing.js",
                        "/assets/..%2fmanifest.properties")) {
            int status = browser.get(path).status();
            assertTrue(status == 404 || status == 400, path + " " + status);
        }
        assertTrue(browser.get("/no/such/page.action").has(".menu"));
    }

    @Test
    void anUnexpectedErrorShowsANumberAndNoStackTrace() {
        database.set(true);
        Browser browser = app.loggedIn();
        app.core().database().run(tx -> tx.sql().execute("RENAME TABLE userlog_tbl TO away_tbl"));
        try {
            Browser.Page page = browser.get("/administration/useractivitylog/list.action");
            assertEquals(500, page.status());
            assertTrue(
                    page.text("[data-error-text]").matches(".*[0-9A-Z]{8}$"),
                    page.text("[data-error-text]"));
            assertFalse(page.html().contains("Exception"));
            assertFalse(page.html().contains("userlog_tbl"));
        } finally {
            app.core()
                    .database()
                    .run(tx -> tx.sql().execute("RENAME TABLE away_tbl TO userlog_tbl"));
        }
    }

    @Test
    void aHugeFormIsRefused() {
        database.set(true);
        Browser browser = app.loggedIn();
        browser.get("/user/self/view.action");
        Browser.Page page =
                browser.post(
                        "/user/self/save.action",
                        Map.of("firstName", "x".repeat(21 * 1024 * 1024)));
        assertEquals(413, page.status());
    }
}
