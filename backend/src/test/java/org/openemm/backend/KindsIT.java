package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.config.SystemCfg;
import org.openemm.delivery.Activations;
import org.openemm.delivery.ActiveMailing;
import org.openemm.delivery.Clearance;
import org.openemm.delivery.EventMails;
import org.openemm.delivery.MailsPerHour;
import org.openemm.delivery.Schedule;
import org.openemm.delivery.SendOptions;
import org.openemm.mailbox.StoredMessage;

/** Mailings that send themselves: on dates, at intervals, and when something happens. */
class KindsIT {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @TempDir private Path folder;
    private SendFixture fixture;
    private Backend backend;
    private final MovedClock clock = new MovedClock();
    private Activations activations;
    private EventMails events;

    @BeforeEach
    void open() throws IOException {
        fixture = new SendFixture(folder);
        activations =
                new Activations(
                        fixture.core.database(),
                        fixture.core.activityLog(),
                        fixture.core.mailingChecks()::requireSendable,
                        clock);
        events =
                new EventMails(
                        fixture.core.database(),
                        fixture.core.activityLog(),
                        fixture.core.targets()::expressionSql,
                        clock);
    }

    @AfterEach
    void close() {
        if (backend != null) {
            backend.close();
        }
        fixture.close();
    }

    @Test
    void aDateBasedMailingLeavesOnceADayAtItsHourAndCatchesUpAfterARestart() throws IOException {
        fixture.addRecipients(5);
        int mailing = mailing("Birthday", 2);
        clock.set(Instant.parse("2026-03-27T06:00:00Z"));
        assertThrows(InvalidInput.class, () -> activate(mailing));
        target(mailing, "cust.email < 'r3'");
        int job = activate(mailing);
        assertThrows(InvalidInput.class, () -> activate(mailing));
        assertEquals(
                Instant.parse("2026-03-27T08:00:00Z"), active(mailing).next(), "nine in Berlin");
        start();

        clock.set(Instant.parse("2026-03-27T08:00:01Z"));
        mails(2);
        SendFixture.await(() -> active(mailing).last() != null);
        assertEquals(Instant.parse("2026-03-28T08:00:00Z"), active(mailing).next());

        // Away over its hour; between the two days summer time begins in Berlin.
        backend.close();
        clock.set(Instant.parse("2026-03-29T11:00:00Z"));
        start();
        mails(4);
        SendFixture.await(
                () -> !active(mailing).next().equals(Instant.parse("2026-03-29T07:00:00Z")));
        assertEquals(Instant.parse("2026-03-30T07:00:00Z"), active(mailing).next());
        assertEquals(
                "1",
                fixture.value(
                        "SELECT genstatus FROM maildrop_status_tbl WHERE status_id = " + job));
        SendFixture.await(
                () ->
                        "4"
                                .equals(
                                        fixture.value(
                                                "SELECT SUM(no_of_mailings) FROM"
                                                        + " mailing_account_tbl")));

        activations.deactivate(SendFixture.ACTOR, mailing);
        clock.set(Instant.parse("2026-03-30T11:00:00Z"));
        assertThrows(InvalidInput.class, () -> activations.deactivate(SendFixture.ACTOR, mailing));
        assertTrue(activations.of(SendFixture.ACTOR, mailing).isEmpty());
        assertEquals(4, fixture.core.mailbox().count());
    }

    @Test
    void greetingsOfYesterdayThatCouldNotLeaveAreNotSentToday() throws IOException {
        fixture.addRecipients(3);
        int mailing = mailing("Birthday", 2);
        target(mailing, "TRUE");
        clock.set(Instant.parse("2026-05-05T06:00:00Z"));
        activate(mailing);
        fixture.core.sending().pause(SendFixture.ACTOR, mailing);
        start();
        clock.set(Instant.parse("2026-05-05T07:00:01Z"));
        SendFixture.await(() -> active(mailing).last() != null);

        clock.set(Instant.parse("2026-05-06T07:00:01Z"));
        SendFixture.await(
                () -> active(mailing).last().isAfter(Instant.parse("2026-05-06T00:00:00Z")));
        fixture.core.sending().resume(SendFixture.ACTOR, mailing);
        mails(3);

        try (var outdated = Files.walk(fixture.home.spool("OUTDATED"))) {
            assertEquals(1, outdated.filter(file -> file.toString().endsWith(".xml.gz")).count());
        }
    }

