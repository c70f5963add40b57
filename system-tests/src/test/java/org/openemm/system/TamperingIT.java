package org.openemm.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openemm.account.Passwords;
import org.openemm.config.Home;
import org.openemm.uid.Uid;
import org.openemm.uid.UidCodec;

/** What somebody from outside makes up: it is answered politely and changes nothing. */
@ExtendWith(OneSystem.class)
class TamperingIT {
    private static final String PASSWORD = "Tamper-Proof-Tulip-2026";
    private static final String TOKEN = "csrf";
    private static final String FALLBACK = "/assets/rdir/404/404.html";
    private static RunningSystem system;
    private static TestMailing mailing;
    private static String secret;

    @BeforeAll
    static void aMailing(RunningSystem running) {
        system = running;
        mailing = TestMailing.create(system, "Tampering", "tampering@shop.example");
        secret = system.value("SELECT secret_key FROM company_tbl WHERE company_id = 1").get();
    }

    @Test
    void aForgedUidLeadsToTheFallbackPageAndIsNotCounted() {
        String real = uid(1, mailing.id(), secret);
        char last = real.charAt(real.length() - 1);
        List<String> forged =
                List.of(
                        real.substring(0, real.length() - 1) + (last == 'A' ? 'B' : 'A'),
                        real.replaceFirst("\\.[^.]*$", ""),
                        uid(1, mailing.id(), "a key that was guessed"),
                        "",
                        "%27%22%3Cscript%3E",
                        "A.".repeat(2_000));
        for (String uid : forged) {
            assertFallback(uid);
        }
        realRequestsAreCountedOnce(real);
    }

