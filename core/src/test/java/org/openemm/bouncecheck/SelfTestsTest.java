package org.openemm.bouncecheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.NotPermitted;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.bouncecheck.SelfTest.State;
import org.openemm.mailloop.FilterDraft;
import org.openemm.mailloop.IncomingMessage;
import org.openemm.mailloop.MessageKind;
import org.openemm.notification.MailRoute;
import org.openemm.notification.SystemMails;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.route.RouteDirectory;
import org.openemm.route.RouteDraft;
import org.openemm.route.Security;

/** A mail to nobody, and what is said of it. */
class SelfTestsTest extends RecipientTestBase {
    private static final SelfTests.Words WORDS = new SelfTests.Words("Test", "Nothing to do.");
    private static final String FAR = "far.example";

    private RefusingServer server;
    private int filter;
    private int number;

    @BeforeEach
    void aFilterAndAMailServer() throws IOException {
        execute("DELETE FROM bounce_selftest_tbl");
        execute("DELETE FROM mailloop_message_tbl");
        execute("DELETE FROM mailloop_tbl");
        execute("UPDATE company_tbl SET mailloop_domain = 'loop.example' WHERE company_id = 1");
        filter = core.mailloop().filters().create(ANNA, FilterDraft.named("Bounces", ""));
        server = new RefusingServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void theMailGoesFromTheFilterToSomebodyMadeUpAndIsLogged() {
        SelfTest test = at(0).start(ANNA, " @Far.Example ", WORDS);

        assertEquals(State.UNDER_WAY, test.state());
        assertTrue(test.address().matches("nobody-[a-z2-9]{16}@far\\.example"), test.address());
        List<String> lines = server.lines();
        assertTrue(
                lines.stream()
                        .anyMatch(
                                l -> l.startsWith("MAIL FROM:<reply_" + filter + "@loop.example>")),
                lines::toString);
        assertTrue(
                lines.contains("Message-ID: <selftest." + test.token() + "@loop.example>"),
                lines::toString);
        assertEquals(1, lines.stream().filter(l -> l.startsWith("RCPT TO:")).count());
        assertEquals(
                1,
                one(
                        Integer.class,
                        "SELECT COUNT(*) FROM userlog_tbl WHERE description LIKE '%"
                                + test.token()
                                + "%'"));
    }

    @Test
    void whatComesBackIsFoundByTheAddressInIt() {
        SelfTest test = at(0).start(ANNA, FAR, WORDS);
        came(filter, 0, MessageKind.BOUNCE, 511, "bounce-unclear", "<nobody-zzzz@far.example>: no");
        assertEquals(State.UNDER_WAY, latest(3).state());

        long message =
                came(
                        filter,
                        0,
                        MessageKind.BOUNCE,
                        511,
                        "bounce-unclear",
                        "<" + test.address().toUpperCase(Locale.ROOT) + ">: unknown");

        SelfTest seen = latest(6);
        assertEquals(State.HARD, seen.state());
        assertEquals(message, seen.messageId());
        assertEquals(511, seen.dsn());
        assertEquals(seen, latest(9));
    }

    @Test
    void aBodyInBase64IsReadToo() {
        SelfTest test = at(0).start(ANNA, FAR, WORDS);
        came(
                filter,
                0,
                MessageKind.BOUNCE,
                511,
                "bounce-unclear",
                "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
                        + Base64.getEncoder()
                                .encodeToString(
                                        ("Unknown: " + test.address())
                                                .getBytes(StandardCharsets.US_ASCII)));

        assertEquals(State.HARD, latest(3).state());
    }

    @Test
    void delaysSoftBouncesAndAnswersAreToldApartAndTheLookGoesOn() {
        SelfTest test = at(0).start(ANNA, FAR, WORDS);
        came(filter, 0, MessageKind.SYSTEM, 0, "delayed", test.address());
        assertEquals(State.DELAYED, latest(60).state());
        came(filter, 0, MessageKind.AUTO_REPLY, 0, "ooo", test.address());
        assertEquals(State.NOT_RECOGNISED, latest(120).state());
        came(filter, 0, MessageKind.BOUNCE, 522, "bounce-unclear", test.address());
        assertEquals(State.SOFT, latest(180).state());
        came(filter, 0, MessageKind.BOUNCE, 0, "bounce-unclear", test.address());
        assertEquals(State.NOT_RECOGNISED, latest(200).state());
        came(filter, 0, MessageKind.BOUNCE, 511, "bounce-unclear", test.address());
        assertEquals(State.HARD, latest(240).state());
    }

    @Test
    void messagesAboutRecipientsAndToOtherFiltersAreNotLookedAt() {
        SelfTest test = at(0).start(ANNA, FAR, WORDS);
        came(filter, 77, MessageKind.BOUNCE, 511, "bounce", test.address());
        came(filter + 1, 0, MessageKind.BOUNCE, 511, "bounce-unclear", test.address());

        assertEquals(State.UNDER_WAY, latest(3).state());
    }

    @Test
    void afterTenMinutesItIsLateAndMayStillComeBack() {
        SelfTest test = at(0).start(ANNA, FAR, WORDS);
        assertFalse(latest(599).isLate(NOW.plusSeconds(599)));
        assertTrue(latest(600).isLate(NOW.plusSeconds(600)));
        came(filter, 0, MessageKind.BOUNCE, 511, "bounce-unclear", test.address());
        assertEquals(State.HARD, latest(7200).state());
    }

    @Test
    void aRefusalAtOnceIsNoFailureOfTheRoute() {
        server.answer("550 5.1.1 No such user");
        SelfTest refused = at(0).start(ANNA, FAR, WORDS);
        assertEquals(State.REFUSED, refused.state());
        assertEquals("550 5.1.1 No such user", refused.said());
        assertEquals(State.REFUSED, latest(3).state());

        server.answer("554 5.7.1 Relay access denied");
        assertEquals(State.NOT_SENT, at(1).start(ANNA, FAR, WORDS).state());
        server.answer("451 4.3.0 Later");
        assertEquals(State.NOT_SENT, at(2).start(ANNA, FAR, WORDS).state());
    }

    @Test
    void withoutAMailServerItSaysSo() throws IOException {
        server.close();
        SelfTest test = at(0).start(ANNA, FAR, WORDS);
        assertEquals(State.NOT_SENT, test.state());
        assertFalse(test.said().isEmpty());
    }

    @Test
    void oneAtATimeAndSixAnHour() {
        at(0).start(ANNA, FAR, WORDS);
        assertEquals(
                "bouncecheck.selftest.error.running", problem(() -> at(5).start(ANNA, FAR, WORDS)));
        for (int i = 1; i < SelfTests.MOST_PER_HOUR; i++) {
            at(i * 600).start(ANNA, FAR, WORDS);
        }
        execute("UPDATE bounce_selftest_tbl SET state = 'HARD'");
        assertEquals(
                "bouncecheck.selftest.error.often",
                problem(() -> at(3599).start(ANNA, FAR, WORDS)));
        assertEquals(State.UNDER_WAY, at(3601).start(ANNA, FAR, WORDS).state());
        long sent = server.lines().stream().filter(l -> l.startsWith("RCPT")).count();
        assertEquals(SelfTests.MOST_PER_HOUR + 1, sent);
    }

    @Test
    void whatIsNoDomainGoesNowhere() {
        for (String bad :
                List.of(
                        "",
                        "localhost",
                        "a@b.example",
                        "far.example\r\nBcc: x@y.example",
                        "far.example> x",
                        "a.example,b.example",
                        "'\"<script>{{[agn",
                        "192.0.2.1",
                        "[192.0.2.1]",
                        "-a.example",
                        "x".repeat(100_000))) {
            assertEquals(
                    "bouncecheck.selftest.error.domain",
                    problem(() -> at(0).start(ANNA, bad, WORDS)),
                    bad);
        }
        assertTrue(server.lines().isEmpty());
        assertTrue(
                at(0).start(ANNA, "gärten.example", WORDS)
                        .address()
                        .endsWith("@xn--grten-gra.example"));
    }

    @Test
    void withoutAMailServerOfTheMachineItTakesARouteOfTheCompany() {
        RouteDraft fresh = RouteDraft.fresh();
        core.dispatch()
                .routes()
                .create(
                        ANNA,
                        new RouteDraft(
                                "Ours",
                                "127.0.0.1",
                                server.port(),
                                Security.NONE,
                                true,
                                "",
                                "",
                                "",
                                fresh.connections(),
                                fresh.singleConnections(),
                                fresh.rates(),
                                fresh.lifetimeHours()));
        assertEquals(State.UNDER_WAY, tests(0, false).start(ANNA, FAR, WORDS).state());
        execute("DELETE FROM smtp_route_tbl");
    }

    @Test
    void itSaysWhatIsMissing() {
        assertEquals(
                "bouncecheck.selftest.error.route",
                problem(() -> tests(0, false).start(ANNA, FAR, WORDS)));
        execute("UPDATE company_tbl SET mailloop_domain = '' WHERE company_id = 1");
        assertEquals(
                "bouncecheck.selftest.error.mailloop",
                problem(() -> at(0).start(ANNA, FAR, WORDS)));
        assertEquals(
                "bouncecheck.selftest.error.filter", problem(() -> at(0).start(otto, FAR, WORDS)));
        assertTrue(at(0).latest(ANNA).isEmpty());
    }

    @Test
    void nobodySeesTheTestOfAnotherCompanyOrWithoutTheRight() {
        at(0).start(ANNA, FAR, WORDS);
        assertTrue(at(1).latest(otto).isEmpty());
        assertEquals("", at(1).proposedDomain(otto));
        assertEquals(FAR, at(1).proposedDomain(ANNA));
        Actor looker =
                new Actor(
                        Actor.Kind.USER,
                        1,
                        "looker",
                        1,
                        Set.of("mailloop.show"),
                        Locale.ENGLISH,
                        ZoneOffset.UTC);
        assertThrows(NotPermitted.class, () -> at(1).latest(looker));
        assertThrows(NotPermitted.class, () -> at(1).start(looker, FAR, WORDS));
        assertThrows(NotPermitted.class, () -> at(1).proposedDomain(looker));
    }

    private SelfTest latest(int seconds) {
        return at(seconds).latest(ANNA).orElseThrow();
    }

    /** Each time another instance, as after a restart. */
    private SelfTests at(int seconds) {
        return tests(seconds, true);
    }

    private SelfTests tests(int seconds, boolean hasRoute) {
        Clock clock = Clock.fixed(NOW.plusSeconds(seconds), ZoneOffset.UTC);
        return new SelfTests(
                core.database(),
                new ActivityLog(clock),
                core.mailloop().directory(),
                core.mailloop().filters(),
                core.messages(),
                new SystemMails(
                        core.database(),
                        core.settings(),
                        new MailRoute("127.0.0.1", server.port(), "none", "", ""),
                        clock),
                new RouteDirectory(core.database(), core.home()),
                hasRoute,
                clock);
    }

    private long came(
            int rid, long customer, MessageKind kind, int dsn, String action, String body) {
        Instant received = NOW.plus(Duration.ofSeconds(1));
        byte[] raw =
                (body.startsWith("Content-") ? body : "Subject: x\n\n" + body + "\n")
                        .getBytes(StandardCharsets.US_ASCII);
        IncomingMessage message =
                new IncomingMessage(
                        0,
                        "selftest-" + ++number,
                        1,
                        rid,
                        received,
                        kind,
                        dsn,
                        0,
                        customer,
                        "mailer-daemon@far.example",
                        "reply_" + rid + "@loop.example",
                        "Undelivered",
                        "what it says",
                        action,
                        true,
                        "",
                        raw.length);
        return core.database()
                .inTransaction(tx -> core.messages().keep(tx, message, raw))
                .orElseThrow();
    }
}
