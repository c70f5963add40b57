package org.openemm.web.exporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.exporting.ExportColumn;
import org.openemm.exporting.ExportProfile;
import org.openemm.exporting.ExportSettings;
import org.openemm.exporting.FileFormat;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class ExportScreensTest {
    private static final String BAD = "'\"<script>{{[agn";
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("reader", "wizard.export");
        app.createUser("stranger", "recipient.show");
        app.core()
                .recipients()
                .create(app.master(), Map.of("email", "anna@a.example", "firstname", "=1+1"));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aProfileIsMadeCopiedDeletedAndRestored() {
        Browser browser = app.loggedIn();
        Browser.Page fresh = browser.get("/export/create.action");
        assertEquals(
                List.of(
                        "field:email",
                        "field:gender",
                        "field:title",
                        "field:firstname",
                        "field:lastname"),
                fresh.document().select("[name=column]").eachAttr("value"));

        Browser.Page saved = browser.post("/export/0/save.action", form(BAD));
        assertEquals(BAD, saved.text("h1"));
        String id = saved.path().replaceAll("\\D", "");
        Browser.Page copy = browser.get("/export/" + id + "/copy.action");
        assertEquals("Copy of " + BAD, copy.document().select("#name").val());

        assertTrue(browser.get("/export/" + id + "/confirmDelete.action").text("h1").contains(BAD));
        Browser.Page list = browser.post("/export/" + id + "/delete.action", Map.of());
        assertFalse(list.has("a[href='/export/" + id + "/view.action']"));
        Browser.Page again = browser.post("/export/" + id + "/restore.action", Map.of());
        assertTrue(again.has("a[href='/export/" + id + "/view.action']"), again.html());
    }

    @Test
    void columnsAreAddedMovedAndRemovedWithoutScripts() {
        Browser browser = app.loggedIn();
        browser.get("/export/create.action");
        Map<String, String> form = form("Columns");
        form.put("do", "add");
        form.put("add", "own");
        Browser.Page added = browser.post("/export/0/columns.action", form);
        assertEquals(200, added.status());
        assertEquals("Columns", added.document().select("#name").val());
        assertEquals(
                List.of("field:email", "own:1"),
                added.document().select("[name=column]").eachAttr("value"));

        form.put("do", "remove:0");
        assertEquals(
                List.of(),
                browser.post("/export/0/columns.action", form)
                        .document()
                        .select("[name=column]")
                        .eachAttr("value"));
    }

    @Test
    void whatIsWrongStandsAtTheField() {
        Browser browser = app.loggedIn();
        browser.get("/export/create.action");
        Map<String, String> form = form("");
        form.put("createdDays", "-1");
        Browser.Page again = browser.post("/export/0/save.action", form);

        assertEquals(422, again.status());
        assertTrue(again.has("#name-note.field-error"), again.html());
        assertTrue(again.has("#createdDays[aria-invalid=true]"), again.html());
        assertEquals(1, again.document().select("[name=column]").size());
        Map<String, String> sealed = form("Sealed");
        sealed.put("pack", "sealed");
        assertTrue(browser.post("/export/0/save.action", sealed).has("#password-note.field-error"));
        Map<String, String> unknown = form("Unknown");
        unknown.put("column", "field:" + BAD);
        assertEquals(422, browser.post("/export/0/save.action", unknown).status());
        unknown.put("column", BAD);
        assertEquals(422, browser.post("/export/0/save.action", unknown).status());
    }

    @Test
    void thePreviewShowsRowsOrTheReasonWhyNot() {
        Browser browser = app.loggedIn();
        browser.get("/export/create.action");
        Browser.Page rows = browser.post("/export/0/preview.action", form("Preview"));
        assertTrue(rows.html().contains("anna@a.example"), rows.html());
        assertTrue(rows.html().contains("1 recipient"), rows.html());
        Map<String, String> wrong = form("Preview");
        wrong.put("mailinglist", "-1");
        wrong.put("status", "1");
        assertTrue(
                browser.post("/export/0/preview.action", wrong)
                        .html()
                        .contains("Recipients in no mailing list"));
    }

    @Test
    void aRunLeadsToADownload() {
        Browser browser = app.loggedIn();
        browser.get("/export/create.action");
        Browser.Page run = browser.post("/export/0/evaluate.action", form("Run it"));
        for (int i = 0; i < 1000 && run.has("#progress"); i++) {
            run = browser.get(run.path());
        }
        assertTrue(run.has("a[href$='/download.action']"), run.html());
        Browser.Page file =
                browser.get(run.document().select("a[href$='/download.action']").attr("href"));
        assertEquals("\ufeffemail\r\nanna@a.example\r\n", file.html());
        assertTrue(browser.get("/export/files.action").text("table").contains("Run it"));
    }

    @Test
    void whatIsShownIsExported() {
        Browser browser = app.loggedIn();
        browser.get("/export/list.action");
        Browser.Page run =
                browser.post(
                        "/export/shown.action",
                        Map.of("columns", "email,firstname", "name", "Shown", "type", "JSONL"));
        assertEquals("Shown", run.text("h1"));
        Browser.Page wrong =
                browser.post("/export/shown.action", Map.of("filter", BAD, "name", "Shown"));
        assertTrue(wrong.html().contains("The filter cannot be read"), wrong.html());
    }

    @Test
    void eachRightOpensItsPart() {
        int id =
                app.core()
                        .exchange()
                        .exports()
                        .profiles()
                        .save(
                                app.master(),
                                ExportProfile.of(
                                        "For readers",
                                        "",
                                        ExportSettings.everybody(
                                                        FileFormat.of(
                                                                java.util.Locale.ENGLISH,
                                                                java.time.ZoneOffset.UTC))
                                                .withColumns(
                                                        List.of(ExportColumn.ofField("email")))));
        Browser reader = app.loggedIn("reader");
        Browser.Page page = reader.get("/export/" + id + "/view.action");
        assertEquals(200, page.status());
        assertTrue(page.has("#name[disabled]"));
        assertFalse(page.has("[formaction$='/columns.action']"));
        assertEquals(403, reader.post("/export/" + id + "/save.action", form("X")).status());
        assertEquals(403, reader.post("/export/" + id + "/delete.action", Map.of()).status());
        assertEquals(403, reader.get("/export/create.action").status());
        Browser stranger = app.loggedIn("stranger");
        for (String path : List.of("list", "files", id + "/view", "run/1/view", "run/1/download")) {
            assertEquals(403, stranger.get("/export/" + path + ".action").status(), path);
        }
        assertEquals(404, app.loggedIn().get("/export/999999/view.action").status());
        assertEquals(404, app.loggedIn().get("/export/run/999999/download.action").status());
    }

    private static Map<String, String> form(String name) {
        Map<String, String> form = new HashMap<>();
        form.put("name", name);
        form.put("column", "field:email");
        form.put("heading", "");
        form.put("value", "");
        form.put("type", "CSV");
        form.put("charset", "UTF-8-BOM");
        form.put("zone", "Europe/Berlin");
        form.put("day", "8");
        form.put("moment", "4");
        form.put("language", "en");
        form.put("separator", "59");
        form.put("quote", "34");
        form.put("decimal", ".");
        form.put("pack", "none");
        form.put("harmless", "true");
        return form;
    }
}