    @Test
    void theUidOfAnotherTenantCountsNothingHere() {
        system.execute(
                "INSERT IGNORE INTO company_tbl (company_id, shortname, status, secret_key,"
                        + " rdir_domain, uid_version, enabled_uid_version) VALUES (2, 'Neighbour',"
                        + " 'active', 'the neighbours own secret key 12', '', 5, 5)");
        TestMailing own = TestMailing.create(system, "Own", "neighbour@shop.example");
        String neighbours =
                UidCodec.encode(
                        Uid.of(2, own.id(), own.customer(), epoch(), 0, own.link()),
                        "the neighbours own secret key 12");
        assertFallback(neighbours);
        assertFallback(
                UidCodec.encode(
                        Uid.of(2, own.id(), own.customer(), epoch(), 0, own.link()), secret));

        HttpResponse<String> unsubscribed =
                system.send(
                        HttpRequest.newBuilder(system.uri("/uq.html?uid=" + neighbours))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click")));
        assertFalse(unsubscribed.body().contains("Exception"), unsubscribed.body());

        system.get("/r.html?uid=" + uid(1, own, secret));
        RunningSystem.await("the real click", () -> clicks(own) > 0);
        assertEquals(1, clicks(own));
        assertEquals(
                0,
                system.number(
                        "SELECT COUNT(*) FROM onepixellog_1_tbl WHERE mailing_id = ?", own.id()));
    }

    @Test
    void aFormWithoutTheTokenOfItsSessionIsRefusedAndChangesNothing() {
        String session = logIn();
        for (String path :
                List.of(
                        "/mailinglist/save.action",
                        "/mailing/" + mailing.id() + "/delete.action",
                        "/mailing/send/" + mailing.id() + "/send-world.action")) {
            for (String token : List.of("", "&csrf=", "&csrf=" + "A".repeat(32))) {
                HttpResponse<String> answer =
                        system.send(form(path, "id=0&name=Evil" + token).header("Cookie", session));
                assertEquals(403, answer.statusCode(), path + token);
            }
        }
        assertEquals(
                0, system.number("SELECT COUNT(*) FROM mailinglist_tbl WHERE shortname = 'Evil'"));
        assertEquals(
                "0",
                system.value("SELECT deleted FROM mailing_tbl WHERE mailing_id = ?", mailing.id())
                        .orElse(""));
    }

    @Test
    void aReportWithoutItsTokenIsRefused() {
        for (String query : List.of("", "&sec=x", "&sec=" + "A".repeat(344))) {
            HttpResponse<String> answer =
                    system.get(
                            "/birt/run?__report=mailing_summary.rptdesign&__format=pdf&mailingID="
                                    + mailing.id()
                                    + query);
            assertEquals(403, answer.statusCode(), query);
            assertFalse(answer.body().startsWith("%PDF"), query);
        }
    }

    private static void assertFallback(String uid) {
        HttpResponse<String> click = system.get("/r.html?uid=" + uid);
        assertEquals(302, click.statusCode(), uid);
        assertEquals(FALLBACK, click.headers().firstValue("Location").orElse(""), uid);
        HttpResponse<String> pixel = system.get("/g.html?uid=" + uid);
        assertEquals(200, pixel.statusCode(), uid);
        assertEquals("image/gif", pixel.headers().firstValue("Content-Type").orElse(""), uid);
    }

    /** A real click comes after the forged ones in the journal: when it is there, all are. */
    private static void realRequestsAreCountedOnce(String real) {
        system.get("/r.html?uid=" + real);
        RunningSystem.await("the real click", () -> clicks(mailing) > 0);
        assertEquals(1, clicks(mailing));
        assertEquals(
                0,
                system.number(
                        "SELECT COALESCE(SUM(open_count), 0) FROM onepixellog_1_tbl WHERE"
                                + " mailing_id = ? AND customer_id <> ?",
                        mailing.id(),
                        mailing.customer()));
    }

    private static long clicks(TestMailing of) {
        return system.number("SELECT COUNT(*) FROM rdirlog_1_tbl WHERE mailing_id = ?", of.id());
    }

    /** Logs in as a user of its own; answers the cookie of the session. */
    private static String logIn() {
        long user =
                system.execute(
                        "INSERT INTO admin_tbl (username, company_id, admin_lang, admin_country,"
                                + " admin_timezone, secure_password_hash, pwdchange_date) VALUES"
                                + " ('tampering', 1, 'en', 'GB', 'Europe/Berlin', ?,"
                                + " CURRENT_TIMESTAMP)",
                        Passwords.of(new Home(system.home())).hash(PASSWORD));
        for (String right : List.of("mailinglist.change", "mailing.delete", "mailing.send.world")) {
            system.execute(
                    "INSERT INTO admin_permission_tbl (admin_id, permission_name) VALUES (?, ?)",
                    user,
                    right);
        }
        HttpResponse<String> page = system.get("/logon.action");
        String token = Jsoup.parse(page.body()).select("input[name=" + TOKEN + "]").attr("value");
        HttpResponse<String> welcome =
                system.send(
                        form(
                                        "/logon.action",
                                        "username=tampering&password="
                                                + PASSWORD
                                                + "&"
                                                + TOKEN
                                                + "="
                                                + URLEncoder.encode(token, StandardCharsets.UTF_8))
                                .header("Cookie", cookie(page)));
        assertEquals(303, welcome.statusCode(), welcome.body());
        String session = cookie(welcome);
        assertEquals(
                200,
                system.send(
                                HttpRequest.newBuilder(system.uri("/user/self/view.action"))
                                        .header("Cookie", session))
                        .statusCode(),
                "logged in");
        return session;
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .collect(Collectors.joining("; "));
    }

    private static HttpRequest.Builder form(String path, String body) {
        return HttpRequest.newBuilder(system.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static String uid(int company, int mailingId, String key) {
        return UidCodec.encode(
                Uid.of(company, mailingId, mailing.customer(), epoch(), 0, mailing.link()), key);
    }

    private static String uid(int company, TestMailing of, String key) {
        return UidCodec.encode(Uid.of(company, of.id(), of.customer(), epoch(), 0, of.link()), key);
    }

    private static long epoch() {
        return Instant.now().getEpochSecond();
    }
}
