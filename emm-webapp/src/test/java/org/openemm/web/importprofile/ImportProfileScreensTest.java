package org.openemm.web.importprofile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.importing.ImportProfiles;
import org.openemm.importing.ImportState;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class ImportProfileScreensTest {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("reader", "wizard.import");
        app.createUser("stranger", "recipient.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aProfileIsReadFromASampleSavedChangedCopiedAndDeleted() {
        Browser browser = app.loggedIn();
        browser.get("/import-profile/create.action");
        Browser.Page draft =
                browser.upload(
                        "/import-profile/columns/upload.action",
                        Map.of("id", "0"),
                        "sample",
                        "s.csv",
                        "E-Mail|Vorname|<b>x\na@example.com|Änna|1\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("<b>x", draft.document().select("#file2").val());
        assertEquals("email", draft.document().select("#field0 option[selected]").val());
        assertEquals("124", draft.document().select("#separator option[selected]").val());

        List<Map.Entry<String, String>> fields = fields(draft);
        set(fields, "name", "Weekly '\"<script>");
        set(fields, "reportEmail", "not an address");
        Browser.Page wrong = browser.postFields("/import-profile/save.action", fields);
        assertEquals(422, wrong.status());
        assertTrue(wrong.has("#reportEmail-note.field-error"), wrong.html());
        assertEquals("<b>x", wrong.document().select("#file2").val());
        set(fields, "reportEmail", "me@example.com");
        Browser.Page saved = browser.postFields("/import-profile/save.action", fields);
        assertEquals(200, saved.status(), saved.html());
        assertEquals("Weekly '\"<script>", saved.text("h1"));
        int id = Integer.parseInt(saved.document().select("input[name=id]").last().val());

        List<Map.Entry<String, String>> again = fields(saved);
        again.add(Map.entry("remove", "2"));
        Browser.Page less = browser.postFields("/import-profile/rows.action", again);
        assertEquals("", less.document().select("#file2").val());
        assertEquals(3, profiles().get(app.master(), id).draft().columns().size());

        Browser.Page copy = browser.post("/import-profile/" + id + "/copy.action", Map.of());
        assertEquals("Copy of Weekly '\"<script>", copy.text("h1"));
        browser.post("/import-profile/" + id + "/setDefault.action", Map.of());
        Browser.Page list = browser.get("/import-profile/list.action?q=weekly");
        assertEquals(2, list.document().select("tbody tr").size());
        assertTrue(list.text("tbody").contains("Default"));
        Browser.Page upload = browser.get("/recipient/import/view.action");
        assertEquals("" + id, upload.document().select("#profile option[selected]").val());

        Browser.Page confirm = browser.get("/import-profile/" + id + "/confirmDelete.action");
        assertTrue(confirm.text("main").contains("Default of"), confirm.html());
        browser.post("/import-profile/" + id + "/delete.action", Map.of());
        assertEquals(404, browser.get("/import-profile/" + id + "/view.action").status());
        browser.post("/import-profile/" + id + "/restore.action", Map.of());
        assertEquals(200, browser.get("/import-profile/" + id + "/view.action").status());
    }

    @Test
    void tickedProfilesAreDeletedAndComeBackTogether() {
        List<Map.Entry<String, String>> ticked = new ArrayList<>();
        for (String name : List.of("Ticked one", "Ticked two")) {
            long base =
                    app.core()
                            .imports()
                            .upload(
                                    app.master(),
                                    "base.csv",
                                    new ByteArrayInputStream(
                                            "E-Mail\na@example.com\n"
                                                    .getBytes(StandardCharsets.UTF_8)));
            int id =
                    profiles()
                            .create(
                                    app.master(),
                                    app.core().imports().get(app.master(), base),
                                    name);
            ticked.add(Map.entry("bulkIds", "" + id));
        }
        Browser browser = app.loggedIn();
        Browser.Page list = browser.get("/import-profile/list.action?q=Ticked");
        assertTrue(list.has("button[formaction='/import-profile/bulkDelete.action']"), list.html());
        ticked.add(Map.entry("csrf", browser.csrf()));
        browser.postFields("/import-profile/bulkDelete.action", ticked);
        assertFalse(browser.get("/import-profile/list.action?q=Ticked").has("tbody tr"));
        browser.postFields("/import-profile/bulkRestore.action", ticked);
        assertEquals(
                2,
                browser.get("/import-profile/list.action?q=Ticked")
                        .document()
                        .select("tbody tr")
                        .size());
        Browser reader = app.loggedIn("reader");
        assertFalse(reader.get("/import-profile/list.action?q=").has("[formaction*=bulk]"));
        assertEquals(
                403,
                reader.post("/import-profile/bulkDelete.action", Map.of("bulkIds", "1")).status());
    }

    @Test
    void aFileIsImportedWithAProfileAndLeavesItsReportInTheLog() {
        Browser browser = app.loggedIn();
        long base =
                app.core()
                        .imports()
                        .upload(
                                app.master(),
                                "base.csv",
                                new ByteArrayInputStream(
                                        "E-Mail;Vorname\na@example.com;A\n"
                                                .getBytes(StandardCharsets.UTF_8)));
        int id =
                profiles()
                        .create(
                                app.master(),
                                app.core().imports().get(app.master(), base),
                                "Standard");
        browser.get("/recipient/import/view.action");
        Browser.Page refused = upload(browser, id, "Post,Vorname\nx,y\n");
        assertEquals(422, refused.status());
        assertTrue(refused.text("main").contains("has no column"), refused.html());
        Browser.Page preview =
                upload(browser, id, "Vorname;E-Mail\nÄnna;standard@example.com\nB;bad\n");
        assertTrue(preview.text("main").contains("As the import profile “Standard” reads it."));
        assertTrue(preview.text("table").contains("Änna"));
        long task = Long.parseLong(preview.document().select("input[name=id]").first().val());

        browser.postFields("/recipient/import/execute.action", fields(preview));
        await(task, ImportState.CHECKED);
        Browser.Page grid = browser.get("/recipient/import/errors/edit.action?id=" + task);
        assertTrue(grid.has("input[aria-invalid=true]"), grid.html());
        Browser.Page row =
                browser.post(
                        "/recipient/import/errors/row.action",
                        Map.of("id", "" + task, "line", "3", "r3c1", "better@example.com"));
        assertTrue(row.html().contains("sheet-good"), row.html());
        browser.post(
                "/recipient/import/errors/save.action",
                Map.of("id", "" + task, "r3c1", "better@example.com"));
        browser.post("/recipient/import/wizard/run.action", Map.of("id", "" + task));
        await(task, ImportState.DONE);
        assertEquals(
                1,
                app.core().recipients().findBy(app.master(), "email", "better@example.com").size());

        Browser.Page log = browser.get("/recipientsreport/list.action?type=IMPORT&q=standard");
        assertTrue(log.text("tbody").contains("standard.csv"), log.html());
        int report = app.core().imports().get(app.master(), task).reportId();
        Browser.Page view = browser.get("/recipientsreport/" + report + "/view.action");
        assertTrue(view.text("dl").contains("Added 2"), view.text("dl"));
        assertEquals(
                404,
                browser.get("/recipientsreport/" + report + "/download.action?kind=NONE").status());
        assertEquals(404, browser.get("/recipientsreport/999999/view.action").status());
    }

    @Test
    void whoMayOnlyReadSeesNoButtonsAndStrangersNothing() {
        Browser reader = app.loggedIn("reader");
        Browser.Page list = reader.get("/import-profile/list.action");
        assertEquals(200, list.status());
        assertFalse(list.has("a[href='/import-profile/create.action']"));
        assertEquals(403, reader.get("/import-profile/create.action").status());
        assertEquals(403, app.loggedIn("stranger").get("/import-profile/list.action").status());
        assertEquals(403, app.loggedIn("stranger").get("/recipientsreport/list.action").status());
    }

    private static ImportProfiles profiles() {
        return app.core().imports().profiles();
    }

    private static Browser.Page upload(Browser browser, int profile, String text) {
        return browser.upload(
                "/recipient/import/view.action",
                Map.of("profile", "" + profile),
                "file",
                "standard.csv",
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(long task, ImportState state) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (app.core().imports().get(app.master(), task).state() != state) {
            assertTrue(System.nanoTime() < deadline);
            Thread.onSpinWait();
        }
    }

    private static void set(List<Map.Entry<String, String>> fields, String name, String value) {
        fields.removeIf(field -> field.getKey().equals(name));
        fields.add(Map.entry(name, value));
    }

    /** What a browser would send of the form of the page as it stands. */
    private static List<Map.Entry<String, String>> fields(Browser.Page page) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        Element form = page.document().select("main form[data-save]").first();
        for (Element field : form.select("input[name]")) {
            boolean box = List.of("checkbox", "radio").contains(field.attr("type"));
            if (!box || field.hasAttr("checked")) {
                fields.add(Map.entry(field.attr("name"), field.val()));
            }
        }
        for (Element select : form.select("select[name]")) {
            List<Element> chosen = select.select("option[selected]");
            if (chosen.isEmpty() && !select.hasAttr("multiple")) {
                chosen = select.select("option").subList(0, 1);
            }
            chosen.forEach(option -> fields.add(Map.entry(select.attr("name"), option.val())));
        }
        return fields;
    }
}
