package org.openemm.web.recipientreport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.recipientreport.RecipientReports;
import org.openemm.recipientreport.ReportDraft;
import org.openemm.recipientreport.ReportFile;
import org.openemm.recipientreport.ReportType;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class ReportScreensTest {
    private static final String ARCHIVE = "/recipientsreport/bulk/download.action";
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("exporter", "wizard.export");
        app.createUser("nobody", "recipient.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void tickedReportsComeWithTheirFilesInOneArchive() throws IOException {
        int one = report(app.master(), ReportType.IMPORT, "../week \"1\".csv");
        file(one, "ADDED", "same.csv", "email\r\na@b.example\r\n");
        file(one, "BAD", "same.csv", "email\r\nbad\r\n");
        int two = report(app.master(), ReportType.EXPORT, "all.csv");
        Browser browser = app.loggedIn();
        Browser.Page list = browser.get("/recipientsreport/list.action");
        assertTrue(list.has("button[formaction='" + ARCHIVE + "'][formmethod=get]"), list.html());

        TreeMap<String, String> files =
                unpacked(
                        browser,
                        ARCHIVE + "?bulkIds=" + one + "&bulkIds=" + two + "&bulkIds=99999");

        assertEquals(4, files.size(), files::toString);
        assertTrue(files.firstKey().startsWith(one + " "), files::toString);
        assertTrue(files.keySet().stream().noneMatch(name -> name.contains("..")), files::toString);
        assertTrue(
                files.values().stream().anyMatch(text -> text.contains("a@b.example")),
                files::toString);
        assertTrue(files.values().stream().anyMatch(text -> text.contains("\nbad")));
        assertTrue(files.get(two + " all.csv/report.txt").contains("Rows: 3"), files::toString);
    }

    @Test
    void onlyReportsThatOneMaySeeAreInIt() throws IOException {
        int imported = report(app.master(), ReportType.IMPORT, "secret.csv");
        int exported = report(app.master(), ReportType.EXPORT, "mine.csv");
        Browser exporter = app.loggedIn("exporter");
        assertEquals(403, exporter.get(ARCHIVE + "?bulkIds=" + imported).status());
        assertEquals(1, unpacked(exporter, ARCHIVE + "?bulkIds=" + exported).size());
        assertTrue(exporter.get(ARCHIVE + "?bulkIds=99999").html().contains("Select the reports"));
        assertTrue(exporter.get(ARCHIVE).html().contains("Select the reports"));
        assertEquals(403, app.loggedIn("nobody").get(ARCHIVE + "?bulkIds=" + exported).status());
    }

    private static TreeMap<String, String> unpacked(Browser browser, String path)
            throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (InputStream body = bytes(browser, path);
                ZipInputStream zip = new ZipInputStream(body, StandardCharsets.UTF_8)) {
            ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static InputStream bytes(Browser browser, String path) {
        HttpResponse<byte[]> response = browser.bytes(path);
        assertEquals(200, response.statusCode(), path);
        return new ByteArrayInputStream(response.body());
    }

    private static int report(Actor actor, ReportType type, String name) {
        return app.core()
                .database()
                .inTransaction(
                        tx ->
                                reports()
                                        .add(
                                                tx,
                                                actor,
                                                new ReportDraft(
                                                        type,
                                                        name,
                                                        0,
                                                        "rows=3\n",
                                                        false,
                                                        false,
                                                        0)));
    }

    private static void file(int report, String kind, String name, String text) throws IOException {
        Path file = reports().newFile();
        try (OutputStream out = RecipientReports.write(file)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        app.core()
                .database()
                .run(
                        tx ->
                                reports()
                                        .attach(
                                                tx,
                                                new ReportFile(
                                                        report, kind, name, 1, text.length()),
                                                file));
    }

    private static RecipientReports reports() {
        return app.core().exchange().reports();
    }
}
