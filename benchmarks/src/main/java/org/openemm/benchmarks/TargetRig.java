package org.openemm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.testsupport.TestDatabase;

/**
 * A company for measuring target groups: one million recipients with one binding each, five million
 * clicks and three million openings in twenty mailings, three of which went out with delivery
 * records. The server has the settings that administrators are told.
 */
final class TargetRig implements AutoCloseable {
    static final int RECIPIENTS = Integer.getInteger("openemm.benchmark.recipients", 1_000_000);
    private static final int CLICKS = RECIPIENTS * 5;
    private static final int OPENINGS = RECIPIENTS * 3;

    final Actor actor = Actor.system("benchmark", 1);
    final Core core;
    private final Path folder = Files.createTempDirectory("openemm-target");
    private final TestDatabase testDatabase =
            TestDatabase.createWithServer(
                    "innodb_buffer_pool_size=3G",
                    "innodb_log_file_size=256M",
                    "tmp_table_size=128M",
                    "max_heap_table_size=128M");

    TargetRig() throws IOException, SQLException {
        Home home = new Home(folder);
        Files.createDirectories(home.etc());
        core = Core.open(testDatabase.dataSource(), home, Clock.systemDefaultZone());
        field("points", "Points", DataType.INTEGER, 0);
        field("city", "City", DataType.VARCHAR, 100);
        field("birthday", "Birthday", DataType.DATE, 0);
        field("size", "Size", DataType.VARCHAR, 10);
        long begun = System.nanoTime();
        fill();
        System.out.printf("Data made in %.0f s%n", (System.nanoTime() - begun) / 1e9);
    }

    private void field(String column, String name, DataType type, int length) {
        core.profileFields().create(actor, ProfileFieldDraft.of(column, name, type, length));
    }

    /** One number from the database. */
    static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    Connection connection() throws SQLException {
        return testDatabase.dataSource().getConnection();
    }

    private void fill() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            for (String sql :
                    """
                    INSERT INTO customer_1_tbl (email, firstname, lastname, gender, mailtype, creation_date, timestamp, lastopen_date, points, city, birthday, size, sys_tracking_veto)
                    SELECT CONCAT(SUBSTRING(MD5(seq), 1, 8), '.', seq, '@', ELT(1 + seq % 5, 'example.com', 'mail.example', 'web.example', 'post.example', 'firma.example')),
                           ELT(1 + seq % 12, 'Anna', 'Bernd', 'Clara', 'David', 'Eva', 'Fritz', 'Gerda', 'Hans', 'Ina', 'Jan', 'Karla', NULL),
                           CONCAT(ELT(1 + seq % 9, 'Adler', 'Berger', 'Conrad', 'Dietz', 'Ebert', 'Franke', 'Graf', 'Horn', 'Isler'), seq % 997),
                           seq % 3, 1, TIMESTAMP('2024-01-01') + INTERVAL (seq * 61) % 60000000 SECOND, TIMESTAMP('2026-01-01'),
                           IF(seq % 4 = 0, NULL, NOW() - INTERVAL CRC32(seq) % 60000000 SECOND),
                           CRC32(seq) % 1000, CONCAT('City ', CRC32(CONCAT('c', seq)) % 500), DATE('1950-01-01') + INTERVAL seq % 20000 DAY,
                           ELT(1 + seq % 5, 'S', 'M', 'L', 'XL', NULL), IF(seq % 100 = 0, 1, IF(seq % 2 = 0, 0, NULL))
                      FROM seq_1_to_{recipients};
                    INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_type, user_status, mediatype, creation_date, timestamp)
                    SELECT customer_id, (SELECT MIN(mailinglist_id) FROM mailinglist_tbl), 'W', IF(customer_id % 20 = 0, 2, 1), 0, creation_date, creation_date
                      FROM customer_1_tbl;
                    INSERT INTO mailing_tbl (mailing_id, company_id, shortname, mailinglist_id) SELECT seq + 1000, 1, CONCAT('Mailing ', seq), 1 FROM seq_1_to_20;
                    INSERT INTO rdir_url_tbl (url_id, company_id, mailing_id, full_url) SELECT seq + 10000, 1, 1000 + seq DIV 10, CONCAT('https://www.example.com/', seq) FROM seq_10_to_207;
                    INSERT INTO rdirlog_1_tbl (customer_id, url_id, company_id, timestamp, mailing_id, device_class_id)
                    SELECT 1 + CRC32(CONCAT('k', seq)) % {recipients}, 10000 + 10 * (1 + CRC32(seq) % 20) + seq % 8, 1, TIMESTAMP('2026-01-01') + INTERVAL seq * 5 SECOND,
                           1001 + CRC32(seq) % 20, 1 + seq % 4
                      FROM seq_1_to_{clicks};
                    INSERT IGNORE INTO onepixellog_1_tbl (customer_id, mailing_id, company_id, open_count, first_open, last_open)
                    SELECT 1 + CRC32(CONCAT('o', seq)) % {recipients}, 1001 + CRC32(seq) % 20, 1, 1, NOW(), NOW() FROM seq_1_to_{openings};
                    INSERT INTO success_1_tbl (customer_id, mailing_id, timestamp)
                    SELECT customer_id, 1000 + m.seq, TIMESTAMP('2026-01-01') FROM customer_1_tbl, seq_1_to_3 m WHERE customer_id % 10 <> m.seq;
                    ANALYZE TABLE customer_1_tbl, customer_1_binding_tbl, rdirlog_1_tbl, onepixellog_1_tbl, success_1_tbl
                    """
                            .replace("{recipients}", String.valueOf(RECIPIENTS))
                            .replace("{clicks}", String.valueOf(CLICKS))
                            .replace("{openings}", String.valueOf(OPENINGS))
                            .split(";\n")) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws IOException {
        core.close();
        testDatabase.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
