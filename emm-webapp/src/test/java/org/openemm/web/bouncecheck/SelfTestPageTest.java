package org.openemm.web.bouncecheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageKind;
import org.openemm.web.mailloop.MailloopScreens;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.Postbox;
import org.openemm.web.testing.WebAppUnderTest;

/** A mail to nobody that is to come back, begun and watched on the page. */
class SelfTestPageTest {
    private static final Map<String, String> FAR = Map.of("domain", "far.example");

    private static WebAppUnderTest app;
    private static Browser browser;
    private static int filter;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.startWithMailServer();
        browser = app.loggedIn();
        app.createUser("looker", "mailloop.show");
        app.createUser("operator", "server.status");
        sql("UPDATE company_tbl SET mailloop_domain = 'loop.example' WHERE company_id = 1");
        filter =
                app.core()
                        .mailloop()
                        .filters()
                        .create(app.master(), FilterDraft.named("Bounces", ""));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void nothingWasTried() {
        sql("DELETE FROM bounce_selftest_tbl");
    }

    @Test
    void itIsStartedWatchedAndComesBack() throws InterruptedException {
        assertTrue(browser.get(MailloopScreens.CHECK).has("#self-test input[name=domain]"));
        Browser.Page sent = browser.post(SelfTestResource.PATH, FAR);
        assertTrue(sent.text("#self-test").contains("Waiting for it"), sent.html());
        assertFalse(sent.has("#self-test form"));
        Postbox.Mail mail = app.postbox().take();
        assertTrue(mail.to().endsWith("@far.example"), mail.to());

        Browser.Page again = browser.post(SelfTestResource.PATH, FAR);
        assertTrue(again.text("#self-test").contains(mail.to()), again.html());
        assertTrue(app.postbox().isEmpty());

        String poll = sent.document().select("#self-test").attr("hx-get");
        assertTrue(browser.get(poll).text("#self-test").contains("Waiting for it"));
        long message = keep(mail.to());
        Browser.Page back = browser.get(poll);
        assertTrue(back.text("#self-test").contains("recognised as a hard bounce"), back.html());
        assertTrue(back.text("#self-test").contains("5.1.1"));
        assertEquals("", back.document().select("#self-test").attr("hx-get"));
        assertEquals("", back.document().select("#self-test-state").attr("hx-get"));
        assertTrue(back.has("#self-test form"));
        String link = back.document().select("#self-test dd a[href*=message]").attr("href");
        assertTrue(link.contains("/" + message + "/"), link);
        assertEquals(200, browser.get(link).status());
        assertFalse(app.loggedIn("operator").get(poll).has("#self-test dd a[href*=message]"));
    }

    @Test
    void laterThePageAsksSeldomAndLeavesTheFieldAlone() throws InterruptedException {
        browser.post(SelfTestResource.PATH, FAR);
        app.postbox().take();
        sql("UPDATE bounce_selftest_tbl SET started = started - INTERVAL 11 MINUTE");
        Browser.Page late = browser.get(MailloopScreens.CHECK);
        assertTrue(late.text("#self-test").contains("Nothing has come back"), late.html());
        assertEquals("", late.document().select("#self-test").attr("hx-get"));
        assertEquals(
                SelfTestResource.PATH, late.document().select("#self-test-state").attr("hx-get"));
        assertEquals(
                "far.example",
                late.document().select("#self-test input[name=domain]").attr("value"));
    }

    @Test
    void nonsenseIsRefusedAtTheFieldAndNothingGoesOut() {
        Browser.Page page =
                browser.post(
                        SelfTestResource.PATH,
                        Map.of("domain", "far.example\r\nBcc: x@y.example'\"<script>alert(1)"));
        assertEquals(422, page.status());
        assertTrue(page.text("#self-test").contains("Type a domain"), page.html());
        assertFalse(page.html().contains("<script>alert"));
        assertTrue(app.postbox().isEmpty());
    }

    @Test
    void whoMayNotSeeTheCheckMayNotStartOneEither() {
        Browser looker = app.loggedIn("looker");
        assertEquals(403, looker.post(SelfTestResource.PATH, FAR).status());
        assertEquals(403, looker.get(SelfTestResource.PATH).status());
        assertTrue(app.postbox().isEmpty());
    }

    private static long keep(String address) {
        byte[] raw =
                ("Subject: x\n\n<" + address + ">: unknown\n").getBytes(StandardCharsets.UTF_8);
        IncomingMessage message =
                new IncomingMessage(
                        0,
                        "selftest",
                        1,
                        filter,
                        Instant.now(),
                        MessageKind.BOUNCE,
                        511,
                        0,
                        0,
                        "mailer-daemon@far.example",
                        "reply_" + filter + "@loop.example",
                        "Undelivered",
                        "550 5.1.1 unknown (status)",
                        "bounce-unclear",
                        true,
                        "",
                        raw.length);
        return app.core()
                .database()
                .inTransaction(tx -> app.core().messages().keep(tx, message, raw).orElseThrow());
    }

    private static void sql(String statement) {
        app.core().database().run(tx -> tx.sql().execute(statement));
    }
}