    @Test
    void mailsOfADayWithTooManyRecipientsWaitForAPerson() throws IOException {
        fixture.addRecipients(3);
        int mailing = mailing("Birthday", 2);
        target(mailing, "TRUE");
        clock.set(Instant.parse("2026-05-05T06:00:00Z"));
        activate(mailing);
        assertThrows(
                InvalidInput.class,
                () -> activations.limit(SendFixture.ACTOR, mailing, new Clearance(2, "nobody")));
        activations.limit(SendFixture.ACTOR, mailing, new Clearance(2, ""));
        start();
        clock.set(Instant.parse("2026-05-05T07:00:01Z"));
        SendFixture.await(() -> active(mailing).last() != null);
        assertTrue(active(mailing).held());
        assertEquals(0, fixture.core.mailbox().count());

        // Nobody came: those of the next day begin anew, and this time somebody lets them go.
        clock.set(Instant.parse("2026-05-06T07:00:01Z"));
        SendFixture.await(
                () -> active(mailing).last().isAfter(Instant.parse("2026-05-06T00:00:00Z")));
        assertTrue(active(mailing).held());
        activations.release(SendFixture.ACTOR, mailing);
        mails(3);
        assertFalse(active(mailing).held());
        assertThrows(InvalidInput.class, () -> activations.release(SendFixture.ACTOR, mailing));

        activations.limit(SendFixture.ACTOR, mailing, new Clearance(3, ""));
        clock.set(Instant.parse("2026-05-07T07:00:01Z"));
        mails(6);
    }

    @Test
    void mailsThatAreStillPutOffDoNotHoldUpThoseOfTheNextDay() throws IOException {
        fixture.addRecipients(3);
        int mailing = mailing("Birthday", 2);
        target(mailing, "TRUE");
        clock.set(Instant.parse("2026-05-05T06:00:00Z"));
        activate(mailing);
        try (SinkServer sink =
                new SinkServer(
                        true,
                        (verb, line) ->
                                verb.equals("RCPT") && line.contains("<r2@")
                                        ? "451 4.7.1 come back later"
                                        : null)) {
            fixture.settings("smtp-host = 127.0.0.1\nsmtp-port = " + sink.port());
            start();
            clock.set(Instant.parse("2026-05-05T07:00:01Z"));
            SendFixture.await(() -> sink.count() == 2);
            clock.set(Instant.parse("2026-05-06T07:00:01Z"));
            SendFixture.await(() -> sink.count() == 4);
            backend.close();
            backend = null;
        }
    }

    @Test
    void anIntervalMailingIsSentAgainAndNotedWithEachRecipient() throws IOException {
        fixture.addRecipients(2);
        int mailing = mailing("Weekly", 4);
        clock.set(Instant.parse("2026-06-01T06:00:00Z"));
        activations.activate(
                SendFixture.ACTOR,
                mailing,
                Schedule.of("Mo:0900", BERLIN),
                LocalDate.of(2026, 6, 2),
                SendOptions.now());
        assertEquals(Instant.parse("2026-06-08T07:00:00Z"), active(mailing).next());
        start();

        clock.set(Instant.parse("2026-06-08T07:00:01Z"));
        mails(2);
        clock.set(Instant.parse("2026-06-15T07:00:01Z"));
        mails(4);

        assertEquals("4", fixture.value("SELECT COUNT(*) FROM interval_track_1_tbl"));
        assertEquals("2", fixture.value("SELECT COUNT(*) FROM mailtrack_1_tbl"));
    }

