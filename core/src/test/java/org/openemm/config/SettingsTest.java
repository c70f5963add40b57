package org.openemm.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.database.Database;
import org.openemm.testsupport.SteppingClock;
import org.openemm.testsupport.TestDatabase;

class SettingsTest {
    private static TestDatabase server;
    private static Database database;

    private SteppingClock clock;
    private Settings settings;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        execute("DELETE FROM config_tbl");
        execute("DELETE FROM company_info_tbl");
        clock = new SteppingClock();
        settings =
                new Settings(
                        database,
                        new Home(Path.of("/home/openemm")),
                        clock,
                        new Machine("openemm", "mail.example.com"));
    }

    @Test
    void theMostExactValueCounts() {
        assertEquals(10, settings.intValue(1, "loginTracking.webui.maxFails", 99), "built in");
        config("loginTracking", "webui.maxFails", "3", null);
        assertEquals(3, fresh().intValue(1, "loginTracking.webui.maxFails", 99), "config_tbl");
        info(0, "loginTracking.webui.maxFails", "4", null);
        assertEquals(4, fresh().intValue(1, "loginTracking.webui.maxFails", 99), "company 0");
        info(1, "loginTracking.webui.maxFails", "5", null);
        assertEquals(5, fresh().intValue(1, "loginTracking.webui.maxFails", 99), "own company");
        assertEquals(4, fresh().intValue(2, "loginTracking.webui.maxFails", 99), "other company");
        assertEquals(4, fresh().intValue(0, "LOGINTRACKING.webui.MAXFAILS", 99), "in any case");
    }

    @Test
    void aChangeByHandTakesEffectAfterFiveMinutes() {
        assertEquals(10, settings.intValue(1, "loginTracking.webui.maxFails", 99));
        config("loginTracking", "webui.maxFails", "3", null);
        clock.pass(Duration.ofSeconds(299));
        assertEquals(10, settings.intValue(1, "loginTracking.webui.maxFails", 99));
        clock.pass(Duration.ofSeconds(1));
        assertEquals(3, settings.intValue(1, "loginTracking.webui.maxFails", 99));
    }

    @Test
    void theFiveMinutesCanBeChanged() {
        config("configuration", "expiration.minutes", "1", null);
        assertEquals(10, settings.intValue(1, "loginTracking.webui.maxFails", 99));
        config("loginTracking", "webui.maxFails", "3", null);
        clock.pass(Duration.ofMinutes(1));
        assertEquals(3, settings.intValue(1, "loginTracking.webui.maxFails", 99));
    }

    @Test
    void aRowForThisHostBeatsOneForAllAndOneForAnotherHostIsIgnored() {
        config("jobqueue", "execute", "1", "mail.example.com");
        config("jobqueue", "execute", "2", null);
        config("jobqueue", "execute", "3", "other.example.com");
        assertEquals(1, fresh().intValue(0, "jobqueue.execute", 0));
        execute("DELETE FROM config_tbl WHERE hostname IS NOT NULL");
        assertEquals(2, fresh().intValue(0, "jobqueue.execute", 0));
        info(1, "x", "mine", "MAIL");
        info(1, "x", "all", "");
        assertEquals("mine", fresh().get(1, "x", ""));
    }

    @Test
    void ofTwoRowsTheLaterChangeCounts() {
        execute(
                """
                INSERT INTO config_tbl (class, name, value, change_date) VALUES
                    ('a', 'b', 'new', '2026-02-02 00:00:00'), ('a', 'b', 'old', '2026-01-01 00:00:00')
                """);
        assertEquals("new", settings.get(1, "a.b", ""));
    }

    @Test
    void booleansAreReadInEverySpelling() {
        for (String yes : List.of("true", "TRUE", "1", "+", "yes", " on ")) {
            config("a", "b", yes, null);
            assertTrue(fresh().bool(1, "a.b", false), yes);
            execute("DELETE FROM config_tbl");
        }
        for (String no : List.of("false", "0", "-", "no", "off", "", "maybe")) {
            config("a", "b", no, null);
            assertFalse(fresh().bool(1, "a.b", true), no);
            execute("DELETE FROM config_tbl");
        }
        assertTrue(fresh().bool(1, "a.b", true));
    }

    @Test
    void numbersThatAreNoneFallBack() {
        for (String text : List.of("ten", "", "1.5", "99999999999", "' OR 1=1")) {
            config("a", "b", text, null);
            assertEquals(7, fresh().intValue(1, "a.b", 7), text);
            execute("DELETE FROM config_tbl");
        }
        config("a", "b", " 99999999999 ", null);
        assertEquals(99999999999L, fresh().longValue(1, "a.b", 7));
    }

    @Test
    void placeholdersStandForTheHomeAndTheVersion() {
        config("a", "b", "${HOME}/x ${home} ${ApplicationMajorVersion} ${other}", null);
        assertEquals("/home/openemm/x /home/openemm 26 ${other}", fresh().get(1, "a.b", ""));
        assertEquals("/home/openemm/conf/keys/emm.salt", settings.get(1, "system.salt.file", ""));
    }

    @Test
    void whatIsStillToBeDefinedCountsAsNotSet() {
        config("mailaddress", "sender", "[to be defined]", null);
        assertEquals(Optional.empty(), fresh().find(1, "mailaddress.sender"));
        assertEquals(Optional.empty(), fresh().find(1, "never.heard.of"));
    }

    @Test
    void aValueSetHereTakesEffectAtOnceAndIsNotDoubled() {
        settings.set("system.url", "http://a.example.com");
        settings.set("system.url", "http://b.example.com");
        assertEquals("http://b.example.com", settings.get(1, "system.url", ""));
        List<Integer> rows =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .select("SELECT COUNT(*) FROM config_tbl")
                                        .mapTo(Integer.class)
                                        .list());
        assertEquals(List.of(1), rows);
        assertThrows(IllegalArgumentException.class, () -> settings.set("url", "x"));
    }

    @Test
    void oldValuesServeOnWhileTheDatabaseIsAway() {
        config("a", "b", "kept", null);
        assertEquals("kept", settings.get(1, "a.b", ""));
        execute("RENAME TABLE config_tbl TO config_gone");
        try {
            clock.pass(Duration.ofMinutes(6));
            assertEquals("kept", settings.get(1, "a.b", ""));
        } finally {
            execute("RENAME TABLE config_gone TO config_tbl");
        }
        execute("UPDATE config_tbl SET value = 'new'");
        clock.pass(Duration.ofSeconds(10));
        assertEquals("new", settings.get(1, "a.b", ""));
    }

    private Settings fresh() {
        settings.reload();
        return settings;
    }

    private static void config(String group, String name, String value, String host) {
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        "INSERT INTO config_tbl (class, name, value, hostname)"
                                                + " VALUES (?, ?, ?, ?)",
                                        group,
                                        name,
                                        value,
                                        host));
    }

    private static void info(int company, String name, String value, String host) {
        database.run(
                tx ->
                        tx.sql()
                                .execute(
                                        """
                                        INSERT INTO company_info_tbl (company_id, cname, cvalue, hostname)
                                        VALUES (?, ?, ?, ?)
                                        """,
                                        company,
                                        name,
                                        value,
                                        host));
    }

    private static void execute(String sql) {
        database.run(tx -> tx.sql().execute(sql));
    }
}
