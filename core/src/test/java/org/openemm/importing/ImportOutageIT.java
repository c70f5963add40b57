package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.testsupport.TestDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports whose database or process is killed at any moment: afterwards each row is there once. */
class ImportOutageIT {
    private static final Logger LOG = LoggerFactory.getLogger(ImportOutageIT.class);
    private static final Actor ANNA = Actor.system("anna", 1);
    private static final int ROWS = 110_000;

    @TempDir static Path folder;

    private static final long SEED = Long.getLong("openemm.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);

    private static TestDatabase database;

    @BeforeAll
    static void start() {
        LOG.info("Seed {}: repeat with -Dopenemm.seed={}", SEED, SEED);
        database = TestDatabase.createWithServer();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void nobody() {
        try (Core core = open()) {
            execute(core, "DELETE FROM customer_1_binding_tbl");
            execute(core, "DELETE FROM customer_1_tbl");
        }
    }

    @Test
    void theDatabaseIsKilledWhileFilesAreCheckedAndWritten() {
        try (Core core = open()) {
            int list = core.mailinglists().create(ANNA, "Outage " + SEED, "");
            long id = upload(core, list);
            core.imports().check(ANNA, id);
            killAndRestart(1500);
            await(core, id, ImportState.CHECKED);
            assertEquals(0, count(core, "customer_1_tbl"));
            core.imports().start(ANNA, id);
            killAndRestart(2500);
            killAndRestart(2500);
            assertWhole(core, await(core, id, ImportState.DONE));
        }
    }

    @Test
    void theProcessIsKilledWhileItWrites() throws Exception {
        long id;
        try (Core core = open()) {
            int list = core.mailinglists().create(ANNA, "Killed " + SEED, "");
            id = upload(core, list);
            core.imports().check(ANNA, id);
            await(core, id, ImportState.CHECKED);
        }
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ImportOutageIT.class.getName(),
                                database.url(),
                                folder.toString(),
                                String.valueOf(id))
                        .inheritIO()
                        .start();
        try (Core core = open()) {
            // Somewhere between its first row and its last one.
            while (count(core, "recipient_import_block_tbl WHERE import_id = " + id) == 0) {
                assertTrue(process.isAlive());
                LockSupport.parkNanos(1_000_000);
            }
            LockSupport.parkNanos(RANDOM.nextInt(1200) * 1_000_000L);
            process.destroyForcibly().waitFor();
            execute(
                    core,
                    "UPDATE recipient_import_tbl SET change_date = '2026-01-01' WHERE import_id = "
                            + id);
            core.imports().startWatching();
            assertWhole(core, await(core, id, ImportState.DONE));
        }
    }

    @Test
    void theSameFileTwiceAtOnceAddsEverybodyOnce() {
        try (Core core = open()) {
            int list = core.mailinglists().create(ANNA, "Twice " + SEED, "");
            long one = upload(core, list);
            long other = upload(core, list);
            core.imports().check(ANNA, one);
            core.imports().check(ANNA, other);
            await(core, one, ImportState.CHECKED);
            await(core, other, ImportState.CHECKED);
            core.imports().start(ANNA, one);
            core.imports().start(ANNA, other);
            long inserted =
                    await(core, one, ImportState.DONE).numbers().inserted()
                            + await(core, other, ImportState.DONE).numbers().inserted();
            assertEquals(ROWS, inserted);
            assertEquals(ROWS, count(core, "customer_1_tbl"));
            assertEquals(ROWS, count(core, "customer_1_binding_tbl"));
        }
    }

    /** The process that is killed: goes on with one import. */
    public static void main(String[] arguments) throws Exception {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(arguments[0]);
        pool.setUsername("root");
        pool.setPassword("");
        try (Core core =
                Core.open(pool, new Home(Path.of(arguments[1])), Clock.systemDefaultZone())) {
            core.imports().start(ANNA, Long.parseLong(arguments[2]));
            Thread.currentThread().join();
        }
    }

    private static Core open() {
        return Core.open(database.dataSource(), new Home(folder), Clock.systemDefaultZone());
    }

    private static long upload(Core core, int list) {
        StringBuilder text = new StringBuilder("email;firstname\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("p").append(i).append("@example.com;Person ").append(i).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        long id = core.imports().upload(ANNA, "people.csv", new ByteArrayInputStream(bytes));
        core.imports()
                .configure(
                        ANNA,
                        id,
                        core.imports().get(ANNA, id).settings().withMailinglists(List.of(list)));
        return id;
    }

    private static void killAndRestart(int withinMillis) {
        LockSupport.parkNanos(RANDOM.nextInt(withinMillis) * 1_000_000L);
        database.kill();
        LockSupport.parkNanos(RANDOM.nextInt(3000) * 1_000_000L);
        database.restart();
    }

    private static void assertWhole(Core core, Import done) {
        assertEquals(ROWS, done.numbers().inserted(), done::toString);
        assertEquals(ROWS, done.numbers().bound(), done::toString);
        assertEquals(ROWS, count(core, "customer_1_tbl"));
        assertEquals(ROWS, count(core, "customer_1_binding_tbl"));
        assertEquals(ROWS, count(core, "(SELECT DISTINCT email FROM customer_1_tbl) people"));
    }

    private static Import await(Core core, long id, ImportState state) {
        long deadline = System.nanoTime() + 300_000_000_000L;
        while (true) {
            try {
                Import now = core.imports().get(ANNA, id);
                if (now.state() == state) {
                    return now;
                }
                assertTrue(now.state() != ImportState.FAILED, now::toString);
            } catch (RuntimeException e) {
                LOG.info("The database is away: {}", e.getMessage());
            }
            assertTrue(System.nanoTime() < deadline, "seed " + SEED);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static long count(Core core, String table) {
        return core.database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery("SELECT COUNT(*) FROM " + table)
                                        .mapTo(Long.class)
                                        .one());
    }

    private static void execute(Core core, String sql) {
        core.database().run(tx -> tx.sql().execute(sql));
    }
}
