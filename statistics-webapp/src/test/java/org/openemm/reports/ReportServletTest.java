package org.openemm.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.servlet.CoreListener;
import org.openemm.statistics.ReportAccess;
import org.openemm.testsupport.TestDatabase;

/** The statistics application as the GUI reaches it. */
class ReportServletTest {
    private static final String REPORT = "__report=mailing_summary.rptdesign";
    @TempDir static Path folder;
    private static TestDatabase server;
    private static Tomcat tomcat;
    private static ReportAccess.Issuer issuer;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException, NoSuchAlgorithmException, LifecycleException {
        server = TestDatabase.create();
        Home home = new Home(folder.resolve("home"));
        Files.createDirectories(home.keys());
        writeKeys(home.keys());
        issuer = ReportAccess.Issuer.of(home);
        data();
        tomcat = new Tomcat();
        tomcat.setBaseDir(folder.resolve("tomcat").toString());
        tomcat.setPort(0);
        tomcat.setAddDefaultWebXmlToWebapp(false);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context =
                tomcat.addWebapp("/birt", Path.of("src/main/webapp").toAbsolutePath().toString());
        context.setParentClassLoader(ReportServletTest.class.getClassLoader());
        CoreListener.use(context.getServletContext(), server.dataSource(), home);
        tomcat.start();
        assertTrue(context.getState().isAvailable());
    }

