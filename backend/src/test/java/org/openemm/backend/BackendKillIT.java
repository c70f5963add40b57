package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.backend.smtp.SinkServer;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.SendOptions;

/**
 * The promise of sending: whatever is killed when, everybody gets the mailing, and nobody twice
 * except at most the mail in flight on each connection.
 */
class BackendKillIT {
    private static final int RECIPIENTS = 20_000;
    private static final int CONNECTIONS = 4;
    private static final int KILLS_WHILE_GENERATING = 1;
    private static final int KILLS_WHILE_SENDING = 3;

    @TempDir private Path folder;
    private SendFixture fixture;
    private SinkServer sink;
    private Process backend;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new SendFixture(folder);
        sink = new SinkServer(true, (verb, line) -> null);
        fixture.settings(
                "smtp-host = 127.0.0.1\nsmtp-port = %d\nsmtp-connections = %d"
                        .formatted(sink.port(), CONNECTIONS));
    }

    @AfterEach
    void end() throws IOException {
        if (backend != null) {
            backend.destroyForcibly().onExit().join();
        }
        sink.close();
        fixture.close();
    }

    @Test
    void killedInTheMiddleEverybodyGetsTheMailingAndNobodyTwice() throws IOException {
        long seed = Long.getLong("openemm.kill.seed", System.nanoTime());
        System.out.println("Kill test: repeat it with -Dopenemm.kill.seed=" + seed);
        Random random = new Random(seed);
        fixture.addRecipients(RECIPIENTS);
        int mailing = fixture.mailing("Killed");
        startBackend();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());

        for (int kill = 0; kill < KILLS_WHILE_GENERATING; kill++) {
            int at = 1 + random.nextInt(RECIPIENTS / 2);
            SendFixture.await(
                    () ->
                            fixture.core.sending().progress(SendFixture.ACTOR, mailing).generated()
                                    >= at);
            killBackend("while generating, at " + at);
            startBackend();
        }
        for (int kill = 1; kill <= KILLS_WHILE_SENDING; kill++) {
            int part = RECIPIENTS / (KILLS_WHILE_SENDING + 1);
            int at = part * kill - random.nextInt(part / 2);
            SendFixture.await(() -> sink.count() >= at);
            LockSupport.parkNanos(random.nextInt(3_000_000));
            killBackend("while sending, at " + sink.count());
            startBackend();
        }
        SendFixture.await(
                () ->
                        fixture.core.sending().progress(SendFixture.ACTOR, mailing).distribution()
                                == Distribution.SENT);

        Map<String, Integer> got = new HashMap<>();
        for (SinkServer.Received mail : sink.received()) {
            got.merge(mail.to(), 1, Integer::sum);
        }
        List<String> missing =
                IntStream.rangeClosed(1, RECIPIENTS)
                        .mapToObj(i -> "r" + i + "@list.example")
                        .filter(to -> !got.containsKey(to))
                        .toList();
        TreeSet<String> twice =
                got.entrySet().stream()
                        .filter(entry -> entry.getValue() > 1)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
        System.out.println("Kill test: missing " + missing.size() + ", twice " + twice);
        assertEquals(List.of(), missing);
        assertTrue(twice.size() <= KILLS_WHILE_SENDING * CONNECTIONS, "twice: " + twice);
        assertTrue(got.values().stream().allMatch(times -> times <= 1 + KILLS_WHILE_SENDING));
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

    private void startBackend() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Backend.class.getName());
        builder.environment().put("OPENEMM_HOME", folder.toString());
        backend = builder.inheritIO().start();
    }

    private void killBackend(String when) {
        System.out.println("Kill test: kill -9 " + when);
        assertTrue(backend.isAlive(), "the backend ended by itself");
        backend.destroyForcibly().onExit().join();
    }
}
