package org.openemm.web.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class MailboxTest {
    private static final String MAIL =
            """
            From: =?utf-8?q?Gr=C3=BCne_Wiese?= <news@example.com>
            To: Anna <anna@example.com>
            Subject: =?utf-8?q?Fr=C3=BChling_=F0=9F=8C=B7?=
            MIME-Version: 1.0
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Sch=F6ne Gr=FC=DFe
            --a
            Content-Type: text/html; charset=utf-8

            <p>Hallo</p><img src="cid:logo"><script>parent.alert(1)</script>
            --a--
            --r
            Content-Type: image/png
            Content-ID: <logo>
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --r
            Content-Type: application/pdf; name="plan.pdf"
            Content-Disposition: attachment; filename="plan.pdf"

            x
            --r--
            """
                    .replace("\n", "\r\n");

    private static WebAppUnderTest app;
    private static Browser browser;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        browser = app.loggedIn();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void empty() {
        app.core().mailbox().deleteAll();
    }

    @Test
    void theListIsSearchedAndComesInPages() {
        for (int i = 0; i < 60; i++) {
            store("person" + i + "@example.com", "Subject: Number " + i + "\r\n\r\nx");
        }
        Browser.Page first = browser.get("/mailbox/list.action");
        assertEquals(50, first.document().select(".mails li").size());
        assertEquals("Number 59", first.document().select(".mails-subject").first().text());
        assertTrue(first.text(".table-foot").contains("1–50 of 60"));

        Browser.Page second = browser.get(first.document().select("a[rel=next]").attr("href"));
        assertEquals(10, second.document().select(".mails li").size());

        Browser.Page found = browser.get("/mailbox/list.action?q=PERSON7@");
        assertEquals("Number 7", found.document().select(".mails-subject").first().text());
        assertTrue(browser.get("/mailbox/list.action?q=%3Cscript%3E&page=-5").has(".empty"));
    }

    @Test
    void aMessageIsShownInAllItsForms() {
        String id = store("anna@example.com", MAIL);
        String address = "/mailbox/" + id + "/view.action";

        Browser.Page page = browser.get(address);
        assertEquals("Frühling 🌷", page.text("article h2"));
        assertTrue(page.text(".list").contains("Grüne Wiese <news@example.com>"));
        assertTrue(page.text(".list").contains("plan.pdf"));
        assertFalse(page.document().select("iframe").attr("sandbox").contains("scripts"));
        assertTrue(browser.get(address + "?show=text").text("pre").contains("Schöne Grüße"));
        assertTrue(browser.get(address + "?show=headers").html().contains("multipart/related"));
        assertTrue(browser.get(address + "?show=source").text("pre").contains("=?utf-8?q?Gr"));
    }

    @Test
    void theHtmlOfAMailIsServedWithoutAnyTrust() {
        String id = store("anna@example.com", MAIL);
        Browser.Page frame = browser.get("/mailbox/" + id + "/html.action");
        String policy = frame.response().headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("sandbox allow-popups"), policy);
        assertFalse(policy.contains("script"), policy);
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertTrue(frame.html().contains("data:image/png;base64,iVBORw0KGgo="));
    }

    @Test
    void theOpeningPixelIsNotLoadedAndThatIsSaid() {
        String id =
                store(
                        "anna@example.com",
                        "Content-Type: text/html\r\n\r\n"
                                + "<p>Hi</p><img src=\"http://x/g.html?uid=1.2\" alt=\"\"><img"
                                + " src=\"http://x/garden.png\"><img src='http://x/g/3.4' alt=''>");
        Browser.Page frame = browser.get("/mailbox/" + id + "/html.action");
        assertEquals(
                List.of("http://x/garden.png"), frame.document().select("img").eachAttr("src"));
        assertTrue(
                browser.get("/mailbox/" + id + "/view.action")
                        .text("article")
                        .contains("does not count as an opening"));
    }

    @Test
    void theListStaysBesideTheMessageThatIsRead() {
        store("boris@example.com", MAIL);
        String id = store("anna@example.com", MAIL);
        Browser.Page page = browser.get("/mailbox/" + id + "/view.action?q=anna");
        assertEquals(1, page.document().select(".mails li").size());
        assertTrue(page.has(".mails a[aria-current]"));
        assertTrue(
                page.has(".reading-back[href='/mailbox/list.action?q=anna']"),
                "the way back keeps the search");
    }

    @Test
    void brokenMailsAreShownAsFarAsTheyCanBeRead() {
        for (String broken :
                List.of(
                        "",
                        "no header at all",
                        "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
                                + "--x\r\n"
                                + "Content-Type: text/html; charset=klingon\r\n\r\n"
                                + "<p>hi",
                        "Subject: =?x?q?=FF?=\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%")) {
            String id = store("x@example.com", broken);
            assertEquals(200, browser.get("/mailbox/" + id + "/view.action").status(), broken);
        }
    }

    @Test
    void rulesThatAreNoneAreNamedByTheirLine() {
        browser.get("/mailbox/rejects.action");
        Browser.Page wrong =
                browser.post(
                        "/mailbox/rejects.action",
                        Map.of("rules", "gone@example.com\r\n*@full.example 200 fine\r\n"));
        assertEquals(422, wrong.status());
        assertTrue(wrong.text("#rules-note").contains("2"), wrong.text("#rules-note"));
        assertTrue(wrong.text("textarea").contains("200 fine"));
        assertEquals("", app.core().mailbox().rejectsText());

        browser.post(
                "/mailbox/rejects.action",
                Map.of("rules", "*@gone.example 550 5.1.1 No such user"));
        assertEquals(
                "550 5.1.1 No such user",
                app.core().mailbox().rejects().answerFor("a@gone.example").orElseThrow());
    }

    @Test
    void aBannerSaysThatMailsStayHere() {
        assertTrue(browser.get("/dashboard.action").text(".banner").contains("built-in mailbox"));
    }

    private static String store(String to, String mail) {
        return app.core()
                .mailbox()
                .store("ext_1@example.com", List.of(to), mail.getBytes(StandardCharsets.UTF_8));
    }
}
