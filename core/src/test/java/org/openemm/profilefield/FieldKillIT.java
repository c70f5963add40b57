package org.openemm.profilefield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.profilefield.ProfileFieldDraft.Options;
import org.openemm.testsupport.TestDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process dies while it changes a column of many recipients; the next one ends its work. */
class FieldKillIT {
    private static final Logger LOG = LoggerFactory.getLogger(FieldKillIT.class);
    private static final Actor ANNA = Actor.system("anna", 1);
    private static final int MANY = Integer.getInteger("recipients", 100_000);
    private static final int KILLS = 4;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long SEED = Long.getLong("openemm.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);

    @TempDir static Path folder;
    private static TestDatabase database;

    @BeforeAll
    static void manyRecipients() {
        LOG.info("Seed {}: repeat with -Dopenemm.seed={}", SEED, SEED);
        database = TestDatabase.create();
        try (Core core = open()) {
            execute(
                    core,
                    "INSERT INTO customer_1_tbl (email, firstname, gender, bounceload) SELECT"
                            + " CONCAT('p', seq, '@example.com'), 'x', 2, 0 FROM seq_1_to_"
                            + MANY);
            core.profileFields().create(ANNA, field(50));
            execute(core, "UPDATE customer_1_tbl SET town = CONCAT('Town ', customer_id)");
        }
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /** To a shorter text: copied block by block beside the column that is in use. */
    @Test
    void whateverMomentItIsTheTableIsUsableAndTheChangeComesToItsEnd() throws Exception {
        Process process = changer("20");
        try (Core core = open()) {
            for (int kill = 0; kill < KILLS; kill++) {
                // Somewhere in the copy, later each time; once it is over there is nothing to kill.
                int percent = 25 * kill + RANDOM.nextInt(20);
                while (percent(core) < percent && process.isAlive() && isGoingOn(core)) {
                    LockSupport.parkNanos(1_000_000);
                }
                process.destroyForcibly().waitFor();
                LOG.info("Killed at {} %, {}", percent(core), columns(core));
                assertUsable(core, kill);
                if (isGoingOn(core)) {
                    process = changer("");
                }
            }
            process.destroyForcibly().waitFor();
            core.profileFields().startWatching();
            long id = one(core, "SELECT MAX(change_id) FROM profile_field_change_tbl");
            FieldChange done = core.profileFields().await(ANNA, id, LONG);
            assertEquals(FieldChange.State.DONE, done.state(), done::toString);

            assertEquals(20, core.profileFields().of(ANNA).require("town").length());
            assertEquals(List.of("town"), columns(core));
            assertEquals(
                    MANY,
                    one(
                            core,
                            "SELECT COUNT(*) FROM customer_1_tbl WHERE town = CONCAT('Town ',"
                                    + " customer_id)"));
            assertEquals(
                    0,
                    one(
                            core,
                            "SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema"
                                    + " = DATABASE() AND trigger_name LIKE '%hst\\_copy%'"));
            assertUsable(core, KILLS);
        }
    }

    /** Recipients come and change at any time, and nothing they have is lost. */
    private static void assertUsable(Core core, int number) {
        String email = "new" + number + "@example.com";
        long id = core.recipients().create(ANNA, Map.of("email", email, "town", "Rome " + number));
        core.recipients().update(ANNA, id, Map.of("firstname", "Eva"));
        assertEquals("Rome " + number, core.recipients().get(ANNA, id).text("town"));
        assertEquals("Town 7", core.recipients().get(ANNA, 7).text("town"));
        assertTrue(columns(core).contains("town"), () -> columns(core).toString());
    }

    private static int percent(Core core) {
        return (int)
                one(
                        core,
                        "SELECT COALESCE(MAX(percent), 0) FROM profile_field_change_tbl WHERE state"
                                + " = 'RUNNING'");
    }

    private static boolean isGoingOn(Core core) {
        return one(
                        core,
                        "SELECT COUNT(*) FROM profile_field_change_tbl WHERE change_id > 1 AND"
                                + " state = 'DONE'")
                == 0;
    }

    private static List<String> columns(Core core) {
        return core.database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT column_name FROM information_schema.columns"
                                                        + " WHERE table_schema = DATABASE() AND"
                                                        + " table_name = 'customer_1_tbl' AND"
                                                        + " column_name LIKE '%town' ORDER BY 1")
                                        .mapTo(String.class)
                                        .list());
    }

    private static ProfileFieldDraft field(int length) {
        return ProfileFieldDraft.of("town", "Town", DataType.VARCHAR, length).with(Options.NONE);
    }

    private static Process changer(String length) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FieldKillIT.class.getName(),
                        database.url(),
                        folder.toString(),
                        length)
                .inheritIO()
                .start();
    }

    /** The process that is killed: begins the change, or goes on with it without a length. */
    public static void main(String[] arguments) throws Exception {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(arguments[0]);
        pool.setUsername("root");
        pool.setPassword("");
        try (Core core =
                Core.open(pool, new Home(Path.of(arguments[1])), Clock.systemDefaultZone())) {
            if (!arguments[2].isEmpty()) {
                core.profileFields().beginUpdate(ANNA, field(Integer.parseInt(arguments[2])));
            }
            core.profileFields().startWatching();
            Thread.currentThread().join();
        }
    }

    private static Core open() {
        return Core.open(database.dataSource(), new Home(folder), Clock.systemDefaultZone());
    }

    private static long one(Core core, String sql) {
        return core.database()
                .inTransaction(tx -> tx.sql().createQuery(sql).mapTo(Long.class).one());
    }

    private static void execute(Core core, String sql) {
        core.database().run(tx -> tx.sql().execute(sql));
    }
}
