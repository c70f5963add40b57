package org.openemm.redirect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;
import org.openemm.web.testing.WebAppUnderTest;

class RedirectTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TARGET = "https://shop.example/p;v=1?q=a%20b&utm=x&ü=1#top";
    private static WebAppUnderTest app;
    private static HttpClient client;
    private static String secret;
    private int mailing;
    private int link;
    private long customer;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
        secret = text("SELECT secret_key FROM company_tbl WHERE company_id = 1");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void aMailingWithALinkAndARecipient() {
        mailing =
                insert(
                        "INSERT INTO mailing_tbl (company_id, shortname, mailinglist_id) VALUES (1,"
                                + " 'News', 1)");
        link =
                insert(
                        "INSERT INTO rdir_url_tbl (company_id, mailing_id, full_url, `usage`)"
                                + " VALUES (1, "
                                + mailing
                                + ", '"
                                + TARGET
                                + "', 3)");
        customer =
                insert(
                        "INSERT INTO customer_1_tbl (email, firstname) VALUES ('anna@example.com',"
                                + " 'Anna & Bo')");
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO customer_1_binding_tbl (customer_id,"
                                                        + " mailinglist_id, user_type, user_status,"
                                                        + " mediatype) VALUES (?, 1, 'W', 1, 0)",
                                                customer));
    }

    @Nested
    class Clicks {
        @Test
        void leadToTheTargetAndAreCounted() throws Exception {
            HttpResponse<String> answer = get("/r.html?uid=" + uid(link));

            assertEquals(302, answer.statusCode());
            assertEquals("https://shop.example/p;v=1?q=a%20b&utm=x&%C3%BC=1#top", location(answer));
            awaitCount(
                    1,
                    "SELECT COUNT(*) FROM rdirlog_1_tbl WHERE customer_id = "
                            + customer
                            + " AND url_id = "
                            + link);
        }

        @Test
        void workInTheContextFormToo() throws Exception {
            assertTrue(
                    location(get("/r/" + uid(link) + "/r.html"))
                            .startsWith("https://shop.example/"));
        }

        @Test
        void withNocountLeadToTheTargetAndCountNothing() throws Exception {
            get("/r.html?uid=" + uid(link) + "&nocount=1");
            get("/r.html?uid=" + uid(link));

            awaitCount(1, "SELECT COUNT(*) FROM rdirlog_1_tbl WHERE mailing_id = " + mailing);
        }

        @Test
        void inCopiesOfAMailLeadToTheTargetAndAreNobodysClick() throws Exception {
            String copied =
                    UidCodec.encode(Uid.of(1, mailing, 0, epoch(), 0, 0).withUrl(link), secret);

            assertEquals(302, get("/r.html?uid=" + copied).statusCode());
            get("/r.html?uid=" + uid(link));

            awaitCount(1, "SELECT COUNT(*) FROM rdirlog_1_tbl WHERE mailing_id = " + mailing);
        }

        @Test
        void fillProfileFieldsIntoTheTarget() throws Exception {
            int personal =
                    insert(
                            "INSERT INTO rdir_url_tbl (company_id, mailing_id, full_url, `usage`)"
                                    + " VALUES (1, "
                                    + mailing
                                    + ", 'https://shop.example/?n=##FIRSTNAME##&m=##MAILING_ID##',"
                                    + " 3)");
            assertEquals(
                    "https://shop.example/?n=Anna+%26+Bo&m=" + mailing,
                    location(get("/r.html?uid=" + uid(personal))));
        }

        @Test
        void withADamagedUidLeadToTheFallbackPageAndCountNothing() throws Exception {
            String good = uid(link);
            char last = good.charAt(good.length() - 5);
            String bad =
                    good.substring(0, good.length() - 5)
                            + (last == 'A' ? 'B' : 'A')
                            + good.substring(good.length() - 4);
            for (String uid :
                    List.of(bad, "", "x", "F.a.b", "'\"%3Cscript%3E", "F." + "A".repeat(3000))) {
                HttpResponse<String> answer = get("/r.html?uid=" + uid);
                assertEquals(302, answer.statusCode(), uid);
                assertEquals("/assets/rdir/404/404.html", location(answer), uid);
            }
            get("/r.html?uid=" + good);
            awaitCount(
                    1,
                    "SELECT clicks_gross FROM tracking_rollup_mailing_tbl WHERE mailing_id = "
                            + mailing);
        }

        @Test
        void withTheUidOfAnotherCompanysKeyAreRefused() throws Exception {
            String forged =
                    UidCodec.encode(
                            Uid.of(1, mailing, customer, epoch(), 0, 0).withUrl(link),
                            "another companys key");

            assertEquals("/assets/rdir/404/404.html", location(get("/r.html?uid=" + forged)));
        }

        @Test
        void onALinkOfAnotherMailingAreRefused() throws Exception {
            int other =
                    insert("INSERT INTO mailing_tbl (company_id, shortname) VALUES (1, 'Other')");
            String mixed =
                    UidCodec.encode(
                            Uid.of(1, other, customer, epoch(), 0, 0).withUrl(link), secret);

            assertEquals("/assets/rdir/404/404.html", location(get("/r.html?uid=" + mixed)));
        }
    }

    @Nested
    class Openings {
        @Test
        void answerWithAPictureAndAreCounted() throws Exception {
            HttpResponse<String> answer = get("/g.html?uid=" + uid(0));

            assertEquals("image/gif", answer.headers().firstValue("Content-Type").orElse(""));
            awaitCount(
                    1, "SELECT open_count FROM onepixellog_1_tbl WHERE customer_id = " + customer);
            awaitCount(
                    1,
                    "SELECT COUNT(*) FROM customer_1_tbl WHERE lastopen_date IS NOT NULL AND"
                            + " customer_id = "
                            + customer);
        }

        @Test
        void answerWithAPictureWhateverTheUid() throws Exception {
            assertEquals(200, get("/g.html?uid=nonsense").statusCode());
            assertEquals(200, get("/g.html").statusCode());
        }
    }

    @Nested
    class OptOutsByLink {
        @Test
        void oneClickPostUnsubscribesAndShowsNothing() throws Exception {
            HttpResponse<String> answer =
                    post("/uq.html?uid=" + uid(0), "List-Unsubscribe=One-Click");

            assertEquals(200, answer.statusCode());
            assertEquals("", answer.body());
            assertEquals(4, status());
            assertEquals(mailing, exitMailing());
        }

        @Test
        void aGetNeverUnsubscribes() throws Exception {
            assertTrue(get("/uq.html?uid=" + uid(0)).body().contains("Unsubscribe?"));
            assertTrue(
                    get("/form.action?agnFN=unsubscribe&agnUID=" + uid(0))
                            .body()
                            .contains("anna@example.com"));
            assertEquals(1, status());
        }

        @Test
        void aPostWithoutTheOneClickFieldOnlyAsks() throws Exception {
            assertTrue(post("/uq.html?uid=" + uid(0), "x=y").body().contains("Unsubscribe?"));
            assertEquals(1, status());
        }

        @Test
        void theButtonOfThePageUnsubscribes() throws Exception {
            String page = post("/form.action?agnFN=unsubscribe&agnUID=" + uid(0), "").body();

            assertTrue(page.contains("You are unsubscribed"), page);
            assertEquals(4, status());
        }

        @Test
        void aForgedUidUnsubscribesNobody() throws Exception {
            String forged = UidCodec.encode(Uid.of(1, mailing, customer, epoch(), 0, 0), "wrong");

            assertEquals(
                    404, post("/uq.html?uid=" + forged, "List-Unsubscribe=One-Click").statusCode());
            assertEquals(
                    404, post("/form.action?agnFN=unsubscribe&agnUID=" + forged, "").statusCode());
            assertEquals(1, status());
        }

        @Test
        void aCopyOfAMailUnsubscribesNobody() throws Exception {
            String copied = UidCodec.encode(Uid.of(1, mailing, 0, epoch(), 0, 0), secret);

            post("/uq.html?uid=" + copied, "List-Unsubscribe=One-Click");
            post("/form.action?agnFN=unsubscribe&agnUID=" + copied, "");

            assertEquals(1, status());
        }

        @Test
        void whoIsOnTheBlocklistStaysThere() throws Exception {
            app.core()
                    .database()
                    .run(
                            tx ->
                                    tx.sql()
                                            .execute(
                                                    "UPDATE customer_1_binding_tbl SET user_status"
                                                            + " = 6 WHERE customer_id = ?",
                                                    customer));
            post("/uq.html?uid=" + uid(0), "List-Unsubscribe=One-Click");

            assertEquals(6, status());
        }

        @Test
        void aPageNeverRepeatsWhatTheAddressSaysUnescaped() throws Exception {
            assertFalse(
                    get("/form.action?agnFN=unsubscribe&agnUID=%3Cscript%3E")
                            .body()
                            .contains("<script>"));
        }
    }

    @Nested
    class Pictures {
        @Test
        void areServedWithATagAndAreNotSentTwice() throws Exception {
            insert(
                    "INSERT INTO component_tbl (company_id, mailing_id, compname, comptype, mtype,"
                            + " binblock) VALUES (1, "
                            + mailing
                            + ", 'bär.png', 5, 'image/png', x'89504E47')");
            String path = "/image/0/1/" + mailing + "/b%C3%A4r.png";
            HttpResponse<String> answer = get(path);

            assertEquals("image/png", answer.headers().firstValue("Content-Type").orElse(""));
            assertEquals("4", answer.headers().firstValue("Content-Length").orElse(""));
            String tag = answer.headers().firstValue("ETag").orElse("");
            assertEquals(
                    304,
                    client.send(
                                    request(path).header("If-None-Match", tag).build(),
                                    BodyHandlers.ofString())
                            .statusCode());
        }

        @Test
        void thatDoNotExistGiveAnEmptyAnswer() throws Exception {
            assertEquals(404, get("/image/0/1/" + mailing + "/no.png").statusCode());
            assertEquals(404, get("/image/0/1/../../etc/passwd").statusCode());
        }
    }

    private String uid(int url) {
        Uid uid = Uid.of(1, mailing, customer, epoch(), 0, 0);
        return UidCodec.encode(url == 0 ? uid : uid.withUrl(url), secret);
    }

    private static long epoch() {
        return Instant.parse("2026-11-20T12:00:00Z").getEpochSecond();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(app.address() + path.replace("'\"", "%27%22")))
                .header("Accept-Language", "en");
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private int status() {
        return number(
                "SELECT user_status FROM customer_1_binding_tbl WHERE customer_id = " + customer);
    }

    private int exitMailing() {
        return number(
                "SELECT exit_mailing_id FROM customer_1_binding_tbl WHERE customer_id = "
                        + customer);
    }

    /** Events reach the database a moment after the answer. */
    private static void awaitCount(int expected, String query) {
        Instant end = Instant.now().plus(PATIENCE);
        while (number(query) < expected && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(5_000_000);
        }
        assertEquals(expected, number(query));
    }

    private static int number(String query) {
        return app.core()
                .database()
                .inTransaction(
                        tx -> tx.sql().createQuery(query).mapTo(Integer.class).findOne().orElse(0));
    }

    private static String text(String query) {
        return app.core()
                .database()
                .inTransaction(tx -> tx.sql().createQuery(query).mapTo(String.class).one());
    }

    private static int insert(String statement) {
        return app.core()
                .database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createUpdate(statement)
                                        .executeAndReturnGeneratedKeys()
                                        .mapTo(Integer.class)
                                        .one());
    }
}
