package org.openemm.web.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.statistics.ReportAccess;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.DatabaseSwitch;
import org.openemm.web.testing.WebAppUnderTest;

class StatisticsScreensTest {
    private static final String NAME = "Größe & \"Preis\" <b>'agn/x";
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() throws IOException, NoSuchAlgorithmException {
        app = WebAppUnderTest.start();
        app.createUser("reader", "stats.mailing");
        app.createUser("stranger", "mailing.show");
        writeKeys(app.core().home().keys());
        sql(
                "INSERT INTO mailinglist_tbl (mailinglist_id, company_id, shortname, deleted)"
                        + " VALUES (71, 1, 'Leser', 0)");
        mailing(501, 1, NAME, "sent");
        mailing(502, 1, "Noch nicht", "edit");
        mailing(503, 1, "Gerade jetzt", "sending");
        mailing(504, 2, "Fremd", "sent");
        sent(501, "W", 1, 180);
        sent(501, "W", 0, 20);
        sent(501, "A", 1, 3);
        sent(503, "W", 1, 7);
        sent(504, "W", 1, 7);
        sql(
                "INSERT INTO success_1_tbl (customer_id, mailing_id) SELECT seq, 501 FROM"
                        + " seq_1_to_200");
        sql(
                "INSERT INTO tracking_rollup_mailing_tbl (company_id, mailing_id, openings_gross,"
                        + " openings_anonymous, openers, clicks_gross, clicks_anonymous, clickers)"
                        + " VALUES (1, 501, 90, 4, 80, 31, 1, 20)");
        sql(
                "INSERT INTO tracking_rollup_hour_tbl (company_id, mailing_id, hour_start,"
                    + " openings_gross, openers, clicks_gross, clickers) VALUES (1, 501,"
                    + " '2026-11-20 08:00:00', 60, 55, 20, 15), (1, 501, '2026-11-20 11:00:00', 30,"
                    + " 25, 11, 5)");
        link(9001, "Zum Shop", 0, 0);
        link(9002, "Abmelden", 1, 0);
        link(9003, "Gelöscht, geklickt", 0, 1);
        link(9004, "Gelöscht, nie geklickt", 0, 1);
        sql(
                "INSERT INTO tracking_rollup_link_tbl (company_id, mailing_id, url_id,"
                    + " clicks_gross, clicks_anonymous, clickers, clicks_mobile) VALUES (1, 501,"
                    + " 9001, 27, 1, 18, 6), (1, 501, 9002, 1, 0, 1, 0), (1, 501, 9003, 3, 0, 2,"
                    + " 0)");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void theOverviewListsSentMailingsOfTheOwnCompanyOnly() {
        Browser.Page page = app.loggedIn("reader").get("/statistics/mailing/list.action");

        assertEquals(200, page.status());
        assertTrue(page.text("table").contains(NAME), page.text("table"));
        assertTrue(page.text("table").contains("Gerade jetzt"));
        assertFalse(page.html().contains("Fremd"));
        assertFalse(page.html().contains("Noch nicht"));
        assertTrue(page.has(".menu a[href='/statistics/mailing/list.action'][aria-current=page]"));
        Browser.Page found =
                app.loggedIn("reader").get("/statistics/mailing/list.action?q=gerade%25");
        assertFalse(found.has("tbody tr"));
        assertEquals(
                1,
                app.loggedIn("reader")
                        .get("/statistics/mailing/list.action?q=GERADE")
                        .document()
                        .select("tbody tr")
                        .size());
    }

    @Test
    void thePageShowsFiguresWithRatesWithoutAdminMails() {
        Browser.Page page = app.loggedIn("reader").get("/statistics/mailing/501/view.action");

        assertEquals(NAME, page.text("h1"));
        List<String> tiles = page.document().select(".tile").eachText();
        assertTrue(tiles.contains("Sent 200 mails to recipients"), tiles.toString());
        assertTrue(tiles.contains("Openers 80 40.0% of delivered"), tiles.toString());
        assertTrue(tiles.contains("Clickers 20 10.0% of delivered"), tiles.toString());
        assertEquals(
                List.of("HTML 90.0% 180", "Text 10.0% 20", "Offline HTML 0.0% 0"),
                page.document().select("section:contains(Formats) tbody tr").eachText());
        assertFalse(page.has("[hx-trigger*=load]"), "a sent mailing needs no refreshing");
    }

    @Test
    void administrativeLinksStandApartAndDeletedOnesOnlyWhenClicked() {
        Browser.Page page = app.loggedIn("reader").get("/statistics/mailing/501/view.action");

        List<Element> tables = page.document().select(".table-box:has(td[data-label=Clickers])");
        assertEquals(2, tables.size());
        assertEquals(
                List.of("Zum Shop", "Gelöscht, geklickt"),
                tables.get(0).select(".strong").eachText());
        assertEquals("90.0%", tables.get(0).select("td[data-label=Share]").first().text());
        assertEquals(List.of("Abmelden"), tables.get(1).select(".strong").eachText());
    }

    @Test
    void bouncesAreShownByReasonAndDomainAndGoIntoAFile() {
        Browser reader = app.loggedIn("reader");
        assertFalse(reader.get("/statistics/mailing/501/view.action").has("#bounces"));
        for (String email : List.of("a@gone.example", "=b@gone.example")) {
            long id = app.core().recipients().create(app.master(), Map.of("email", email));
            app.core()
                    .database()
                    .run(
                            tx ->
                                    tx.sql()
                                            .execute(
                                                    "INSERT INTO bounce_tbl (company_id,"
                                                        + " customer_id, mailing_id, detail, dsn)"
                                                        + " VALUES (1, ?, 501, 511, 511)",
                                                    id));
        }
        try {
            Browser.Page page = reader.get("/statistics/mailing/501/view.action");
            List<String> rows = page.document().select("#bounces tbody tr").eachText();
            assertEquals(List.of("Hard Unknown address 2 100.0%", "gone.example 2 0"), rows);
            String csv = reader.get("/statistics/mailing/501/bounces.csv").html();
            assertTrue(
                    csv.contains("\"gone.example\";\"Hard\";\"511\";\"Unknown address\";\"2\""),
                    csv);
            assertEquals(404, reader.get("/statistics/mailing/9999/bounces.csv").status());
        } finally {
            app.core()
                    .database()
                    .run(tx -> tx.sql().execute("DELETE FROM bounce_tbl WHERE mailing_id = 501"));
        }
    }

    @Test
    void theChartHasTheSameFiguresAsTheTableBehindItInTheUsersZone() {
        Browser.Page page = app.loggedIn("reader").get("/statistics/mailing/501/view.action");

        String chart = page.document().select("[data-chart]").attr("data-chart");
        assertTrue(chart.contains("[60,0,0,30]"), chart);
        assertTrue(chart.contains("\"20 Nov, 09:00\""), chart);
        assertEquals(
                List.of("20 Nov, 09:00 60 55 20 15", "20 Nov, 12:00 30 25 11 5"),
                page.document().select("details tbody tr").eachText());
    }

    @Test
    void whileSendingTheFiguresAskForThemselvesAgain() {
        Browser browser = app.loggedIn("reader");

        assertTrue(
                browser.get("/statistics/mailing/503/view.action")
                        .has("#figures[hx-get='/statistics/mailing/503/figures.action']"));
        Browser.Page part = browser.get("/statistics/mailing/503/figures.action");
        assertTrue(part.has("#figures"));
        assertFalse(part.has("h1"));
    }

    @Test
    void aMailingThatWasNotSentSaysSo() {
        Browser.Page page = app.loggedIn("reader").get("/statistics/mailing/502/view.action");

        assertEquals("No figures yet", page.text(".empty h2"));
        assertFalse(page.has(".tile"));
        assertFalse(page.has("a[href$=report.pdf]"));
    }

    @Test
    void otherCompaniesMailingsDoNotExistAndTheRightIsNeeded() {
        for (String path : List.of("view.action", "figures.action", "report.pdf", "report.csv")) {
            for (String id : List.of("504", "0", "999999999")) {
                String address = "/statistics/mailing/" + id + "/" + path;
                assertEquals(404, app.loggedIn("reader").get(address).status(), address);
            }
            assertEquals(
                    403,
                    app.loggedIn("stranger").get("/statistics/mailing/501/" + path).status(),
                    path);
        }
        assertEquals(403, app.loggedIn("stranger").get("/statistics/mailing/list.action").status());
    }

    @Test
    void theReportIsFetchedWithATokenAndNamedAfterTheMailing() throws IOException {
        AtomicReference<String> query = new AtomicReference<>();
        HttpServer statistics = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        statistics.createContext(
                "/birt/run",
                exchange -> {
                    query.set(exchange.getRequestURI().getRawQuery());
                    byte[] pdf = "%PDF-1.4 figures".getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, pdf.length);
                    exchange.getResponseBody().write(pdf);
                    exchange.close();
                });
        statistics.start();
        // The application reads its settings when it first reaches the database.
        DatabaseSwitch database = DatabaseSwitch.off();
        try (WebAppUnderTest own = WebAppUnderTest.start(database)) {
            Path keys = own.core().home().keys();
            for (String key : List.of("birt_private.pem", "birt_public.pem")) {
                Files.copy(app.core().home().keys().resolve(key), keys.resolve(key));
            }
            own.core()
                    .settings()
                    .set(
                            "birt.url.intern",
                            "http://127.0.0.1:" + statistics.getAddress().getPort() + "/birt/");
            database.set(true);
            own.core()
                    .database()
                    .run(
                            tx ->
                                    tx.sql()
                                            .execute(
                                                    "INSERT INTO mailing_tbl (mailing_id,"
                                                            + " company_id, shortname, deleted)"
                                                            + " VALUES (7, 1, ?, 0)",
                                                    NAME));

            Browser.Page file = own.loggedIn().get("/statistics/mailing/7/report.pdf");

            assertEquals(200, file.status(), file.html());
            assertEquals("%PDF-1.4 figures", file.html());
            String disposition =
                    file.response().headers().firstValue("Content-Disposition").orElseThrow();
            assertEquals(
                    "Statistics Größe & _Preis_ _b_'agn_x.pdf",
                    URLDecoder.decode(disposition.split("UTF-8''")[1], StandardCharsets.UTF_8));
            assertTrue(disposition.contains("filename=\"mailing-7.pdf\""), disposition);
            assertTrue(query.get().contains("mailingID=7&"), query.get());
            String token = query.get().replaceFirst(".*&sec=", "");
            assertEquals(
                    OptionalInt.of(1), ReportAccess.Checker.of(own.core().home()).company(token));
        } finally {
            statistics.stop(0);
        }
    }

