package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.smtp.RecordingSink;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.config.SystemCfg;
import org.openemm.delivery.SendOptions;
import org.openemm.delivery.WaitingMails;
import org.openemm.testsupport.TestDatabase;

/**
 * What sending needs is away for longer than any pause between two attempts: it waits, says why,
 * and goes on by itself; nobody is left out and nobody gets his mail twice. With {@code
 * -Dopenemm.outage.seconds=120} the outages last two minutes.
 */
class OutageIT {
    private static final int RECIPIENTS = 10_000;
    private static final Duration OUTAGE =
            Duration.ofSeconds(Long.getLong("openemm.outage.seconds", 12));
    private static final int PAGE = 4096;

    @TempDir private Path folder;
    private SendFixture fixture;
    private RecordingSink receiver;
    private SinkServer sink;
    private Backend backend;
    private boolean mounted;

    @AfterEach
    void end() throws Exception {
        if (backend != null) {
            backend.close();
        }
        if (receiver != null) {
            receiver.close();
        }
        if (sink != null) {
            sink.close();
        }
        if (fixture != null) {
            fixture.close();
        }
        if (mounted) {
            run("umount", "-l", folder.resolve("var/spool").toString());
        }
    }

    @Test
    void whileTheDatabaseIsAwaySendingWaitsAndGoesOnByItself() throws Exception {
        fixture = new SendFixture(folder, TestDatabase.createWithServer());
        receiver = new RecordingSink(folder.resolve("received"));
        route(receiver.port(), 500);
        fixture.addRecipients(RECIPIENTS);
        int mailing = fixture.mailing("Away");
        fixture.hold(RECIPIENTS / 2);
        backend = start();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(() -> received() > 100);
        assertEquals("2", fixture.value("SELECT genstatus FROM maildrop_status_tbl"));

        long begun = System.nanoTime();
        fixture.database.kill();
        SendFixture.await(() -> status().contains("\nwaits: bulk: The database does not answer"));
        long waiting = received();
        System.out.printf("Outage test: the database is away, %d mails left%n", waiting);
        assertTrue(waiting < RECIPIENTS, "all are sent already");
        SendFixture.await(() -> System.nanoTime() - begun > OUTAGE.toNanos());
        assertEquals(waiting, received(), "something left");
        fixture.database.restart();
        SendFixture.await(() -> fixture.isSent(mailing));

        fixture.assertEveryoneOnce(RECIPIENTS, receiver.recipients(), mailing);
        SendFixture.await(() -> outages(mailing).size() == 1);
        WaitingMails.Outage outage = outages(mailing).get(0);
        Duration length = Duration.between(outage.from(), outage.to());
        assertTrue(length.compareTo(OUTAGE.minusSeconds(2)) > 0, "told as " + length);
        assertEquals("running", status());
    }

    @Test
    void aRelayThatIsBusyIsLeftAloneAndGetsTheRestLater() throws Exception {
        fixture = new SendFixture(folder);
        AtomicBoolean busy = new AtomicBoolean();
        AtomicInteger refusals = new AtomicInteger();
        sink =
                new SinkServer(
                        true,
                        (verb, line) -> {
                            if (!busy.get() || verb.equals("EHLO") || verb.equals("QUIT")) {
                                return null;
                            }
                            refusals.incrementAndGet();
                            return "421 4.3.2 Too busy, try again later";
                        });
        route(sink.port(), 1000);
        fixture.addRecipients(RECIPIENTS);
        int mailing = fixture.mailing("Busy");
        backend = start();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(() -> sink.count() > 500);

        long begun = System.nanoTime();
        busy.set(true);
        SendFixture.await(() -> !waits(mailing).isEmpty());
        int waiting = sink.count();
        assertTrue(waiting < RECIPIENTS, "all are sent already");
        WaitingMails.Wait wait = waits(mailing).get(0);
        assertEquals(WaitingMails.Reason.ROUTE, wait.reason());
        assertTrue(wait.answer().contains("421 4.3.2 Too busy"), wait.answer());
        assertTrue(wait.next() != null, "nobody knows when it is tried again");
        String status = status();
        assertTrue(status.contains("\nwaits: bulk: 127.0.0.1:" + sink.port()), status);
        SendFixture.await(() -> System.nanoTime() - begun > OUTAGE.toNanos());
        assertEquals(waiting, sink.count(), "something left");
        System.out.printf("Outage test: %d attempts while the relay was busy%n", refusals.get());
        assertTrue(refusals.get() < 100, "it was asked " + refusals.get() + " times");
        busy.set(false);
        SendFixture.await(() -> fixture.isSent(mailing));

        fixture.assertEveryoneOnce(RECIPIENTS, sink.recipients(), mailing);
        SendFixture.await(() -> waits(mailing).isEmpty());
    }

