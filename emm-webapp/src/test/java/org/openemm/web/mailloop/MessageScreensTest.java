package org.openemm.web.mailloop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.bounce.Bounce;
import org.openemm.bounce.Bounces;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageKind;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Messages that came in, as people read them. */
class MessageScreensTest {
    private static final String BASE = "/administration/bounce/";
    private static final String ODD = "'\"<script>alert(1)</script>{{[agn";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static WebAppUnderTest app;
    private static Browser browser;
    private static Filters filters;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        browser = app.loggedIn();
        filters = app.core().mailloop().filters();
        app.createUser("looker", "mailloop.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void empty() {
        sql("DELETE FROM mailloop_message_tbl");
        sql("DELETE FROM mailloop_tbl");
        sql("DELETE FROM bounce_tbl");
    }

    @Test
    void messagesAreListedFilteredAndCounted() {
        int id = filters.create(app.master(), FilterDraft.named("News", ""));
        keep(app, id, MessageKind.BOUNCE, "Returned", 511, "Hello");
        long reply = keep(app, id, MessageKind.REPLY, ODD, 0, "Hello");
        keep(app, 0, MessageKind.SYSTEM, "", 0, "Hello");
        String all = browser.get(BASE + "messages.action?reset=1").text("#list");
        assertTrue(all.contains("Bounce 5.1.1") && all.contains("(no subject)"), all);
        assertTrue(all.contains(ODD), all);
        String bounces = browser.get(BASE + "messages.action?kind=BOUNCE").text("#list");
        assertTrue(bounces.contains("Returned") && !bounces.contains("(no subject)"), bounces);
        String ofFilter = browser.get(BASE + "messages.action?filter=" + id).text("#list");
        assertFalse(ofFilter.contains("(no subject)"), ofFilter);
        String searched = browser.get(BASE + "messages.action?q=Return").text("#list");
        assertFalse(searched.contains(ODD), searched);
        Browser.Page filter = browser.get(BASE + id + "/view.action");
        assertTrue(filter.text("main").contains("In 30 days 2"), filter.text("main"));
        assertEquals(200, browser.get(BASE + "message/" + reply + "/view.action").status());
    }

    @Test
    void aMessageIsReadAsTextAndNeverAsHtml() {
        String raw =
                "From: x@example.de\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type:"
                        + " text/html; charset=utf-8\r\n\r\n<p>Wann kommt es?<script>alert(1)"
                        + "</script><img src=http://evil.example/x.gif></p>";
        long id = keep(app, 0, MessageKind.REPLY, "Grüße", 0, raw);
        String path = BASE + "message/" + id + "/";
        Browser.Page text = browser.get(path + "view.action");
        assertTrue(text.text("pre").contains("Wann kommt es?"), text.html());
        for (String form : List.of("text", "headers", "source")) {
            Browser.Page page = browser.get(path + "view.action?show=" + form);
            assertEquals(200, page.status());
            assertFalse(page.has("main img") || page.has("main script") || page.has("iframe"));
        }
        assertTrue(browser.get(path + "view.action?show=headers").text("main").contains("Grüße"));
        HttpResponse<String> source = browser.raw(browser.request(path + "source.action").GET());
        assertEquals(raw, source.body());
        assertTrue(header(source, "Content-Type").startsWith("text/plain"));
        assertTrue(header(source, "Content-Disposition").startsWith("attachment"));
        assertTrue(header(source, "Content-Security-Policy").contains("sandbox"));
        assertEquals("nosniff", header(source, "X-Content-Type-Options"));
    }

    @Test
    void bouncesOfARecipientLeadToTheMessageThatToldThem() {
        long recipient =
                app.core().recipients().create(app.master(), Map.of("email", "gone@example.net"));
        long message = keep(app, 0, MessageKind.BOUNCE, "Returned", 511, "Hello");
        String path = "/recipient/" + recipient + "/bounces.action";
        assertTrue(browser.get(path).has(".empty"));
        app.core()
                .database()
                .run(
                        tx ->
                                new Bounces()
                                        .record(
                                                tx,
                                                List.of(
                                                        Bounce.mail(
                                                                1,
                                                                77,
                                                                recipient,
                                                                511,
                                                                "550 5.1.1 " + ODD,
                                                                Instant.now(),
                                                                message))));
        Browser.Page page = browser.get(path);
        assertTrue(page.text("main").contains("unknown address, 5.1.1"), page.text("main"));
        assertTrue(page.text("main").contains(ODD));
        assertTrue(page.has("main a[href$=/message/" + message + "/view.action]"), page.html());
        sql("DELETE FROM mailloop_message_tbl");
        assertFalse(browser.get(path).has("main a[href*=/message/]"));
    }

