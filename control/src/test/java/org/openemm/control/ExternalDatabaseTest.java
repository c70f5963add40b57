package org.openemm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openemm.config.DbCfg;
import org.openemm.localdb.Binaries;
import org.openemm.localdb.LocalMariaDb;

/** Against a real server that is set up as distributions ship it: wrongly. */
class ExternalDatabaseTest {
    private static final String PASSWORD = "a,b=c'd ü😀#";

    @TempDir static Path folder;
    private static LocalMariaDb server;
    private static Process process;

    @BeforeAll
    static void start() throws Exception {
        server =
                new LocalMariaDb(
                        Binaries.onPath().orElseThrow(),
                        folder.resolve("data"),
                        folder.resolve("s"),
                        PortsTest.freePort(),
                        List.of(
                                "sql-mode=NO_ENGINE_SUBSTITUTION",
                                "lower_case_table_names=0",
                                "character-set-server=latin1",
                                "collation-server=latin1_swedish_ci",
                                "max_allowed_packet=1M",
                                "wait_timeout=28800",
                                "innodb_lock_wait_timeout=50",
                                "innodb_rollback_on_timeout=OFF"));
        server.initialise();
        process = server.start();
        try (Connection root = server.connectAsRoot("");
                Statement statement = root.createStatement()) {
            statement.execute("CREATE DATABASE news");
            statement.execute(
                    "CREATE USER 'me'@'127.0.0.1' IDENTIFIED BY '"
                            + PASSWORD.replace("'", "''")
                            + "'");
            statement.execute("GRANT ALL PRIVILEGES ON news.* TO 'me'@'127.0.0.1'");
        }
    }

    @AfterAll
    static void stop() {
        LocalMariaDb.stop(process.toHandle());
    }

    @Test
    void eachWrongSettingIsOneLineWithTheLineForMyCnf() throws ControlFailure {
        List<String> problems = check("news", "me", PASSWORD);

        assertEquals(
                List.of(
                        "sql_mode is \"NO_ENGINE_SUBSTITUTION\"; set in my.cnf, section [mysqld]:"
                            + " sql-mode ="
                            + " \"STRICT_ALL_TABLES,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION\"",
                        line("lower_case_table_names", "0", "lower_case_table_names = 1"),
                        line("character_set_server", "latin1", "character-set-server = utf8mb4"),
                        line(
                                "collation_server",
                                "latin1_swedish_ci",
                                "collation-server = utf8mb4_unicode_ci"),
                        line("max_allowed_packet", "1048576", "max_allowed_packet = 10M"),
                        line("wait_timeout", "28800", "wait_timeout = 86400"),
                        line("innodb_lock_wait_timeout", "50", "innodb_lock_wait_timeout = 1800"),
                        line(
                                "innodb_rollback_on_timeout",
                                "OFF",
                                "innodb_rollback_on_timeout = ON")),
                problems);
    }

    @Test
    void aWrongPasswordIsSaidSo() {
        String message = refused("news", "me", "wrong");

        assertTrue(message.contains("refuses user me"), message);
    }

    @Test
    void aMissingDatabaseComesWithTheStatementToCreateIt() {
        String message = refused("elsewhere", "root", "");

        assertTrue(
                message.contains(
                        "CREATE DATABASE `elsewhere` CHARACTER SET utf8mb4 COLLATE"
                                + " utf8mb4_unicode_ci;"),
                message);
    }

    @Test
    void aServerThatDoesNotAnswerIsSaidSo() throws Exception {
        int nobody = PortsTest.freePort();
        DbCfg dbCfg =
                DbCfg.parse(
                                "openemm: host=127.0.0.1, jdbc-connect=jdbc:mariadb://127.0.0.1:"
                                        + nobody
                                        + "/x")
                        .get("openemm");

        String message =
                assertThrows(ControlFailure.class, () -> new ExternalDatabase(dbCfg).check())
                        .getMessage();

        assertTrue(message.contains("cannot be used"), message);
    }

    private static String line(String name, String value, String wanted) {
        return "%s is \"%s\"; set in my.cnf, section [mysqld]: %s".formatted(name, value, wanted);
    }

    private static String refused(String database, String user, String password) {
        return assertThrows(ControlFailure.class, () -> check(database, user, password))
                .getMessage();
    }

    private static List<String> check(String database, String user, String password)
            throws ControlFailure {
        String record =
                "openemm: dbms=mariadb, host=127.0.0.1, name=%s, user=%s, password=%s, jdbc-connect=jdbc:mariadb://127.0.0.1:%d/%s"
                        .formatted(database, user, password, server.port(), database);
        return new ExternalDatabase(DbCfg.parse(record).get("openemm")).check();
    }
}