    @Test
    void whatCannotBeWrittenDownIsNotSent() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "skipped: only root can mount a small disk");
        Path spool = Files.createDirectories(folder.resolve("var/spool"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0755", "tmpfs", spool.toString())
                        == 0,
                "skipped: a small disk cannot be mounted here");
        mounted = true;
        fixture = new SendFixture(folder);
        sink = new SinkServer(true, (verb, line) -> null);
        route(sink.port(), 0);
        fixture.core
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO company_info_tbl (company_id, cname,"
                                                    + " cvalue) VALUES (1, 'block-size', '2000')"));
        fixture.addRecipients(RECIPIENTS);
        int mailing = fixture.mailing("Full");
        fixture.pickdist("stop");
        backend = start();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(
                () -> "3".equals(fixture.value("SELECT genstatus FROM maildrop_status_tbl")));

        Path ballast = spool.resolve("ballast");
        fill(ballast, 4);
        fixture.pickdist("start");
        // At first it may still be told that sending had been stopped.
        SendFixture.await(
                () ->
                        waits(mailing).stream()
                                .anyMatch(wait -> wait.reason() == WaitingMails.Reason.DISK));
        WaitingMails.Wait wait = waits(mailing).get(0);
        assertTrue(wait.answer().contains("No space left"), wait.answer());
        String status = status();
        assertTrue(status.contains("\nwaits: bulk: What is sent cannot be written down"), status);
        int waiting = sink.count();
        System.out.printf("Outage test: the disk is full, %d mails left%n", waiting);
        assertTrue(waiting > 0 && waiting < RECIPIENTS, waiting + " mails left");
        assertEquals(Set.of(), unrecorded());
        long begun = System.nanoTime();
        SendFixture.await(() -> System.nanoTime() - begun > Duration.ofSeconds(3).toNanos());
        assertEquals(waiting, sink.count(), "something left");
        Files.delete(ballast);
        SendFixture.await(() -> fixture.isSent(mailing));

        fixture.assertEveryoneOnce(RECIPIENTS, sink.recipients(), mailing);
        assertFalse(Files.exists(spool.resolve("RECOVER")), "a package was taken out");
        SendFixture.await(() -> waits(mailing).isEmpty());
    }

    /** Fills the disk but for a few pages. */
    private static void fill(Path ballast, int pages) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            byte[] page = new byte[PAGE];
            try {
                while (true) {
                    file.write(page);
                }
            } catch (IOException e) {
                file.setLength(file.length() / PAGE * PAGE - (long) pages * PAGE);
            }
        }
    }

    /** Recipients who got a mail of which not even the beginning is on record. */
    private Set<String> unrecorded() throws IOException {
        Set<String> ids;
        try (Stream<Path> files = Files.list(fixture.home.incoming())) {
            ids =
                    files.filter(file -> file.toString().endsWith(".SYNC"))
                            .flatMap(OutageIT::lines)
                            .filter(line -> line.startsWith("B;"))
                            .map(line -> line.substring(2))
                            .collect(Collectors.toSet());
        }
        long first =
                Long.parseLong(
                        fixture.value(
                                "SELECT customer_id FROM customer_1_tbl WHERE email ="
                                        + " 'r1@list.example'"));
        return sink.recipients().stream()
                .filter(
                        to -> {
                            String number = to.substring(1, to.indexOf('@'));
                            return !ids.contains("" + (first - 1 + Long.parseLong(number)));
                        })
                .collect(Collectors.toSet());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void route(int port, int perSecond) throws IOException {
        fixture.settings(
                "smtp-host = 127.0.0.1\nsmtp-port = %d\nsmtp-connections = 4\nsmtp-mails-per-second = %d"
                        .formatted(port, perSecond));
    }

    private Backend start() throws IOException {
        return Backend.start(fixture.home, SystemCfg.read(fixture.home), Clock.systemDefaultZone());
    }

    private long received() {
        try {
            return receiver.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String status() {
        try {
            return fixture.pickdist("status");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<WaitingMails.Wait> waits(int mailing) {
        return new WaitingMails(fixture.core.database()).of(SendFixture.ACTOR, mailing);
    }

    private List<WaitingMails.Outage> outages(int mailing) {
        return new WaitingMails(fixture.core.database()).outages(SendFixture.ACTOR, mailing);
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
