package org.openemm.web.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.route.Route;
import org.openemm.route.RouteUse;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class RouteScreensTest {
    private static final String STOP = "/sending/stop.action";
    private static WebAppUnderTest app;
    private static Browser browser;
    private static int list;
    private static int mailing;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        browser = app.loggedIn();
        list = app.core().mailinglists().create(app.master(), "Readers", "");
        mailing =
                app.core()
                        .mailings()
                        .create(
                                app.master(),
                                MailingDraft.of(
                                        "Spring",
                                        list,
                                        EmailSettings.of(
                                                "Spring",
                                                NamedAddress.parse("News <news@a.example>"))));
        app.createUser("reader", "mailing.show", "route.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void empty() {
        for (String table :
                List.of(
                        "smtp_route_choice_tbl",
                        "smtp_route_tbl",
                        "smtp_domain_group_tbl",
                        "serverprio_tbl",
                        "delivery_stop_tbl",
                        "delivery_wait_tbl",
                        "delivery_uncertain_tbl",
                        "delivery_outage_tbl",
                        "delivery_host_tbl")) {
            sql("DELETE FROM " + table);
        }
        app.core().dispatch().stops().now(app.master());
    }

    @Test
    void aRouteIsCreatedChangedAndDeletedAndItsPasswordNeverShows() {
        assertTrue(browser.get("/route/list.action").has(".empty"));

        Browser.Page created = browser.post("/route/save.action", fields());
        assertEquals("Relay", created.text("h1"), created.html());
        Route route = app.core().dispatch().routes().all(app.master()).get(0);
        assertFalse(created.html().contains("geheim"));
        assertTrue(created.text("main").contains("A password is saved"));
        assertEquals("", created.document().select("#password").attr("value"));

        Map<String, String> changed = fields();
        changed.put("id", "" + route.id());
        changed.put("password", "");
        changed.put("perHour", "5000");
        browser.post("/route/save.action", changed);
        assertTrue(browser.get("/route/list.action").text("main").contains("5,000 per hour"));
        assertTrue(app.core().dispatch().routes().get(app.master(), route.id()).hasPassword());

        changed.put("host", "elsewhere.example");
        Browser.Page refused = browser.post("/route/save.action", changed);
        assertTrue(refused.text("main").contains("asked for again"), refused.text("main"));

        Browser.Page gone = browser.post("/route/" + route.id() + "/delete.action", Map.of());
        assertTrue(gone.has(".empty"));
        assertEquals(List.of(), app.core().dispatch().routes().all(app.master()));
    }

    @Test
    void whatIsWrongIsToldAtItsField() {
        Map<String, String> wrong = fields();
        wrong.put("host", "no host'\"<script>");
        wrong.put("port", "99999");
        wrong.put("connections", "0");
        wrong.put("lifetimeHours", "x");
        wrong.put("localAddress", "nowhere");
        wrong.put("perHour", "-1");
        wrong.put("security", "none");

        Browser.Page page = browser.post("/route/save.action", wrong);

        for (String field :
                List.of(
                        "host",
                        "port",
                        "connections",
                        "lifetimeHours",
                        "localAddress",
                        "perHour")) {
            assertTrue(page.has("#" + field + "[aria-invalid=true]"), field + page.html());
        }
        assertTrue(page.text("main").contains("password would travel in clear"));
        assertEquals(List.of(), app.core().dispatch().routes().all(app.master()));
    }

    @Test
    void aMailingAListAndTheTenantChooseAndARouteInUseStays() {
        browser.post("/route/save.action", fields());
        Route route = app.core().dispatch().routes().all(app.master()).get(0);
        browser.post("/route/standard.action", Map.of("standard", "" + route.id()));
        browser.post(
                "/mailinglist/save.action",
                Map.of("id", "" + list, "name", "Readers", "route", "" + route.id()));
        String settings = "/mailing/" + mailing + "/settings.action";
        Map<String, String> fields = new LinkedHashMap<>();
        browser.get(settings)
                .document()
                .select("#settings")
                .forEach(
                        form ->
                                ((org.jsoup.nodes.FormElement) form)
                                        .formData()
                                        .forEach(value -> fields.put(value.key(), value.value())));
        fields.put("route", "" + route.id());
        Browser.Page saved = browser.post(settings, fields);
        assertEquals(200, saved.status());

        assertEquals(
                List.of(RouteUse.Level.TENANT, RouteUse.Level.LIST, RouteUse.Level.MAILING),
                app.core().dispatch().routes().uses(app.master(), route.id()).stream()
                        .map(RouteUse::level)
                        .toList());
        assertTrue(
                browser.get("/route/list.action").has(".badge"),
                "the default route is marked in the list");
        Browser.Page question = browser.get("/route/" + route.id() + "/confirmDelete.action");
        assertTrue(question.text("main").contains("Spring"), question.text("main"));
        assertEquals(
                422, browser.post("/route/" + route.id() + "/delete.action", Map.of()).status());
        assertEquals(1, app.core().dispatch().routes().all(app.master()).size());
    }

    @Test
    void aGroupOfDomainsIsSavedAndADomainIsInOneGroupOnly() {
        Map<String, String> fields =
                new LinkedHashMap<>(
                        Map.of(
                                "name", "Gmail",
                                "domains", "Gmail.com, @googlemail.com\n*.müller.example",
                                "connections", "3",
                                "perMinute", "600"));
        Browser.Page page = browser.post("/route/group/save.action", fields);
        assertTrue(page.text("main").contains("gmail.com, googlemail.com"), page.text("main"));
        assertTrue(page.text("main").contains("600 per minute"));
        assertEquals(
                List.of("gmail.com", "googlemail.com", "*.xn--mller-kva.example"),
                app.core().dispatch().domainGroups().all(app.master()).get(0).domains());

        fields.put("name", "Other");
        Browser.Page refused = browser.post("/route/group/save.action", fields);
        assertTrue(refused.text("main").contains("belongs to the group"), refused.text("main"));
        fields.put("domains", "nonsense");
        fields.put("perMinute", "");
        fields.put("connections", "");
        Browser.Page wrong = browser.post("/route/group/save.action", fields);
        assertTrue(wrong.text("main").contains("is no domain"), wrong.text("main"));
        assertTrue(wrong.text("main").contains("Set a limit"), wrong.text("main"));
    }

    @Test
    void withoutTheBackendATestOfTheConnectionSaysSo() {
        browser.post("/route/save.action", fields());
        int id = app.core().dispatch().routes().all(app.master()).get(0).id();

        Browser.Page page = browser.post("/route/" + id + "/test.action", Map.of());

        assertTrue(page.text("main").contains("backend does not answer"), page.text("main"));
    }

    @Test
    void everythingIsStoppedAndEveryPageSaysSoUntilSendingGoesOn() {
        sql(
                "UPDATE mailing_tbl SET work_status = 'mailing.status.sending' WHERE mailing_id = "
                        + mailing);
        sql(
                "INSERT INTO mailing_account_tbl (mailing_id, company_id, mailtype, no_of_mailings,"
                        + " no_of_bytes, maildrop_id, status_field, blocknr, mediatype, timestamp)"
                        + " VALUES ("
                        + mailing
                        + ", 1, 1, 1234, 1, 1, 'W', 1, 0, NOW())");
        Browser.Page before = browser.get(STOP);
        assertTrue(before.text("table").contains("Spring 1,234"), before.text("table"));
        assertTrue(before.text("#stop-all").contains("1,234 mails"), before.text("#stop-all"));

        Browser.Page stopped = browser.post(STOP, Map.of("scope", "all"));
        assertTrue(stopped.text("main").contains("Stopped by emm-master"), stopped.text("main"));
        assertTrue(browser.get("/dashboard.action").text(".banner").contains("Sending is stopped"));
        assertEquals(
                "1",
                value(
                        "SELECT COUNT(*) FROM serverprio_tbl WHERE company_id = 0 AND mailing_id ="
                                + " 0 AND priority = 0"));
        browser.post(STOP, Map.of("scope", "all"));
        assertEquals("1", value("SELECT COUNT(*) FROM serverprio_tbl"));
        // What holds everything is not ended on the page of a single mailing.
        assertFalse(
                browser.get("/mailing/send/" + mailing + "/view.action")
                        .has("form[action$=resume-sending.action]"));

        browser.post("/sending/resume.action", Map.of("scope", "all"));
        assertEquals("0", value("SELECT COUNT(*) FROM serverprio_tbl"));
        assertFalse(browser.get(STOP).text("body").contains("Sending is stopped."));
        sql("UPDATE mailing_tbl SET work_status = NULL WHERE mailing_id = " + mailing);
    }

    @Test
    void whoMayOnlyLookChangesAndStopsNothing() {
        browser.post("/route/save.action", fields());
        int id = app.core().dispatch().routes().all(app.master()).get(0).id();
        Browser reader = app.loggedIn("reader");

        assertEquals(200, reader.get("/route/" + id + "/view.action").status());
        assertEquals(403, reader.post("/route/save.action", fields()).status());
        assertEquals(403, reader.post("/route/" + id + "/test.action", Map.of()).status());
        assertEquals(403, reader.post("/route/" + id + "/delete.action", Map.of()).status());
        assertEquals(403, reader.get(STOP).status());
        assertEquals(403, reader.post(STOP, Map.of("scope", "all")).status());
        assertEquals(403, reader.post("/route/standard.action", Map.of()).status());
    }

    @Test
    void theSendPageSaysWhyMailsWaitAndWhoMayHaveGotOneTwice() {
        sql(
                "UPDATE mailing_tbl SET work_status = 'mailing.status.sending' WHERE mailing_id = "
                        + mailing);
        sql(
                "INSERT INTO maildrop_status_tbl (status_id, company_id, mailing_id, status_field,"
                        + " genstatus, senddate, gendate, genchange) VALUES (77, 1, "
                        + mailing
                        + ", 'W', 3, NOW(), NOW(), NOW())");
        for (String wait :
                List.of(
                        "'route', 'Relay', 0, '<b>Connection refused', NOW()",
                        "'group', 'Gmail', 12, '421 4.7.0 slow down', NOW()",
                        "'deferred', '', 3, '451 4.7.1 greylisted', NOW()")) {
            sql(
                    "INSERT INTO delivery_wait_tbl (hostname, mailing_id, company_id, reason,"
                            + " subject, mails, answer, next_try) VALUES ('h', "
                            + mailing
                            + ", 1, "
                            + wait
                            + ")");
        }
        assertTrue(
                browser.get("/mailing/send/" + mailing + "/view.action")
                        .text("main")
                        .contains("The mail backend does not run."));
        sql("INSERT INTO delivery_host_tbl VALUES ('h', NOW() - INTERVAL 1 HOUR)");
        String dead = browser.get("/mailing/send/" + mailing + "/view.action").text("main");
        assertTrue(dead.contains("it was last heard of on"), dead);
        assertFalse(dead.contains("Connection refused"), "a killed backend said that: " + dead);
        sql("UPDATE delivery_host_tbl SET seen = NOW()");
        sql(
                "INSERT INTO delivery_uncertain_tbl (company_id, mailing_id, maildrop_id,"
                        + " customer_id, cause) VALUES (1, "
                        + mailing
                        + ", 77, 4711, 'killed')");

        sql(
                "INSERT INTO mailing_backend_log_tbl (mailing_id, status_id, creation_date) VALUES"
                        + " ("
                        + mailing
                        + ", 77, NOW() - INTERVAL 1 HOUR)");
        sql(
                "INSERT INTO delivery_outage_tbl (hostname, begun, ended) VALUES ('h', NOW() -"
                        + " INTERVAL 30 MINUTE, NOW() - INTERVAL 28 MINUTE), ('h', NOW() - INTERVAL"
                        + " 3 HOUR, NOW() - INTERVAL 2 HOUR)");

        String text = browser.get("/mailing/send/" + mailing + "/view.action").text("main");

        assertFalse(text.contains("backend does not run"), text);
        assertEquals(2, text.split("the database did not answer. Sending waited", -1).length, text);
        assertTrue(text.contains("The route “Relay” takes no mails at present. Next try:"), text);
        assertTrue(text.contains("Last answer: <b>Connection refused"), text);
        assertTrue(text.contains("12 mails wait: “Gmail” takes no mails"), text);
        assertTrue(text.contains("put 3 mails off"), text);
        assertTrue(text.contains("Most frequent answer: 451 4.7.1 greylisted"), text);
        assertTrue(text.contains("1 recipient may have got the mail twice"), text);
        assertTrue(text.contains("Recipient 4711"), text);
        app.core().sending().pause(app.master(), mailing);
        assertTrue(
                browser.get("/mailing/send/" + mailing + "/view.action")
                        .text("main")
                        .contains("Paused by emm-master on"));
        app.core().sending().resume(app.master(), mailing);
        sql("DELETE FROM maildrop_status_tbl WHERE status_id = 77");
        sql("DELETE FROM mailing_backend_log_tbl WHERE status_id = 77");
        sql("UPDATE mailing_tbl SET work_status = NULL WHERE mailing_id = " + mailing);
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "Relay");
        fields.put("host", "Relay.example.com");
        fields.put("port", "587");
        fields.put("security", "starttls");
        fields.put("verifyCertificate", "true");
        fields.put("user", "news");
        fields.put("password", "geheim");
        fields.put("localAddress", "");
        fields.put("connections", "10");
        fields.put("singleConnections", "2");
        fields.put("perSecond", "");
        fields.put("perMinute", "");
        fields.put("perHour", "");
        fields.put("lifetimeHours", "120");
        return fields;
    }

    private static void sql(String statement) {
        app.core().database().run(tx -> tx.sql().execute(statement));
    }

    private static String value(String statement) {
        return app.core()
                .database()
                .inTransaction(tx -> tx.sql().createQuery(statement).mapTo(String.class).one());
    }
}
