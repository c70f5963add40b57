package org.openemm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.InvalidInput;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.xmlback.PackageJson;
import org.openemm.config.SystemCfg;
import org.openemm.delivery.Distribution;
import org.openemm.delivery.Progress;
import org.openemm.delivery.SendOptions;
import org.openemm.rendering.MailingSnapshot;

/** Packages that leave while others are still being made: the promise holds, whatever happens. */
class GenerationIT {
    private static final int MANY = 20_000;
    private static final int SOME = 8_000;

    /** Of them. */
    private static final int HELD = 2_000;

    private static final int KILLS = 8;

    @TempDir private Path folder;
    private SendFixture fixture;
    private Backend backend;
    private Process process;
    private boolean mounted;

    @BeforeEach
    void prepare() throws IOException {
        fixture = new SendFixture(folder);
    }

    @AfterEach
    void end() throws Exception {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        fixture.releaseIfHeld();
        if (backend != null) {
            backend.close();
        }
        fixture.close();
        if (mounted) {
            run("umount", "-l", folder.resolve("var/spool").toString());
        }
    }

    @Test
    void killedAgainAndAgainEverybodyIsInOnePackageAndNobodyInTwo() throws IOException {
        long seed = Long.getLong("openemm.generation.seed", System.nanoTime());
        System.out.println("Generation test: repeat it with -Dopenemm.generation.seed=" + seed);
        Random random = new Random(seed);
        long first = fixture.addRecipients(MANY);
        for (int i = 1; i <= 5; i++) {
            fixture.setType("r" + i * 999 + "@list.example", i % 2 == 0 ? "A" : "T");
        }
        int mailing = fixture.mailing("Killed");
        stopSending();
        startProcess();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());

        for (int kill = 0; kill < KILLS; kill++) {
            int at = MANY * kill / KILLS + random.nextInt(MANY / KILLS);
            SendFixture.await(() -> progress(mailing).generated() >= at);
            LockSupport.parkNanos(random.nextInt(5_000_000));
            process.destroyForcibly().onExit().join();
            System.out.printf(
                    "Generation test: killed at %d, the checkpoint says %d%n",
                    at, progress(mailing).generated());
            startProcess();
        }
        SendFixture.await(() -> "3".equals(status(mailing)));

