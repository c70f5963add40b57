package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.smtp.RecordingSink;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.SendOptions;
import org.openemm.testsupport.TestDatabase;

/**
 * The promise of sending: backend, MariaDB and the receiving server are killed again and again
 * while one mailing is generated and sent. Everybody gets it, and nobody twice except at most the
 * mail in flight on each connection.
 */
class CrashIT {
    private static final int RECIPIENTS = 20_000;
    private static final int CONNECTIONS = 4;
    private static final int KILLS = 20;

    /** Slow enough for every kill to hit while mails are leaving, however fast the backend is. */
    private static final Duration PER_MAIL = Duration.ofMillis(5);

    @TempDir private Path folder;
    private SendFixture fixture;
    private RecordingSink receiver;
    private Process backend;

    private enum Victim {
        BACKEND,
        DATABASE,
        RECEIVER
    }

    @BeforeEach
    void prepare() throws IOException {
        fixture = new SendFixture(folder, TestDatabase.createWithServer());
        receiver = new RecordingSink(folder.resolve("received"), PER_MAIL);
        fixture.settings(
                "smtp-host = 127.0.0.1\nsmtp-port = %d\nsmtp-connections = %d"
                        .formatted(receiver.port(), CONNECTIONS));
    }

    @AfterEach
    void end() {
        if (backend != null) {
            backend.destroyForcibly().onExit().join();
        }
        receiver.close();
        fixture.close();
    }

    @Test
    void whateverIsKilledWhenEverybodyGetsTheMailingAndNobodyTwice() throws IOException {
        long seed = Long.getLong("openemm.crash.seed", System.nanoTime());
        System.out.println("Crash test: repeat it with -Dopenemm.crash.seed=" + seed);
        Random random = new Random(seed);
        fixture.addRecipients(RECIPIENTS);
        int mailing = fixture.mailing("Crash");
        startBackend();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());

        long generated = 1L + random.nextInt(RECIPIENTS / 2);
        SendFixture.await(
                () ->
                        fixture.core.sending().progress(SendFixture.ACTOR, mailing).generated()
                                >= generated);
        int inFlight = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
            if (kill > 0) {
                int part = RECIPIENTS / (KILLS + 1);
                int at = part * kill - random.nextInt(part / 2);
                SendFixture.await(() -> received() >= at);
                LockSupport.parkNanos(random.nextInt(3_000_000));
            }
            System.out.printf("Crash test: %s at %d of %d%n", victim, received(), RECIPIENTS);
            strike(victim);
            inFlight += victim == Victim.DATABASE ? 0 : CONNECTIONS;
        }
        SendFixture.await(() -> isSent(mailing));

        Map<String, Long> got =
                receiver.recipients().stream()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        List<String> missing =
                IntStream.rangeClosed(1, RECIPIENTS)
                        .mapToObj(i -> "r" + i + "@list.example")
                        .filter(to -> !got.containsKey(to))
                        .toList();
        long extra = received() - got.size();
        System.out.println("Crash test: missing " + missing.size() + ", in excess " + extra);
        assertEquals(List.of(), missing);
        assertEquals(RECIPIENTS, got.size());
        assertTrue(
                extra <= inFlight, extra + " mails too many, in flight were at most " + inFlight);
        assertEquals(List.of(), twiceWithoutNotice(got, mailing), "twice, and nobody is told");
        assertEquals(
                "" + RECIPIENTS,
                fixture.value(
                        "SELECT SUM(no_of_mailings) FROM mailing_account_tbl WHERE mailing_id = "
                                + mailing));
        assertEquals(
                RECIPIENTS + "/" + RECIPIENTS,
                fixture.value(
                        "SELECT CONCAT(COUNT(*), '/', COUNT(DISTINCT customer_id)) FROM"
                                + " success_1_tbl"));
        assertEquals("" + RECIPIENTS, fixture.value("SELECT COUNT(*) FROM mailtrack_1_tbl"));
    }

    /** Recipients who got more mails than those that are on record as uncertain explain. */
    private List<String> twiceWithoutNotice(Map<String, Long> got, int mailing) {
        Map<String, Long> uncertain =
                fixture
                        .core
                        .database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        """
                                                        SELECT c.email FROM delivery_uncertain_tbl u
                                                          JOIN customer_1_tbl c USING (customer_id)
                                                         WHERE u.mailing_id = :mailing
                                                        """)
                                                .bind("mailing", mailing)
                                                .mapTo(String.class)
                                                .list())
                        .stream()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        System.out.println("Crash test: uncertain " + uncertain.size());
        return got.entrySet().stream()
                .filter(entry -> entry.getValue() > 1 + uncertain.getOrDefault(entry.getKey(), 0L))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void strike(Victim victim) throws IOException {
        switch (victim) {
            case BACKEND -> {
                assertTrue(backend.isAlive(), "the backend ended by itself");
                backend.destroyForcibly().onExit().join();
                startBackend();
            }
            case DATABASE -> {
                fixture.database.kill();
                fixture.database.restart();
            }
            case RECEIVER -> {
                receiver.kill();
                receiver.restart();
            }
        }
    }

    private long received() {
        try {
            return receiver.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isSent(int mailing) {
        return fixture.core.sending().progress(SendFixture.ACTOR, mailing).distribution()
                == Distribution.SENT;
    }

    private void startBackend() throws IOException {
        backend = fixture.startBackend();
    }
}
