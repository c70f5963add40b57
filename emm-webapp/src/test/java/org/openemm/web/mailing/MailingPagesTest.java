package org.openemm.web.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.i18n.Texts;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class MailingPagesTest {
    private static final String ODD = "'\"<script>{{[agn";
    private static WebAppUnderTest app;
    private static Browser browser;
    private static Actor master;
    private static int list;
    private static int template;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        browser = app.loggedIn();
        master = app.master();
        list = app.core().mailinglists().all(master).get(0).id();
        template =
                app.core()
                        .starterTemplate()
                        .create(
                                master,
                                "House style",
                                list,
                                new NamedAddress("Fern", "news@example.com"));
        recipient(7001, "anna@example.com", "Anna", "A");
        recipient(7002, "bernd@example.com", "Bernd", "W");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aMailingIsMadeFromATemplateAndAppearsInTheOverview() {
        Browser.Page gallery = browser.get("/mailing/create.action");
        assertTrue(gallery.has("a[href='/mailing/new.action?templateId=" + template + "']"));
        browser.get("/mailing/new.action?templateId=" + template);
        Map<String, String> form = base("From the gallery");
        form.put("templateId", "" + template);
        Browser.Page content = browser.post("/mailing/generate.action", form);
        assertTrue(content.path().matches("/mailing/content/\\d+/view.action"), content.path());
        assertTrue(content.text(".parts").contains("Hero"));
        Browser.Page overview = browser.get("/mailing/list.action?q=gallery");
        assertEquals("From the gallery", overview.text("a.row-link"));
        assertEquals("New", overview.text("td .badge"));
    }

    @Test
    void wrongInputComesBackWithWhatWasTypedAndChangesNothing() {
        browser.get("/mailing/new.action");
        Map<String, String> form = base("x");
        form.put("from", "nobody");
        form.put("subject", "");
        Browser.Page again = browser.post("/mailing/generate.action", form);
        assertEquals(422, again.status());
        assertTrue(again.has("#name-note.field-error"));
        assertTrue(again.has("#from-note.field-error"));
        assertEquals("nobody", again.document().select("#from").attr("value"));
    }

    @Test
    void oddTextIsShownAsText() {
        int id = mailing("Odd " + ODD);
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
    void twoPeopleWhoEditTheSameSettingsDoNotLoseAnything() {
        int id = mailing("Together");
        Browser.Page first = browser.get("/mailing/" + id + "/settings.action");
        Map<String, String> mine = fields(first.document().select("#settings").first());
        Map<String, String> theirs = new HashMap<>(mine);
        theirs.put("subject", "Theirs");
        assertEquals(200, browser.post("/mailing/" + id + "/settings.action", theirs).status());
        mine.put("subject", "Mine");
        Browser.Page told = browser.post("/mailing/" + id + "/settings.action", mine);
        assertEquals(422, told.status());
        assertTrue(told.text("[role=alert]").contains("Somebody else"), told.text("[role=alert]"));
        assertEquals("Mine", told.document().select("#subject").attr("value"));
        assertEquals("Theirs", app.core().mailings().get(master, id).settings().email().subject());
        Map<String, String> again = fields(told.document().select("#settings").first());
        assertEquals(200, browser.post("/mailing/" + id + "/settings.action", again).status());
        assertEquals("Mine", app.core().mailings().get(master, id).settings().email().subject());
    }

    @Test
    void contentsOfABlockAreAddedMovedAndRemoved() {
        int id = mailing("Blocks");
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
    void errorsStopTheSendingAndSayWhere() {
        int id = mailing("Errors");
        app.core()
                .mailingContents()
                .save(master, id, "<p>x</p>\n <p>[agnNOSUCHTAG]</p>", "x", null);
        Browser.Page page = browser.get("/mailing/send/" + id + "/view.action");
        assertTrue(
                page.text(".findings")
                        .contains("Unknown tag agnNOSUCHTAG (HTML frame, line 2, column 5)"),
                page.text(".findings"));
        assertTrue(page.has("form[action$='send-admin.action'] button[disabled]"));
        Browser.Page refused = browser.post("/mailing/send/" + id + "/send-world.action", Map.of());
        assertEquals(422, refused.status());
        assertTrue(refused.text("[role=alert]").contains("agnNOSUCHTAG"));
        assertEquals(
                "0", value("SELECT COUNT(*) FROM maildrop_status_tbl WHERE mailing_id = " + id));
    }

    @Test
    void theLastQuestionNamesTheNumberAndThenTheMailingIsScheduled() {
        int id = fromTemplate("Planned");
        browser.get("/mailing/send/" + id + "/view.action");
        Map<String, String> form =
                Map.of(
                        "when",
                        "at",
                        "date",
                        "2037-12-24T18:00",
                        "speed",
                        "1000",
                        "maxRecipients",
                        "");
        Browser.Page question =
                browser.post("/mailing/send/" + id + "/confirm-send-world.action", form);
        assertEquals("Send to 2 recipients?", question.text("#confirm-title"));
        Browser.Page sent =
                browser.post(
                        "/mailing/send/" + id + "/send-world.action",
                        fields(
                                question.document()
                                        .select("form[action$='send-world.action']")
                                        .first()));
        assertEquals("Scheduled", sent.text("#delivery .strong"));
        // Berlin is one hour ahead of UTC in winter.
        assertEquals(
                "2037-12-24 17:00 250 15",
                value(
                        "SELECT CONCAT(DATE_FORMAT(senddate, '%Y-%m-%d %H:%i'), ' ', blocksize, '"
                                + " ', step) FROM maildrop_status_tbl WHERE mailing_id = "
                                + id));
        Browser.Page locked = browser.get("/mailing/" + id + "/settings.action");
        assertTrue(locked.has("fieldset[disabled]"));
        Browser.Page stopped = browser.post("/mailing/send/" + id + "/cancel.action", Map.of());
        assertEquals(200, stopped.status());
        assertTrue(app.core().mailings().get(master, id).editable());
    }

    @Test
    void aDateInThePastIsRefused() {
        int id = fromTemplate("Past");
        browser.get("/mailing/send/" + id + "/view.action");
        Browser.Page refused =
                browser.post(
                        "/mailing/send/" + id + "/send-world.action",
                        Map.of("when", "at", "date", "2001-01-01T00:00", "speed", "0"));
        assertEquals(422, refused.status());
        assertTrue(refused.text("[role=alert]").contains("past"));
    }

    @Test
    void aDateThatTheDatabaseCannotHoldIsRefused() {
        int id = fromTemplate("Far away");
        browser.get("/mailing/send/" + id + "/view.action");
        Browser.Page refused =
                browser.post(
                        "/mailing/send/" + id + "/send-world.action",
                        Map.of("when", "at", "date", "2099-01-01T00:00", "speed", "0"));
        assertEquals(422, refused.status());
        Browser.Page settings = browser.get("/mailing/" + id + "/settings.action");
        Map<String, String> form = fields(settings.document().select("#settings").first());
        form.put("planDate", "9999-01-01T00:00");
        assertEquals(422, browser.post("/mailing/" + id + "/settings.action", form).status());
    }

    @Test
    void anImageIsUploadedAndShown() {
        int id = mailing("Images");
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
    void withoutTheTokenNothingIsDone() {
        int id = mailing("No token");
        for (String path :
                List.of(
                        "/mailing/" + id + "/delete.action",
                        "/mailing/" + id + "/settings.action",
                        "/mailing/" + id + "/frame.action",
                        "/mailing/send/" + id + "/send-world.action")) {
            assertEquals(403, browser.postFields(path, List.of()).status(), path);
        }
        assertEquals("No token", app.core().mailings().get(master, id).name());
    }

    @Test
    void withoutTheRightAPageIsNotShown() {
        int id = mailing("Rights");
        app.createUser("reader-of-mailings", "mailing.show");
        Browser reader = app.loggedIn("reader-of-mailings");
        Browser.Page settings = reader.get("/mailing/" + id + "/settings.action");
        assertEquals(200, settings.status());
        assertTrue(settings.has("fieldset[disabled]"));
        assertEquals(403, reader.get("/mailing/content/" + id + "/view.action").status());
        assertEquals(403, reader.get("/mailing/send/" + id + "/view.action").status());
        assertEquals(403, reader.post("/mailing/" + id + "/delete.action", Map.of()).status());
        assertEquals(403, reader.get("/mailing/create.action").status());
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        int foreign =
                Integer.parseInt(
                        value(
                                "INSERT INTO mailing_tbl (company_id, shortname) VALUES (4711,"
                                        + " 'Foreign') RETURNING mailing_id"));
        for (int id : new int[] {foreign, 999_999_999}) {
            for (String path :
                    List.of(
                            "/mailing/%d/settings.action",
                            "/mailing/content/%d/view.action",
                            "/mailing/%d/trackablelink/list.action",
                            "/mailing/%d/images/list.action",
                            "/mailing/%d/attachment/list.action",
                            "/mailing/preview/%d/view.action",
                            "/mailing/preview/html.action?mailingId=%d",
                            "/mailing/send/%d/view.action",
                            "/mailing/send/%d/delivery-status-box/load.action",
                            "/mailing/new.action?templateId=%d")) {
                assertEquals(404, browser.get(path.formatted(id)).status(), path);
            }
        }
    }

    @Test
    void everyTextExistsInBothLanguages() {
        Texts texts =
                Texts.load(
                        getClass().getClassLoader(),
                        List.of("messages/web-mailing"),
                        List.of("en", "de"));
        assertEquals(texts.all("en").keySet(), texts.all("de").keySet());
        for (String path :
                List.of("/mailing/list.action", "/mailing/create.action", "/mailing/new.action")) {
            assertFalse(browser.get(path).html().contains("«"), path);
        }
        int id = fromTemplate("Texts");
        for (String path :
                List.of(
                        "/mailing/%d/settings.action",
                        "/mailing/content/%d/view.action",
                        "/mailing/content/%d/view.action?block=Hero",
                        "/mailing/%d/trackablelink/list.action?deleted=true",
                        "/mailing/%d/images/list.action",
                        "/mailing/%d/attachment/list.action",
                        "/mailing/preview/%d/view.action",
                        "/mailing/send/%d/view.action")) {
            Browser.Page page = browser.get(path.formatted(id));
            assertEquals(200, page.status(), path);
            assertFalse(page.html().contains("«"), path);
        }
    }

    private static int mailing(String name) {
        return app.core()
                .mailings()
                .create(
                        master,
                        MailingDraft.of(
                                name,
                                list,
                                EmailSettings.of(
                                        "Subject", new NamedAddress("", "news@example.com"))));
    }

    private static int fromTemplate(String name) {
        return app.core()
                .mailings()
                .create(master, app.core().mailings().prefill(master, template).withName(name));
    }

    private static Map<String, String> base(String name) {
        Map<String, String> form = new HashMap<>();
        form.put("templateId", "0");
        form.put("forTemplates", "false");
        form.put("name", name);
        form.put("description", "");
        form.put("mailinglistId", "" + list);
        form.put("subject", "Hello");
        form.put("from", "news@example.com");
        form.put("fromName", "Fern");
        form.put("reply", "");
        return form;
    }

    /** What a browser would send: every field that is ticked or has one value. */
    private static Map<String, String> fields(Element form) {
        Map<String, String> fields = new HashMap<>();
        for (Element field : form.select("input[name], textarea[name], select[name]")) {
            String type = field.attr("type");
            boolean ticking = type.equals("checkbox") || type.equals("radio");
            if (field.is("select")) {
                Element chosen = field.select("option[selected]").first();
                fields.put(
                        field.attr("name"),
                        chosen == null
                                ? field.select("option").attr("value")
                                : chosen.attr("value"));
            } else if (!ticking || field.hasAttr("checked")) {
                fields.put(
                        field.attr("name"),
                        field.is("textarea")
                                ? field.wholeText().replaceFirst("^\n", "")
                                : field.attr("value"));
            }
        }
        fields.remove("csrf");
        return fields;
    }

    private static List<String> texts(int mailing) {
        return app
                .core()
                .mailingContents()
                .get(master, mailing)
                .block("Text")
                .orElseThrow()
                .contents()
                .stream()
                .map(content -> content.text())
                .toList();
    }

    private static void recipient(int id, String email, String name, String type) {
        value(
                "INSERT INTO customer_1_tbl (customer_id, email, firstname, gender, mailtype)"
                        + " VALUES"
                        + " (%d, '%s', '%s', 0, 1) RETURNING 1".formatted(id, email, name));
        value(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) VALUES (%d, %d, '%s', 1, 0) RETURNING 1"
                                .formatted(id, list, type));
    }

    private static String value(String sql) {
        return app.core()
                .database()
                .inTransaction(tx -> tx.sql().createQuery(sql).mapTo(String.class).one());
    }
}
