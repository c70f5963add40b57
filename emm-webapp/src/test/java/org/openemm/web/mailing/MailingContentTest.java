package org.openemm.web.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;

/** Content, files and preview of mailings. */
class MailingContentTest extends WithMailings {
    private static final String ODD = "'\"<script>{{[agn";

    @Test
    void oddTextIsShownAsText() {
        int id = emptyMailing("Odd " + ODD);
        Browser.Page settings = browser.get("/mailing/" + id + "/settings.action");
        assertEquals("Odd " + ODD, settings.text("h1"));
        assertFalse(settings.html().contains(ODD));
        browser.get("/mailing/content/" + id + "/view.action");
        Browser.Page refused =
                browser.post("/mailing/" + id + "/frame.action", Map.of("html", ODD, "text", ""));
        assertEquals(422, refused.status());
        assertTrue(refused.text("#html-note").contains("<script> (line 1, column 3)"));
        String huge = "<p>" + "ä🌷{{[agn".repeat(12_000) + "</p>";
        Browser.Page saved =
                browser.post("/mailing/" + id + "/frame.action", Map.of("html", huge, "text", ""));
        assertEquals(200, saved.status());
        assertTrue(
                saved.document()
                        .select("#html")
                        .first()
                        .wholeText()
                        .replaceFirst("^\n", "")
                        .equals(huge),
                "not as it was typed");
    }

    @Test
    void contentsOfABlockAreAddedMovedAndRemoved() {
        int id = emptyMailing("Blocks");
        String save = "/mailing/content/" + id + "/save.action";
        browser.get("/mailing/content/" + id + "/view.action?block=Text");
        int women =
                app.core()
                        .targets()
                        .save(
                                master,
                                new org.openemm.target.TargetDraft(
                                        0, "Women only", "", "gender = 1"));
        browser.post(
                save,
                Map.of(
                        "block",
                        "Text",
                        "content0",
                        "For all",
                        "target0",
                        "0",
                        "content1",
                        "For women",
                        "target1",
                        "" + women));
        Browser.Page page = browser.get("/mailing/content/" + id + "/view.action?block=Text");
        Map<String, String> form = fields(page.document().select("form.stack").first());
        form.put("move", "up:1");
        browser.post(save, form);
        assertEquals(List.of("For women", "For all"), texts(id));
        page = browser.get("/mailing/content/" + id + "/view.action?block=Text");
        form = fields(page.document().select("form.stack").first());
        form.put("move", "remove:0");
        browser.post(save, form);
        assertEquals(List.of("For all"), texts(id));
    }

    @Test
    void thePreviewShowsTheRecipientsValuesAndRunsNothing() {
        int id = fromTemplate("Preview");
        Browser.Page page =
                browser.get("/mailing/preview/" + id + "/view.action?email=bernd@example.com");
        Element frame = page.document().select("iframe.preview-frame").first();
        assertEquals("", frame.attr("sandbox"));
        HttpResponse<String> html = browser.raw(browser.request(frame.attr("src")).GET());
        assertTrue(html.body().contains("Dear Bernd"), html.statusCode() + html.body());
        String policy = html.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("default-src 'none'") && policy.endsWith("sandbox"), policy);
        assertTrue(html.body().contains("prefers-color-scheme: dark"));
        assertFalse(
                browser.get(frame.attr("src") + "&dark=true")
                        .html()
                        .contains("prefers-color-scheme: dark"),
                "as a dark mail program shows it");
        Browser.Page text =
                browser.get(
                        "/mailing/preview/"
                                + id
                                + "/view.action?email=bernd@example.com&form=text");
        assertTrue(text.text("pre").contains("Dear Bernd"), text.text("pre"));
        Browser.Page unknown =
                browser.get("/mailing/preview/" + id + "/view.action?email=nobody@example.com");
        assertTrue(unknown.text(".notice-warn").contains("nobody@example.com"));
    }

    @Test
    void anImageIsUploadedAndShown() {
        int id = emptyMailing("Images");
        browser.get("/mailing/" + id + "/images/list.action");
        byte[] gif =
                java.util.Base64.getDecoder()
                        .decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
        Browser.Page page =
                browser.upload(
                        "/mailing/" + id + "/images/upload.action",
                        Map.of("description", "Dot"),
                        "file",
                        "dot ä.gif",
                        gif);
        assertEquals(200, page.status(), page.html());
        assertEquals("dot ä.gif", page.text("figcaption .strong"));
        HttpResponse<String> image =
                browser.raw(
                        browser.request(page.document().select("figure img").attr("src")).GET());
        assertEquals("image/gif", image.headers().firstValue("Content-Type").orElse(""));
        Browser.Page refused =
                browser.upload(
                        "/mailing/" + id + "/images/upload.action",
                        Map.of("description", "<b>kept</b>"),
                        "file",
                        "evil.svg",
                        "<svg onload='alert(1)'/>"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(422, refused.status());
        assertEquals("<b>kept</b>", refused.document().select("#description").attr("value"));
    }

    @Test
    void theTextVersionFollowsUntilSomebodyWritesItByHand() {
        int id = fromTemplate("Follows");
        String save = "/mailing/content/" + id + "/save.action";
        Browser.Page page = browser.get("/mailing/content/" + id + "/view.action?block=Closing");
        assertTrue(page.has("#textFollows[checked]"));
        Map<String, String> form = fields(page.document().select("#content-form").first());
        form.put("content0", "<p>See you <b>soon</b></p>");
        assertTrue(browser.post(save, form).has("#textFollows[checked]"));
        assertEquals("See you soon", text(id, "Closing (Text)"));
        browser.post(save, Map.of("block", "Closing (Text)", "content0", "By hand"));
        page = browser.get("/mailing/content/" + id + "/view.action?block=Closing");
        assertTrue(page.has("#textFollows") && !page.has("#textFollows[checked]"));
        browser.post(save, fields(page.document().select("#content-form").first()));
        assertEquals("By hand", text(id, "Closing (Text)"));
    }

    @Test
    void whatIsBeingTypedIsShownAsTheRecipientWouldGetItAndNotSaved() {
        int id = fromTemplate("Typed");
        browser.get("/mailing/content/" + id + "/view.action");
        Browser.Page frame =
                browser.post(
                        "/mailing/preview/" + id + "/draft.action",
                        Map.of(
                                "block",
                                "Closing",
                                "content0",
                                "<p>Bye [agnFIRSTNAME]</p>",
                                "email",
                                "bernd@example.com"));
        assertTrue(frame.html().contains("Bye Bernd"), frame.html());
        assertFalse(text(id, "Closing").contains("Bye"));
        Browser.Page wrong =
                browser.post(
                        "/mailing/preview/" + id + "/draft.action",
                        Map.of("block", "Closing", "content0", "[agnNOSUCHTAG]"));
        assertTrue(wrong.html().contains("Unknown tag agnNOSUCHTAG"), wrong.html());
        Browser.Page nobody =
                browser.post(
                        "/mailing/preview/" + id + "/draft.action",
                        Map.of("email", "<nobody>@example.com"));
        assertTrue(nobody.html().contains("&lt;nobody&gt;@example.com"), nobody.html());
    }

    private static String text(int mailing, String block) {
        return app.core()
                .mailingContents()
                .get(master, mailing)
                .block(block)
                .orElseThrow()
                .contents()
                .get(0)
                .text();
    }
}