    @Test
    void withoutTheStatisticsApplicationThePageSaysSoWithANumberForTheAdministrator() {
        Browser.Page page = app.loggedIn().get("/statistics/mailing/501/report.pdf");

        assertEquals(502, page.status());
        assertTrue(page.text("h1").contains("cannot be made"), page.html());
        assertFalse(page.html().contains("127.0.0.1"), "addresses inside are nobody's business");
        assertTrue(page.has("a[href='/statistics/mailing/501/report.pdf']"));
    }

    private static void mailing(int id, int company, String name, String status) {
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO mailing_tbl (mailing_id, company_id,"
                                                        + " shortname, mailinglist_id, work_status,"
                                                        + " deleted) VALUES (?, ?, ?, 71, ?, 0)",
                                                id,
                                                company,
                                                name,
                                                "mailing.status." + status));
    }

    private static void sent(int mailing, String field, int format, int mails) {
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO mailing_account_tbl (mailing_id,"
                                                    + " company_id, mailtype, no_of_mailings,"
                                                    + " no_of_bytes, status_field, timestamp)"
                                                    + " VALUES (?, IF(? = 504, 2, 1), ?, ?, 1, ?,"
                                                    + " '2026-11-20 08:00:00')",
                                                mailing,
                                                mailing,
                                                format,
                                                mails,
                                                field));
    }

    private static void link(int id, String name, int administrative, int deleted) {
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO rdir_url_tbl (url_id, mailing_id,"
                                                        + " company_id, full_url, shortname,"
                                                        + " admin_link, deleted) VALUES (?, 501, 1,"
                                                        + " 'https://shop.example/', ?, ?, ?)",
                                                id,
                                                name,
                                                administrative,
                                                deleted));
    }

    private static void sql(String statement) {
        app.core().database().run(tx -> tx.sql().execute(statement));
    }

    private static void writeKeys(Path folder) throws IOException, NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        pem(folder.resolve("birt_private.pem"), "PRIVATE", pair.getPrivate().getEncoded());
        pem(folder.resolve("birt_public.pem"), "PUBLIC", pair.getPublic().getEncoded());
    }

    private static void pem(Path file, String kind, byte[] key) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN %s KEY-----%n%s%n-----END %s KEY-----%n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(key), kind));
    }
}