    @Test
    void anIntervalMailingWithoutDatesIsSentWheneverAScriptAsksForIt() throws Exception {
        fixture.addRecipients(3);
        int mailing = mailing("Demand", 4);
        clock.set(Instant.parse("2026-06-01T06:00:00Z"));
        assertThrows(
                InvalidInput.class, () -> activations.activateOnDemand(SendFixture.ACTOR, mailing));
        target(mailing, "cust.email < 'r3'");
        int job = activations.activateOnDemand(SendFixture.ACTOR, mailing);
        assertTrue(active(mailing).schedule().isEmpty());
        start();
        assertEquals("-ERR: Mailing 99999 is not active on demand", get("/demand?99999"));
        assertEquals("-ERR: a number is missing", get("/demand?1%20OR%201"));
        assertEquals("+OK: pong", get("/ping"));
        clock.set(Instant.parse("2026-06-03T09:00:00Z"));

        assertEquals("+OK: Mailing " + mailing + " started", get("/demand?" + mailing));
        mails(2);
        SendFixture.await(() -> "1".equals(genstatus(job)));
        assertEquals("+OK: Mailing " + mailing + " started", get("/demand?" + mailing));
        mails(4);

        SendFixture.await(() -> "1".equals(genstatus(job)));
        assertEquals("4", fixture.value("SELECT COUNT(*) FROM interval_track_1_tbl"));
        sql("UPDATE mailing_tbl SET target_expression = '' WHERE mailing_id = " + mailing);
        assertTrue(get("/demand?" + mailing).startsWith("-ERR: "), "not to everybody");
        assertEquals("4", genstatus(job));
        assertEquals(4, fixture.core.mailbox().count());
    }

    private String genstatus(int job) {
        return fixture.value("SELECT genstatus FROM maildrop_status_tbl WHERE status_id = " + job);
    }

