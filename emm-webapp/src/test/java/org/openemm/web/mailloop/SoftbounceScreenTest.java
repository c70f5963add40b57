package org.openemm.web.mailloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Whom the scoring would turn into hard bounces, as people see it. */
class SoftbounceScreenTest {
    private static final String PAGE = "/administration/bounce/softbounces.action";

    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("stranger", "mailing.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void itNamesWhoWouldGetNoMoreMailsAndWhoBeginsAnew() {
        Browser browser = app.loggedIn();
        assertTrue(browser.get(PAGE).has(".empty"));
        address("'\"<script>alert(1)</script>{{[agn@odd.example", 99);
        address("soon@example.com", 41);
        address("reader@example.com", 50);
        address("few@example.com", 3);
        sql(
                "UPDATE customer_1_tbl SET lastopen_date = ? WHERE email = 'reader@example.com'",
                Instant.now());

        Browser.Page page = browser.get(PAGE);

        String list = page.text("#list");
        assertTrue(list.contains("soon@example.com"), list);
        assertTrue(list.contains("Becomes hard"), list);
        assertTrue(list.contains("Count begins anew"), list);
        assertFalse(list.contains("few@example.com"), list);
        assertFalse(page.html().contains("<script>alert"));
        assertTrue(page.text(".tiles").contains("Become hard bounces 2"), page.text(".tiles"));
        assertEquals(
                "41",
                app.core()
                        .database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT bnccnt FROM softbounce_email_tbl"
                                                            + " WHERE email = 'soon@example.com'")
                                                .mapTo(String.class)
                                                .one()));
    }

    @Test
    void itIsForThoseWhoMaySeeResponseProcessing() {
        Browser stranger = app.loggedIn("stranger");

        assertEquals(403, stranger.get(PAGE).status());
    }

    private static void address(String email, int bounces) {
        sql("INSERT INTO customer_1_tbl (email, gender) VALUES (?, 2)", email);
        sql(
                "INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type,"
                        + " user_status, mediatype) SELECT customer_id, 1, 'W', 1, 0 FROM"
                        + " customer_1_tbl WHERE email = ?",
                email);
        sql(
                "INSERT INTO softbounce_email_tbl (company_id, email, bnccnt, mailing_id,"
                        + " creation_date, timestamp) VALUES (1, ?, ?, 1, ?, ?)",
                email,
                bounces,
                Instant.now().minus(Duration.ofDays(60)),
                Instant.now().minus(Duration.ofDays(1)));
    }

    private static void sql(String sql, Object... values) {
        app.core().database().run(tx -> tx.sql().execute(sql, values));
    }
}
