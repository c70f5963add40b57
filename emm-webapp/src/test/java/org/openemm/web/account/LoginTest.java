package org.openemm.web.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;
import static org.openemm.web.testing.WebAppUnderTest.PASSWORD;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class LoginTest {
    private static final String SELF = "/user/self/view.action";
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void forgetAttempts() {
        app.core().database().run(tx -> tx.sql().execute("DELETE FROM login_track_tbl"));
    }

    @Test
    void aUserWithTheRightPasswordSeesTheDashboard() {
        Browser.Page page = app.browser().logIn(MASTER, PASSWORD);

        assertEquals(200, page.status(), page.html());
        assertEquals("/dashboard.action", page.path());
        assertTrue(page.has("nav a[href='/administration/useractivitylog/list.action']"));
    }

    @Test
    void aStrangerIsSentToTheLoginAndThenWhereTheLinkPointed() {
        Browser browser = app.browser();
        Browser.Page login = browser.get("/administration/useractivitylog/list.action?q=login");
        assertEquals("/logon.action", login.path());

        Browser.Page page =
                browser.post(
                        "/logon.action",
                        Map.of(
                                "username", MASTER,
                                "password", PASSWORD,
                                "next", login.document().select("input[name=next]").val()));
        assertEquals("/administration/useractivitylog/list.action", page.path());
        assertEquals("login", page.document().select("input[name=q]").val());
    }

    @Test
    void theLoginNeverLeadsToAnotherSite() {
        for (String target :
                new String[] {
                    "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"
                }) {
            Browser browser = app.browser();
            browser.get("/logon.action");
            Browser.Page page =
                    browser.post(
                            "/logon.action",
                            Map.of("username", MASTER, "password", PASSWORD, "next", target));
            assertEquals("/dashboard.action", page.path(), target);
        }
    }

    @Test
    void wrongPasswordAndUnknownUserGiveTheSameAnswer() {
        Browser.Page wrong = app.browser().logIn(MASTER, "wrong");
        Browser.Page unknown = app.browser().logIn("'\"<script>{{[agn", PASSWORD);

        assertEquals(403, wrong.status());
        assertEquals(wrong.text(".notice"), unknown.text(".notice"));
        assertFalse(unknown.html().contains("<script>{{"));
    }

    @Test
    void tooManyFailuresBlockTheAddress() {
        for (int i = 0; i < 10; i++) {
            assertEquals(403, app.browser().logIn(MASTER, "wrong").status());
        }
        Browser.Page page = app.browser().logIn(MASTER, PASSWORD);
        assertEquals(429, page.status());
        assertTrue(page.text(".notice").matches(".*\\b(60|5\\d) s.*"), page.text(".notice"));
    }

    @Test
    void aSessionGetsANewIdAtLoginAndACookieOutOfReachForScripts() {
        Browser browser = app.browser();
        String before = cookie(browser.get("/logon.action").response());
        HttpResponse<String> response =
                browser.raw(
                        browser.request("/logon.action")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "username="
                                                        + MASTER
                                                        + "&password="
                                                        + PASSWORD
                                                        + "&csrf="
                                                        + browser.csrf())));
        String after = cookie(response);
        assertNotEquals(before.split(";")[0], after.split(";")[0]);
        assertTrue(after.contains("HttpOnly"), after);
        assertTrue(after.contains("SameSite=Lax"), after);
    }

    @Test
    void anInitialPasswordMustBeReplacedFirst() {
        app.createUser("newcomer");
        app.core()
                .users()
                .setInitialPassword(Actor.system("test", 1), "newcomer", "Initial-Passw0rd");
        Browser browser = app.browser();
        assertEquals(
                "/logon/password.action", browser.logIn("newcomer", "Initial-Passw0rd").path());
        assertEquals("/logon/password.action", browser.get("/dashboard.action").path());

        Browser.Page refused = change(browser, "Initial-Passw0rd", "short");
        assertEquals(422, refused.status());
        assertTrue(refused.has("#password[aria-invalid=true]"));

        assertEquals(
                "/dashboard.action", change(browser, "Initial-Passw0rd", "0wn-Password").path());
        assertEquals("/dashboard.action", app.browser().logIn("newcomer", "0wn-Password").path());
    }

    @Test
    void aChangedPasswordEndsOtherSessions() {
        app.createUser("mobile");
        Browser here = app.loggedIn("mobile");
        Browser there = app.loggedIn("mobile");
        here.get(SELF);
        Browser.Page changed =
                here.post(
                        "/user/self/password.action",
                        Map.of(
                                "current", PASSWORD,
                                "password", "An0ther-Password",
                                "repeat", "An0ther-Password"));
        assertEquals(SELF, changed.path());
        assertEquals("/logon.action", there.get(SELF).path());
        assertEquals(SELF, here.get(SELF).path());
    }

    @Test
    void afterLoggingOutTheSessionIsWorthless() {
        Browser browser = app.loggedIn();
        Browser.Page page = browser.post("/logout.action", Map.of());
        assertEquals("/logon.action", page.path());
        assertTrue(page.text(".toast").contains("logged out"));
        assertEquals("/logon.action", browser.get("/dashboard.action").path());
    }

    @Test
    void aProfileIsShownAgainWithWhatWasTypedWhenSomethingIsWrong() {
        app.createUser("writer");
        Browser browser = app.loggedIn("writer");
        browser.get(SELF);
        Browser.Page page =
                browser.post(
                        "/user/self/save.action",
                        Map.of(
                                "firstName", "\"><script>alert(1)</script>",
                                "email", "nonsense",
                                "language", "de",
                                "zone", "Europe/Vienna",
                                "theme", "2"));
        assertEquals(422, page.status());
        assertEquals("\"><script>alert(1)</script>", page.document().select("#firstName").val());
        assertTrue(page.text("#email-note").contains("e-mail"));
        assertEquals("de", page.document().select("input[name=language][checked]").val());

        Browser.Page saved =
                browser.post(
                        "/user/self/save.action",
                        Map.of("language", "de", "zone", "Europe/Vienna", "theme", "2"));
        assertEquals(200, saved.status());
        assertEquals("de", saved.document().select("html").attr("lang"));
        assertEquals("dark", saved.document().select("html").attr("data-theme"));
        assertTrue(saved.text("h1").contains("Konto"));
    }

    private static Browser.Page change(Browser browser, String current, String password) {
        return browser.post(
                "/logon/password.action",
                Map.of("current", current, "password", password, "repeat", password));
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElse("");
    }
}