    @AfterAll
    static void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        server.close();
    }

    @Test
    void thePdfHasTheFiguresOfTheDatabase() throws IOException {
        HttpResponse<byte[]> answer =
                get(REPORT + "&__format=pdf&companyID=1&mailingID=31&language=de", token(1));

        assertEquals(200, answer.statusCode());
        assertEquals("application/pdf", header(answer, "Content-Type"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        try (PDDocument pdf = Loader.loadPDF(answer.body())) {
            String text = new PDFTextStripper().getText(pdf);
            assertTrue(text.contains("Frühling für Ελλάδα"), text);
            assertTrue(text.contains("1.240"), text);
            assertTrue(text.contains("1.200"), text);
            assertTrue(text.contains("25,0\u00a0%"), text);
            assertTrue(text.contains("Zum Shop"), text);
        }
    }

    @Test
    void theCsvHasTheSameFigures() throws IOException {
        HttpResponse<byte[]> answer =
                get(REPORT + "&__format=csv&companyID=1&mailingID=31&language=en", token(1));

        assertEquals(200, answer.statusCode());
        assertEquals("text/csv;charset=UTF-8", header(answer, "Content-Type"));
        String csv = new String(answer.body(), StandardCharsets.UTF_8);
        for (String line :
                List.of(
                        "Sent;1240;",
                        "Delivered;1200;0.9677",
                        "Openers;300;0.2500",
                        "Clickers;60;0.0500",
                        "Zum Shop;55;70;https://shop.example/")) {
            assertTrue(csv.contains(line + "\r\n"), csv);
        }
    }

    @Test
    void theFileOfAPersonIsTypesetInEveryAlphabet() throws Exception {
        String json =
                """
                {"id": 5, "email": "eva@example.com", "made": "2026-11-21T10:00:00Z",
                 "profile": [{"column": "lastname", "name": "Nachname", "value": "Παπαδοπούλου Иванова"}],
                 "mailinglists": [{"mailinglist": "Newsletter", "status": "active", "type": "W", "remark": "Форма", "since": "2026-01-02T03:04:05Z"}],
                 "clicks": []}
                """;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:"
                                        + tomcat.getConnector().getLocalPort()
                                        + "/birt/run?__report=recipient.rptdesign&__format=pdf&language=de&companyID=1&sec="
                                        + token(1)));
        HttpResponse<byte[]> answer =
                client.send(
                        request.POST(HttpRequest.BodyPublishers.ofString(json)).build(),
                        HttpResponse.BodyHandlers.ofByteArray());

        assertEquals(200, answer.statusCode());
        try (PDDocument pdf = Loader.loadPDF(answer.body())) {
            String text = new PDFTextStripper().getText(pdf);
            for (String part :
                    List.of(
                            "eva@example.com",
                            "Παπαδοπούλου Иванова",
                            "Форма",
                            "Mailinglisten",
                            "Aktiv",
                            "02.01.2026",
                            "Nichts gespeichert ist zu",
                            "Klicks",
                            "Seite")) {
                assertTrue(text.contains(part), part + " in " + text);
            }
        }
        HttpResponse<byte[]> nonsense =
                client.send(
                        request.POST(HttpRequest.BodyPublishers.ofString("{{[agn")).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(400, nonsense.statusCode());
    }

    @Test
    void withoutATokenOfJustThatCompanyNothingIsTold() {
        String report = REPORT + "&__format=csv&mailingID=31&companyID=";
        assertRefused(403, report + 1, null);
        assertRefused(403, report + 1, "");
        assertRefused(403, report + 1, "1");
        assertRefused(403, report + 1, "agn'\"<script>");
        assertRefused(403, report + 1, token(2));
        assertRefused(403, report + 2, token(1));
        assertRefused(403, report + "x", token(1));
        assertRefused(403, report, token(1));
        assertRefused(403, report + 1, token(1).substring(1));
        assertRefused(403, report + 1, token(1) + "A");
        assertRefused(403, report + 1, "A".repeat(4000));
        assertRefused(403, report + 1, strangersToken());
    }

    @Test
    void anotherCompanysMailingDoesNotExist() {
        assertRefused(404, REPORT + "&__format=csv&companyID=1&mailingID=32", token(1));
        assertRefused(404, REPORT + "&__format=pdf&companyID=2&mailingID=31", token(2));
        assertRefused(404, REPORT + "&__format=csv&companyID=1&mailingID=999", token(1));
    }

    @Test
    void onlyTheReportsAndFormatsThatThereAreCanBeAskedFor() {
        String rest = "&companyID=1&mailingID=31";
        assertRefused(404, "__report=../../etc/passwd&__format=pdf" + rest, token(1));
        assertRefused(404, "__report=https://evil.example/x.rptdesign" + rest, token(1));
        assertRefused(404, "__format=pdf" + rest, token(1));
        assertRefused(404, REPORT + "&__format=exe" + rest, token(1));
        assertRefused(404, REPORT + rest, token(1));
        assertRefused(404, REPORT + "&__format=pdf&companyID=1", token(1));
        assertRefused(404, REPORT + "&__format=pdf&companyID=1&mailingID=-", token(1));
        assertRefused(404, REPORT + "&__format=pdf&companyID=1&mailingID=31e9", token(1));
    }

    @Test
    void anUnknownZoneOrLanguageStillGivesAReport() {
        String odd = "&timezone=" + escape("No/Where'<") + "&language=" + escape("\u0000xx");
        HttpResponse<byte[]> answer =
                get(REPORT + "&__format=csv&companyID=1&mailingID=31" + odd, token(1));
        assertEquals(200, answer.statusCode());
    }

    @Test
    void aMailingWithoutEventsStillMakesAPage() throws IOException {
        HttpResponse<byte[]> answer =
                get(REPORT + "&__format=pdf&companyID=1&mailingID=33", token(1));

        assertEquals(200, answer.statusCode());
        try (PDDocument pdf = Loader.loadPDF(answer.body())) {
            assertTrue(new PDFTextStripper().getText(pdf).contains("Frühling noch nicht"));
        }
    }

    private void assertRefused(int status, String query, String token) {
        HttpResponse<byte[]> answer = get(query, token);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertEquals(status, answer.statusCode(), query + " with " + token + ": " + text);
        assertEquals("text/plain;charset=UTF-8", header(answer, "Content-Type"));
        assertFalse(text.contains("at org."), text);
        assertFalse(text.contains("Frühling"), text);
    }

    private HttpResponse<byte[]> get(String query, String token) {
        URI address =
                URI.create(
                        "http://127.0.0.1:%d/birt/run?%s%s"
                                .formatted(
                                        tomcat.getConnector().getLocalPort(),
                                        query,
                                        token == null ? "" : "&sec=" + escape(token)));
        try {
            return client.send(
                    HttpRequest.newBuilder(address).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String token(int company) {
        return issuer.token(company);
    }

    /** Made with the public key of another installation. */
    private static String strangersToken() {
        try {
            Path other = Files.createDirectories(folder.resolve("other/conf/keys"));
            writeKeys(other);
            return ReportAccess.Issuer.of(new Home(folder.resolve("other"))).token(1);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void data() {
        Database database = Database.over(server.dataSource(), List.of());
        for (String statement :
                List.of(
                        "INSERT INTO mailing_tbl (mailing_id, company_id, shortname,"
                            + " mailinglist_id, work_status, send_date, deleted) VALUES (31, 1,"
                            + " 'Frühling für Ελλάδα', 1, 'mailing.status.sent', '2026-10-01"
                            + " 10:00:00', 0), (32, 2, 'Frühling anderswo', 1,"
                            + " 'mailing.status.sent', '2026-10-01 10:00:00', 0), (33, 1, 'Frühling"
                            + " noch nicht', 1, 'mailing.status.edit', NULL, 0)",
                        "INSERT INTO mailing_account_tbl (mailing_id, company_id, mailtype,"
                            + " no_of_mailings, no_of_bytes, status_field, timestamp) VALUES (31,"
                            + " 1, 1, 1240, 1, 'W', '2026-10-01 10:00:00'), (31, 1, 1, 3, 1, 'A',"
                            + " '2026-10-01 09:00:00')",
                        "INSERT INTO success_1_tbl (customer_id, mailing_id) SELECT seq, 31 FROM"
                                + " seq_1_to_1200",
                        "INSERT INTO tracking_rollup_mailing_tbl (company_id, mailing_id,"
                                + " openings_gross, openers, clicks_gross, clickers) VALUES (1, 31,"
                                + " 390, 300, 70, 60)",
                        "INSERT INTO rdir_url_tbl (url_id, mailing_id, company_id, full_url,"
                                + " shortname) VALUES (3101, 31, 1, 'https://shop.example/', 'Zum"
                                + " Shop')",
                        "INSERT INTO tracking_rollup_link_tbl (company_id, mailing_id, url_id,"
                                + " clicks_gross, clickers) VALUES (1, 31, 3101, 70, 55)",
                        "INSERT INTO tracking_rollup_hour_tbl (company_id, mailing_id, hour_start,"
                                + " openings_gross, openers, clicks_gross, clickers) VALUES (1, 31,"
                                + " '2026-10-01 10:00:00', 390, 300, 70, 60)")) {
            database.run(tx -> tx.sql().execute(statement));
        }
        database.close();
    }

    private static void writeKeys(Path keys) throws IOException, NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        pem(keys.resolve("birt_private.pem"), "PRIVATE", pair.getPrivate().getEncoded());
        pem(keys.resolve("birt_public.pem"), "PUBLIC", pair.getPublic().getEncoded());
    }

    private static void pem(Path file, String kind, byte[] key) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN %s KEY-----%n%s%n-----END %s KEY-----%n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(key), kind));
    }
}