    private String get(String path) throws Exception {
        return java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(
                                                "http://127.0.0.1:" + fixture.xmlRpcPort + path))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString())
                .body()
                .strip();
    }

    @Test
    void anActionBasedMailLeavesWhileALongMailingIsOnItsWay() throws IOException {
        long first = fixture.addRecipients(2000);
        int bulk = fixture.mailing("Everybody");
        int welcome = mailing("Welcome", 1);
        activations.activate(SendFixture.ACTOR, welcome);
        start();
        fixture.core
                .sending()
                .world(
                        SendFixture.ACTOR,
                        bulk,
                        SendOptions.now().withSpeed(MailsPerHour.UP_TO_1000));
        SendFixture.await(() -> fixture.core.mailbox().count() >= 250);

        assertTrue(events.send(SendFixture.ACTOR, welcome, first, EventMails.Wish.now()));
        assertTrue(events.send(SendFixture.ACTOR, welcome, first, EventMails.Wish.now()));
        assertTrue(events.send(SendFixture.ACTOR, welcome, first + 1, EventMails.Wish.now()));
        SendFixture.await(() -> subjects().filter("Welcome"::equals).count() == 3);

        assertEquals("0", fixture.value("SELECT COUNT(*) FROM event_mail_tbl"));
        SendFixture.await(
                () ->
                        "3"
                                .equals(
                                        fixture.value(
                                                "SELECT SUM(no_of_mailings) FROM"
                                                    + " mailing_account_tbl WHERE status_field ="
                                                    + " 'E'")));
        assertEquals(
                "2",
                fixture.value(
                        "SELECT COUNT(*) FROM mailtrack_1_tbl WHERE mailing_id = " + welcome));
    }

    @Test
    void aDelayedMailIsForWhomItMayBeForWhenItIsDue() throws IOException {
        long first = fixture.addRecipients(3);
        int mailing = mailing("Later", 1);
        assertThrows(
                InvalidInput.class,
                () -> events.send(SendFixture.ACTOR, mailing, first, EventMails.Wish.now()));
        activations.activate(SendFixture.ACTOR, mailing);
        EventMails.Wish later = EventMails.Wish.now().after(Duration.ofHours(1));
        start();

        for (long customer = first; customer < first + 3; customer++) {
            assertTrue(events.send(SendFixture.ACTOR, mailing, customer, later));
        }
        status(first, 4);
        clock.set(clock.instant().plus(Duration.ofHours(1)).plusSeconds(1));
        mails(2);

        assertFalse(events.send(SendFixture.ACTOR, mailing, first, EventMails.Wish.now()));
        assertTrue(events.send(SendFixture.ACTOR, mailing, first, EventMails.Wish.now().to(1, 4)));
        mails(3);
        assertThrows(
                NotFound.class,
                () -> events.send(SendFixture.ACTOR, mailing, 987_654, EventMails.Wish.now()));
        assertThrows(
                NotFound.class,
                () -> events.send(Actor.system("other", 2), mailing, first, EventMails.Wish.now()));
        assertThrows(
                InvalidInput.class,
                () ->
                        events.send(
                                SendFixture.ACTOR,
                                mailing,
                                first,
                                later.after(Duration.ofDays(-1))));
    }

    @Test
    void anOrderThatWasClaimedBeforeACrashIsMadeOnce() throws IOException {
        long first = fixture.addRecipients(2);
        int mailing = mailing("Crash", 1);
        activations.activate(SendFixture.ACTOR, mailing);
        assertTrue(events.send(SendFixture.ACTOR, mailing, first, EventMails.Wish.now()));
        assertTrue(events.send(SendFixture.ACTOR, mailing, first + 1, EventMails.Wish.now()));
        start();
        mails(2);
        backend.close();

        // One whose package went out just before the process died, and one that was only claimed.
        String block =
                fixture.value(
                        "SELECT MIN(blocknr) FROM mailing_account_tbl WHERE status_field = 'E'");
        String host = fixture.value("SELECT MAX(mailer) FROM mailing_account_tbl");
        String columns =
                "INSERT INTO event_mail_tbl (company_id, mailing_id, customer_id, claimed_by,"
                        + " block) VALUES (1, ";
        sql(columns + mailing + ", " + first + ", '" + host + "', " + block + ")");
        sql(columns + mailing + ", " + (first + 1) + ", '" + host + "', 99999)");
        start();
        mails(3);

        SendFixture.await(() -> "0".equals(fixture.value("SELECT COUNT(*) FROM event_mail_tbl")));
        assertEquals(
                Set.of("r1@list.example", "r2@list.example"),
                fixture.core.mailbox().page("", 1, 10).messages().stream()
                        .map(StoredMessage::to)
                        .collect(Collectors.toSet()));
        assertEquals(3, fixture.core.mailbox().count());
    }

    private int activate(int mailing) {
        return activations.activate(
                SendFixture.ACTOR, mailing, Schedule.of("0900", BERLIN), null, SendOptions.now());
    }

    private ActiveMailing active(int mailing) {
        return activations.of(SendFixture.ACTOR, mailing).orElseThrow();
    }

    private int mailing(String subject, int type) {
        int id = fixture.mailing(subject);
        sql("UPDATE mailing_tbl SET mailing_type = " + type + " WHERE mailing_id = " + id);
        return id;
    }

    private void target(int mailing, String condition) {
        sql(
                "INSERT INTO dyn_target_tbl (company_id, target_shortname, target_sql, eql) VALUES"
                        + " (1, 'Group', '"
                        + condition.replace("'", "''")
                        + "', '')");
        sql(
                "UPDATE mailing_tbl SET target_expression = (SELECT MAX(target_id) FROM"
                        + " dyn_target_tbl) WHERE mailing_id = "
                        + mailing);
    }

    private void status(long customer, int status) {
        sql(
                "UPDATE customer_1_binding_tbl SET user_status = %d WHERE customer_id = %d"
                        .formatted(status, customer));
    }

    private void sql(String statement) {
        fixture.core.database().run(tx -> tx.sql().execute(statement));
    }

    private void mails(int count) {
        SendFixture.await(() -> fixture.core.mailbox().count() >= count);
        assertEquals(count, fixture.core.mailbox().count());
    }

    private java.util.stream.Stream<String> subjects() {
        return fixture.core.mailbox().page("", 1, 3000).messages().stream()
                .map(StoredMessage::subject);
    }

    private void start() throws IOException {
        backend = Backend.start(fixture.home, SystemCfg.read(fixture.home), clock);
    }

    /** Goes on by itself from wherever it is set. */
    private static final class MovedClock extends Clock {
        private volatile Duration moved = Duration.ZERO;

        void set(Instant now) {
            moved = Duration.between(Clock.systemUTC().instant(), now);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(moved);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(Clock.system(zone), moved);
        }
    }
}