    @Test
    void filesInAMessageAreListedAndOnlyEverSaved() throws Exception {
        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        String raw =
                """
                From: x@example.de
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="b"

                --b
                Content-Type: text/plain

                See the files.
                --b
                Content-Type: text/html; name="..\\..\\=?utf-8?q?Gr=C3=BC=C3=9Fe?=<b>.html"
                Content-Disposition: attachment
                Content-Transfer-Encoding: base64

                %s
                --b
                Content-Type: application/pdf
                Content-Disposition: attachment; filename*0*=utf-8''Pl%%C3%%A4ne; filename*1=.pdf

                %%PDF-1
                --b
                Content-Type: message/rfc822

                Subject: Inner

                Hello
                --b--
                """
                        .formatted(Base64.getEncoder().encodeToString(page));
        long id = keep(app, 0, MessageKind.REPLY, "Files", 0, raw);
        String path = BASE + "message/" + id + "/";
        Browser.Page shown = browser.get(path + "view.action");
        assertTrue(shown.text("pre").contains("See the files."), shown.html());
        assertEquals(
                "Grüße b .html, Pläne.pdf, Enclosed mail.eml",
                String.join(", ", shown.document().select("main td a[download]").eachText()));
        HttpResponse<String> file =
                browser.raw(browser.request(path + "attachment/1/download.action").GET());
        assertArrayEquals(page, file.body().getBytes(StandardCharsets.UTF_8));
        assertEquals("application/octet-stream", header(file, "Content-Type"));
        assertTrue(header(file, "Content-Disposition").startsWith("attachment; "));
        assertTrue(header(file, "Content-Disposition").contains("Gr%C3%BC%C3%9Fe%20b%20.html"));
        assertEquals("nosniff", header(file, "X-Content-Type-Options"));
        assertEquals(404, browser.get(path + "attachment/4/download.action").status());
        assertEquals(404, browser.get(path + "attachment/0/download.action").status());
    }

    @Test
    void whatBelongsToNobodyIsSeenByAdministratorsOfTheServerOnly() {
        long id = keep(app, 0, MessageKind.SYSTEM, "Whose is it", 0, "Hello");
        sql("UPDATE mailloop_message_tbl SET company_id = 0, done = 0, action = 'quarantine'");
        assertFalse(browser.get(BASE + "messages.action?reset=1").html().contains("Whose is it"));
        String list = BASE + "messages.action?filter=none";
        assertTrue(browser.get(list).text("#list").contains("Whose is it"));
        assertEquals(200, browser.get(BASE + "message/" + id + "/view.action").status());
        Browser looker = app.loggedIn("looker");
        assertFalse(looker.get(BASE + "messages.action").html().contains("Not assigned"));
        assertFalse(looker.get(list).html().contains("Whose is it"));
        assertEquals(404, looker.get(BASE + "message/" + id + "/view.action").status());
        assertEquals(
                404, looker.get(BASE + "message/" + id + "/attachment/1/download.action").status());
    }

    @Test
    void germansReadWhatWasFoundAndWhyItFailedInGerman() {
        long id = keep(app, 0, MessageKind.BOUNCE, "Zurück", 511, "Hello");
        sql(
                "UPDATE mailloop_message_tbl SET found = '550 5.1.1 (gone) (hard, line 17 of"
                        + " bav.rule)', done = 0, remark = 'nobody we know: no signed address in"
                        + " it, or it is gone'");
        app.createUser("paula", "mailloop.show");
        sql("UPDATE admin_tbl SET admin_lang = 'de' WHERE username = 'paula'");
        String page =
                app.loggedIn("paula").get(BASE + "message/" + id + "/view.action").text("main");
        assertTrue(
                page.contains("550 5.1.1 (gone) (Regel im Abschnitt hard, Zeile 17 von bav.rule)"),
                page);
        assertTrue(page.contains("Betrifft niemanden, den wir kennen"), page);
    }

    static long keep(
            WebAppUnderTest app,
            int filter,
            MessageKind kind,
            String subject,
            int dsn,
            String raw) {
        IncomingMessage message =
                new IncomingMessage(
                        0,
                        "test-" + NUMBER.incrementAndGet(),
                        1,
                        filter,
                        Instant.now(),
                        kind,
                        dsn,
                        0,
                        0,
                        "somebody@example.org",
                        "reply_1@loop.example",
                        subject,
                        "",
                        "stored",
                        true,
                        "",
                        raw.length());
        return app.core()
                .database()
                .inTransaction(
                        tx ->
                                app.core()
                                        .messages()
                                        .keep(tx, message, raw.getBytes(StandardCharsets.UTF_8))
                                        .orElseThrow());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static void sql(String statement) {
        app.core().database().run(tx -> tx.sql().execute(statement));
    }
}