        Set<MailingSnapshot> mailings = new HashSet<>();
        assertEquals(LongStream.range(first, first + MANY).boxed().toList(), inPackages(mailings));
        assertEquals(1, mailings.size(), "all packages hold the same frozen mailing");
        assertEquals(1, files(PackageName.FINAL).size());
        SendFixture.await(() -> files(PackageName.BEGUN).isEmpty());
        assertEquals(MANY, progress(mailing).generated());
        assertEquals(MANY, progress(mailing).total());
        assertEquals("" + MANY, fixture.value("SELECT COUNT(*) FROM mailtrack_1_tbl"));
        assertEquals("0", fixture.value("SELECT COUNT(*) FROM generation_tbl"));
        assertEquals("0", fixture.value("SELECT COUNT(*) FROM generation_other_tbl"));
    }

    @Test
    void theFirstMailsLeaveWhileTheRestIsStillMade() throws Exception {
        int mailing = begunAndHeld();

        SendFixture.await(() -> fixture.core.mailbox().count() > 0);
        assertEquals("2", status(mailing));
        SendFixture.await(() -> progress(mailing).distribution() == Distribution.SENDING);
        assertTrue(progress(mailing).generated() < SOME);
        SendFixture.await(() -> progress(mailing).total() == SOME);
        fixture.release();
        SendFixture.await(() -> progress(mailing).distribution() == Distribution.SENT);

        assertEquals(SOME, recipients().size());
        assertEquals(SOME, fixture.core.mailbox().count());
        assertEquals(SOME, progress(mailing).sent());
        assertEquals(
                "1",
                fixture.value("SELECT COUNT(*) FROM notification_tbl WHERE kind = 'MAILING_SENT'"));
    }

    @Test
    void whoeverStopsItMeanwhileIsToldWhatLeftAndNothingFollows() throws Exception {
        int mailing = begunAndHeld();
        SendFixture.await(() -> fixture.core.mailbox().count() > 0);

        fixture.core.sending().stop(SendFixture.ACTOR, mailing);
        fixture.release();
        SendFixture.await(() -> files("").isEmpty());

        SendFixture.await(() -> progress(mailing).sent() == fixture.core.mailbox().count());
        Progress progress = progress(mailing);
        assertEquals(Distribution.CANCELLED, progress.distribution());
        assertTrue(progress.sent() > 0 && progress.sent() < SOME, progress.toString());
        assertEquals(progress.sent(), recipients().size());
        assertThrows(
                InvalidInput.class,
                () -> fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now()));
        backend.close();
        backend = start();
        assertEquals(progress.sent(), fixture.core.mailbox().count());
        assertEquals("0", fixture.value("SELECT COUNT(*) FROM generation_tbl"));
    }

    @Test
    void whoeverDeletesTheFilesOfTheMailingEndsWhatIsStillMade() throws Exception {
        stopSending();
        int mailing = begunAndHeld();
        SendFixture.await(() -> !files(PackageName.STAMP).isEmpty());

        for (Path file : files("")) {
            if (file.getFileName().toString().contains("W" + mailing + "=")) {
                Files.deleteIfExists(file);
            }
        }
        fixture.release();
        SendFixture.await(() -> "4".equals(status(mailing)));
        Files.delete(folder.resolve("var/run/pickdist.stopped"));
        SendFixture.await(
                () -> files(PackageName.PACKAGE).isEmpty() && files(PackageName.BEGUN).isEmpty());

        assertEquals(Distribution.CANCELLED, progress(mailing).distribution());
        assertEquals(0, fixture.core.mailbox().count());
    }

    @Test
    void whereDuplicatesAreLeftOutNothingLeavesBeforeAllIsMade() throws Exception {
        fixture.addRecipients(SOME);
        int mailing = fixture.mailing("Without duplicates");
        sql(
                "UPDATE mailing_mt_tbl SET param = CONCAT(param, ', remove_dups=\"true\"') WHERE"
                        + " mailing_id = "
                        + mailing);
        fixture.hold(HELD);
        backend = start();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());

        SendFixture.await(() -> files(PackageName.PACKAGE).size() > 5);
        SendFixture.await(() -> progress(mailing).generated() > 0);
        assertTrue(files(PackageName.STAMP).isEmpty());
        fixture.release();
        SendFixture.await(() -> progress(mailing).distribution() == Distribution.SENT);

        assertEquals(SOME, recipients().size());
    }

    @Test
    void aFullDiskMakesItWaitSayWhyAndGoOn() throws Exception {
        assumeTrue(isRoot(), "skipped: only root can mount a small disk");
        Path spool = Files.createDirectories(folder.resolve("var/spool"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m,mode=0755", "tmpfs", spool.toString())
                        == 0,
                "skipped: a small disk cannot be mounted here");
        mounted = true;
        stopSending();
        long first = fixture.addRecipients(MANY);
        int mailing = fixture.mailing("Full");
        backend = start();

        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        SendFixture.await(() -> progress(mailing).waiting().isPresent());
        String reason = progress(mailing).waiting().orElseThrow();
        assertTrue(reason.contains("No space left"), reason);
        long before = progress(mailing).generated();
        assertTrue(before > 0 && before < MANY, "generated " + before);
        assertEquals(0, run("mount", "-o", "remount,size=64m", spool.toString()));
        SendFixture.await(() -> "3".equals(status(mailing)));
        String now = progress(mailing).waiting().orElse("");
        assertFalse(now.contains("No space left"), now);

        assertEquals(
                LongStream.range(first, first + MANY).boxed().toList(),
                inPackages(new HashSet<>()));
        assertEquals("" + MANY, fixture.value("SELECT COUNT(*) FROM mailtrack_1_tbl"));
    }

    /** Everybody in the packages, all of which may be sent. */
    private List<Long> inPackages(Set<MailingSnapshot> mailings) throws IOException {
        List<Long> ids = new ArrayList<>();
        for (Path file : files(PackageName.PACKAGE)) {
            String base = file.toString().replace(PackageName.PACKAGE, "");
            assertTrue(Files.exists(Path.of(base + PackageName.STAMP)), base);
            try (PackageReader reader = new PackageReader(file)) {
                mailings.add(PackageJson.readMailing(reader.snapshotJson()));
                for (var next = reader.next(); next != null; next = reader.next()) {
                    ids.add(next.customerId());
                }
            }
        }
        ids.sort(null);
        return ids;
    }

    /** A mailing of which packages have left and whose others cannot leave for the moment. */
    private int begunAndHeld() throws Exception {
        fixture.addRecipients(SOME);
        int mailing = fixture.mailing("Held");
        fixture.hold(HELD);
        backend = start();
        fixture.core.sending().world(SendFixture.ACTOR, mailing, SendOptions.now());
        return mailing;
    }

    private void stopSending() throws IOException {
        Files.createDirectories(folder.resolve("var/run"));
        Files.createFile(folder.resolve("var/run/pickdist.stopped"));
    }

    private Backend start() throws IOException {
        return Backend.start(fixture.home, SystemCfg.read(fixture.home), Clock.systemDefaultZone());
    }

    private void startProcess() throws IOException {
        process = fixture.startBackend();
    }

    private List<Path> files(String ending) {
        try (Stream<Path> files = Files.list(fixture.home.meta())) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> file.getFileName().toString().startsWith("AgnMail"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Set<String> recipients() {
        Set<String> addresses = new HashSet<>();
        fixture.core
                .mailbox()
                .page("", 1, 10 * SOME)
                .messages()
                .forEach(m -> addresses.add(m.to()));
        return addresses;
    }

    private String status(int mailing) {
        return fixture.value(
                "SELECT genstatus FROM maildrop_status_tbl WHERE status_field = 'W' AND mailing_id"
                        + " = "
                        + mailing);
    }

    private Progress progress(int mailing) {
        return fixture.core.sending().progress(SendFixture.ACTOR, mailing);
    }

    private void sql(String statement) {
        fixture.core.database().run(tx -> tx.sql().execute(statement));
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
