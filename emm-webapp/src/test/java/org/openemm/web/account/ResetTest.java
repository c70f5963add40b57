package org.openemm.web.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.PASSWORD;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.Postbox;
import org.openemm.web.testing.WebAppUnderTest;

class ResetTest {
    private static final Pattern LINK =
            Pattern.compile("https?://[^/]+(/logon/reset-password\\.action\\S+)");
    private static final String FRESH = "Fresh-Passw0rd";
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void whoForgotThePasswordChoosesANewOneByMail() throws InterruptedException {
        user("paula", "paula@example.com");
        Browser elsewhere = app.loggedIn("paula");
        Browser browser = app.browser();
        assertTrue(browser.get("/logon.action").has("a[href='/logon/forgot.action']"));
        Browser.Page asked = ask(browser, "paula", "paula@example.com");
        assertEquals(200, asked.status());

        Postbox.Mail mail = app.postbox().take();
        assertEquals("paula@example.com", mail.to());
        String link = link(mail);
        Browser.Page form = browser.get(link);
        assertEquals(200, form.status(), form.html());
        assertTrue(form.has("[data-rule=special]"));

        Browser.Page weak = choose(browser, form, "weak");
        assertEquals(422, weak.status());
        assertTrue(weak.has("#password[aria-invalid=true]"));
        Browser.Page done = choose(browser, weak, FRESH);
        assertEquals("/logon.action", done.path());
        assertTrue(done.text(".toast").contains("saved"), done.html());

        assertEquals("/logon.action", elsewhere.get("/dashboard.action").path());
        assertEquals("/dashboard.action", app.browser().logIn("paula", FRESH).path());
        assertEquals("Your password has been changed", app.postbox().take().subject());
        Browser.Page used = browser.get(link);
        assertEquals(410, used.status());
        assertTrue(used.has("a[href='/logon/forgot.action']"));
    }

    @Test
    void theAnswerTellsNobodyWhichUsersThereAre() {
        user("quentin", "quentin@example.com");
        Browser browser = app.browser();
        browser.get("/logon/forgot.action");
        String known = ask(browser, "quentin", "wrong@example.com").text("main");
        String unknown = ask(browser, "'\"<script>{{[agn", "quentin@example.com").text("main");
        assertEquals(known, unknown);
        assertEquals(
                422,
                browser.post("/logon/forgot.action", Map.of("username", "", "email", "x"))
                        .status());
        assertEquals(410, browser.get("/logon/reset-password.action").status());
        assertEquals(
                410,
                browser.get("/logon/reset-password.action?username=quentin&token=%00%3Cscript%3E")
                        .status());
    }

    private static Browser.Page ask(Browser browser, String username, String email) {
        browser.get("/logon/forgot.action");
        return browser.post("/logon/forgot.action", Map.of("username", username, "email", email));
    }

    private static Browser.Page choose(Browser browser, Browser.Page form, String password) {
        return browser.post(
                "/logon/reset-password.action",
                Map.of(
                        "username",
                        form.document().select("input[name=username]").val(),
                        "token",
                        form.document().select("input[name=token]").val(),
                        "password",
                        password,
                        "repeat",
                        password));
    }

    private static String link(Postbox.Mail mail) {
        Matcher found = LINK.matcher(mail.text());
        assertTrue(found.find(), mail.text());
        return found.group(1);
    }

    private static void user(String name, String email) {
        app.createUser(name);
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE admin_tbl SET email = ? WHERE username = ?",
                                                email,
                                                name));
        assertEquals("/dashboard.action", app.browser().logIn(name, PASSWORD).path());
    }
}
