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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.MailSubscription;
import org.openemm.subscription.Wish;
import org.openemm.web.testing.WebAppUnderTest;

/** The page behind the link that confirms a subscription. */
class ConfirmPageTest {
    private static final Actor ACTOR = Actor.system("test", 1);
    private static final String LIST = "Garden <b>news</b>";

    private static WebAppUnderTest app;
    private static HttpClient client;
    private static int list;
    private static int filter;
    private static int number;
    private String email;
    private String token;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        client = HttpClient.newHttpClient();
        sql(
                "UPDATE company_tbl SET rdir_domain = 'https://go.example', mailloop_domain ="
                        + " 'loop.example' WHERE company_id = 1");
        list = app.core().mailinglists().create(ACTOR, LIST, "");
        filter =
                app.core()
                        .mailloop()
                        .filters()
                        .create(
                                ACTOR,
                                FilterDraft.named("Join", "")
                                        .withSubscription(MailSubscription.to(list, "en")));
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void somebodyWasAsked() {
        email = "new" + ++number + "@far.example";
        app.core()
                .database()
                .run(
                        tx ->
                                assertTrue(
                                        app.core()
                                                .mailloop()
                                                .doubleOptIn()
                                                .ask(
                                                        tx,
                                                        new Wish(
                                                                1,
                                                                filter,
                                                                list,
                                                                email,
                                                                "reply_" + filter + "@loop.example",
                                                                "<a@b>"))
                                                .done()));
        token =
                app.core().mailloop().questions().take().stream()
                        .filter(question -> question.recipient().equals(email))
                        .findFirst()
                        .orElseThrow()
                        .token();
    }

    @Test
    void lookingAtItConfirmsNothingAndItsButtonDoes() throws Exception {
        HttpResponse<String> page = get(token, "en");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("Confirm your subscription"), page.body());
        assertTrue(page.body().contains(email));
        assertFalse(page.body().contains(LIST), "escaped");
        assertTrue(page.body().contains("<form method=\"post\""));
        assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
        get(token, "en");
        assertEquals("5", status());

        HttpResponse<String> done = post(token);
        assertEquals(200, done.statusCode());
        assertTrue(done.body().contains("You are subscribed"), done.body());
        assertEquals("1", status());
        assertEquals("Opt-In-IP: 127.0.0.1", text("user_remark"));
        assertTrue(post(token).body().contains("You are subscribed"));
        assertFalse(get(token, "en").body().contains("<form"));
    }

    @Test
    void speaksTheLanguageOfTheBrowser() throws Exception {
        HttpResponse<String> page = get(token, "de");
        assertTrue(page.body().contains("<html lang=\"de\">"), page.body());
        assertTrue(page.body().contains("Anmeldung bestätigen"), page.body());
    }

    @Test
    void forgedLinksAreAnsweredAndDoNothing() throws Exception {
        String forged = token.substring(0, token.length() - 3) + "abc";
        assertEquals(404, get(forged, "en").statusCode());
        assertEquals(404, post(forged).statusCode());
        assertEquals(404, post("'%22%3Cscript%3E").statusCode());
        assertFalse(get("%22%3E%3Cscript%3Ealert(1)", "en").body().contains("<script>"));
        assertEquals("5", status());
    }

    @Test
    void saysThatALinkHasExpiredOrWasUsed() throws Exception {
        post(token);
        sql("UPDATE customer_1_binding_tbl SET user_status = 4");
        HttpResponse<String> used = post(token);
        assertEquals(410, used.statusCode());
        assertTrue(used.body().contains("has been used"), used.body());
        sql("DELETE FROM customer_1_binding_tbl WHERE mailinglist_id = " + list);
        sql("DELETE FROM customer_1_tbl WHERE email = '" + email + "'");
        HttpResponse<String> gone = post(token);
        assertEquals(410, gone.statusCode());
        assertTrue(gone.body().contains("has expired"), gone.body());
    }

    private String status() {
        return text("user_status");
    }

    private String text(String column) {
        return app.core()
                .database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT "
                                                        + column
                                                        + " FROM customer_1_binding_tbl JOIN"
                                                        + " customer_1_tbl USING (customer_id)"
                                                        + " WHERE email = :email")
                                        .bind("email", email)
                                        .mapTo(String.class)
                                        .one());
    }

    private static HttpResponse<String> get(String uid, String language)
            throws IOException, InterruptedException {
        return client.send(
                request(uid).header("Accept-Language", language).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String uid) throws IOException, InterruptedException {
        return client.send(
                request(uid).header("Accept-Language", "en").POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String uid) {
        return HttpRequest.newBuilder(URI.create(app.address() + "/confirm.html?uid=" + uid));
    }

    private static void sql(String statement) {
        app.core().database().run(tx -> tx.sql().execute(statement));
    }
}
