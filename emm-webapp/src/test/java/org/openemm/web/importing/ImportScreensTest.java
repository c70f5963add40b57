package org.openemm.web.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.importing.ImportState;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class ImportScreensTest {
    private static final String UPLOAD = "/recipient/import/wizard/step/file.action";
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("reader", "recipient.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aFileGoesFromUploadToReport() {
        Browser browser = app.loggedIn();
        browser.get(UPLOAD);
        Browser.Page mapping =
                upload(
                        browser,
                        "E-Mail;Vorname;Anrede\nanna@example.com;Änna;Frau\nbad;Otto;Herr\nanna@example.com;x;Frau\n"
                                .getBytes(StandardCharsets.ISO_8859_1),
                        "Kundë <b>.csv");
        assertEquals("Kundë <b>.csv", mapping.text("h1"));
        assertEquals("ISO-8859-1", mapping.document().select("#charset option[selected]").val());
        assertEquals("email", mapping.document().select("#column0 option[selected]").val());
        assertEquals("gender", mapping.document().select("#column2 option[selected]").val());
        assertTrue(mapping.text("table").contains("Änna"));

        Browser.Page checked = await(browser, submit(browser, mapping, "check.action"));
        assertEquals(
                List.of("3", "1", "0", "2"), checked.document().select(".tile-value").eachText());
        assertTrue(
                checked.text("table").contains("Line 2 has the same recipient already"),
                checked.html());
        assertEquals(
                0,
                app.core().recipients().findBy(app.master(), "email", "anna@example.com").size());

        long id = id(checked);
        Browser.Page done =
                await(
                        browser,
                        browser.post("/recipient/import/wizard/run.action", Map.of("id", "" + id)));
        assertEquals(
                List.of("3", "1", "0", "0", "2"), done.document().select(".tile-value").eachText());
        assertEquals(
                1,
                app.core().recipients().findBy(app.master(), "email", "anna@example.com").size());
        Browser.Page csv = browser.get("/recipient/import/wizard/downloadCsv.action?id=" + id);
        assertTrue(csv.html().startsWith("\ufeffE-Mail;Vorname;Anrede;"), csv.html());
        assertTrue(csv.html().contains("bad;Otto;Herr;“bad” is no e-mail address"), csv.html());
        assertTrue(browser.get(UPLOAD).text("table").contains("Done"));
    }

    @Test
    void aFileThatCannotBeReadIsRefusedAtTheField() {
        Browser browser = app.loggedIn();
        browser.get(UPLOAD);
        Browser.Page empty = upload(browser, new byte[0], "empty.csv");
        assertEquals(422, empty.status());
        assertTrue(empty.has("#file-note.field-error"), empty.html());
        byte[] longRow =
                ("email;x\na@example.com;" + "y".repeat(1_200_000))
                        .getBytes(StandardCharsets.UTF_8);
        assertEquals(422, upload(browser, longRow, "long.csv").status());
    }

    @Test
    void theFormatCanBeChangedAndAWrongOneIsExplained() {
        Browser browser = app.loggedIn();
        browser.get(UPLOAD);
        Browser.Page mapping =
                upload(
                        browser,
                        "email,city\na@example.com,Köln\n".getBytes(StandardCharsets.ISO_8859_1),
                        "a.csv");
        String id = mapping.document().select("input[name=id]").first().val();
        Browser.Page wrong =
                browser.post(
                        "/recipient/import/wizard/step/format.action",
                        Map.of("id", id, "charset", "UTF-8", "separator", "44", "quote", "34"));
        assertEquals(422, wrong.status());
        assertTrue(wrong.text("#main").contains("Line 2 cannot be read as UTF-8"), wrong.html());
        Browser.Page other =
                browser.post(
                        "/recipient/import/wizard/step/format.action",
                        Map.of(
                                "id",
                                id,
                                "charset",
                                "ISO-8859-15",
                                "separator",
                                "59",
                                "quote",
                                "0"));
        assertEquals(200, other.status());
        assertEquals("ISO-8859-15", other.document().select("#charset option[selected]").val());
        browser.post("/recipient/import/wizard/discard.action", Map.of("id", id));
        assertEquals(
                404, browser.get("/recipient/import/wizard/step/mapping.action?id=" + id).status());
    }

    @Test
    void aMappingWithoutAddressIsRefused() {
        Browser browser = app.loggedIn();
        browser.get(UPLOAD);
        Browser.Page mapping =
                upload(browser, "foo;bar\n1;2\n".getBytes(StandardCharsets.UTF_8), "a.csv");
        Browser.Page page = submit(browser, mapping, "check.action");
        assertEquals(422, page.status());
        assertTrue(page.text("[role=alert]").contains("e-mail address"), page.html());
    }

    @Test
    void severalFieldsMayIdentifyARecipientAndThoseFoundSlowlyAreSaid() {
        Browser browser = app.loggedIn();
        browser.get(UPLOAD);
        Browser.Page mapping =
                upload(
                        browser,
                        "email,title,gender\na@keys.example,Dr,1\na@keys.example,Dr,0\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "keys.csv");
        assertTrue(mapping.has("#keyColumns[multiple]"), mapping.html());
        assertFalse(mapping.has("[data-slow-keys]"), "the address has an index");
        Map<String, String> form = form(mapping, "check.action");
        form.put("keyColumns", "title");
        Browser.Page sample = post(browser, "/recipient/import/wizard/step/sample.action", form);
        assertTrue(sample.text("[data-slow-keys]").contains("Title"), sample.html());
        form.put("keyColumns", "title,email");
        sample = post(browser, "/recipient/import/wizard/step/sample.action", form);
        assertFalse(sample.has("[data-slow-keys]"));
        form.put("keyColumns", "email,gender");
        Browser.Page checked =
                await(browser, post(browser, "/recipient/import/wizard/step/check.action", form));
        assertEquals(
                List.of("2", "2", "0", "0"), checked.document().select(".tile-value").eachText());
        form.put("keyColumns", "");
        assertEquals(
                422, post(browser, "/recipient/import/wizard/step/check.action", form).status());
    }

    @Test
    void anImportThatWasInterruptedGoesOn() {
        Browser browser = app.loggedIn();
        browser.get(UPLOAD);
        Browser.Page mapping =
                upload(
                        browser,
                        "email,firstname\ngo1@on.example,A\ngo2@on.example,B\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "interrupted.csv");
        long id = id(await(browser, submit(browser, mapping, "check.action")));
        // What the disk or the database did to it: it has begun and failed, its rows are still
        // there.
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE recipient_import_tbl SET state = 'FAILED',"
                                                        + " datasource_id = 1 WHERE import_id = ?",
                                                id));
        String address = "/recipient/import/wizard/step/preScan.action?id=" + id;
        Browser.Page failed = browser.get(address);
        assertTrue(failed.text("form[action$=run.action]").contains("Go on"), failed.html());

        await(browser, browser.post("/recipient/import/wizard/run.action", Map.of("id", "" + id)));

        Browser.Page done = browser.get(address);
        assertFalse(done.has("form[action$=run.action]"), done.html());
        assertEquals(
                1, app.core().recipients().findBy(app.master(), "email", "go2@on.example").size());
    }

    private static Browser.Page post(Browser browser, String path, Map<String, String> form) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        form.forEach(
                (name, value) -> {
                    for (String part :
                            name.equals("keyColumns") ? value.split(",") : new String[] {value}) {
                        fields.add(Map.entry(name, part));
                    }
                });
        return browser.postFields(path, fields);
    }

    private static Map<String, String> form(Browser.Page page, String action) {
        Map<String, String> form = new LinkedHashMap<>();
        fields(page, action).forEach(field -> form.put(field.getKey(), field.getValue()));
        return form;
    }

    @Test
    void whoMayNotImportCannot() {
        Browser browser = app.loggedIn("reader");
        assertEquals(403, browser.get(UPLOAD).status());
    }

    private static Browser.Page upload(Browser browser, byte[] content, String name) {
        return browser.upload(UPLOAD, Map.of(), "file", name, content);
    }

    /** Submits a form of the page as it stands. */
    private static Browser.Page submit(Browser browser, Browser.Page page, String action) {
        Element form = page.document().select("form[action$=" + action + "]").first();
        return browser.postFields(form.attr("action"), fields(page, action));
    }

    private static List<Map.Entry<String, String>> fields(Browser.Page page, String action) {
        Element form = page.document().select("form[action$=" + action + "]").first();
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Element field : form.select("input[name], textarea[name]")) {
            boolean box = List.of("checkbox", "radio").contains(field.attr("type"));
            if (!box || field.hasAttr("checked")) {
                fields.add(Map.entry(field.attr("name"), field.val().strip()));
            }
        }
        for (Element select : form.select("select[name]")) {
            Element chosen = select.select("option[selected]").first();
            fields.add(
                    Map.entry(
                            select.attr("name"),
                            chosen == null ? select.select("option").first().val() : chosen.val()));
        }
        return fields;
    }

    private static long id(Browser.Page page) {
        return Long.parseLong(page.document().select("input[name=id]").first().val());
    }

    private static Browser.Page await(Browser browser, Browser.Page first) {
        assertEquals(200, first.status(), first.html());
        long id = id(first);
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (app.core().imports().get(app.master(), id).state().isBusy()) {
            assertTrue(System.nanoTime() < deadline);
            LockSupport.parkNanos(5_000_000);
        }
        ImportState state = app.core().imports().get(app.master(), id).state();
        assertTrue(state == ImportState.CHECKED || state == ImportState.DONE, state::toString);
        return browser.get("/recipient/import/wizard/step/preScan.action?id=" + id);
    }
}
