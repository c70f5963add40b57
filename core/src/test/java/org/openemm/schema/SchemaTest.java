package org.openemm.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

/** What the migrations promise to administrators, integrators and to the rest of the program. */
class SchemaTest {
    private static final String PACKAGE =
            """
            INSERT INTO mailing_account_tbl
                (mailing_id, company_id, status_field, timestamp, no_of_mailings, no_of_bytes, skip, chunks)
            VALUES (7, 1, 'W', %s)
            """;

    private static TestDatabase server;
    private static Database database;

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

    @Test
    void everyTableHasTheRowFormatAndCollationThatTheGuideAsksFor() {
        assertEquals(
                List.of(),
                strings(
                        """
                        SELECT CONCAT(table_name, ' ', row_format, ' ', engine, ' ', table_collation)
                          FROM information_schema.tables
                         WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
                           AND table_name <> 'flyway_schema_history'
                           AND NOT (row_format = 'Dynamic' AND engine = 'InnoDB'
                                    AND table_collation = 'utf8mb4_unicode_ci')
                        """));
    }

    @Test
    void recipientsHaveTheColumnsThatIntegratorsKnow() {
        assertEquals(
                List.of(
                        "customer_id int(10) unsigned NO null",
                        "email varchar(100) NO null",
                        "firstname varchar(100) YES NULL",
                        "lastname varchar(100) YES NULL",
                        "gender int(11) NO 2",
                        "mailtype int(11) NO 0",
                        "title varchar(100) YES NULL",
                        "bounceload int(11) NO 0",
                        "datasource_id int(11) YES 0",
                        "timestamp timestamp YES NULL",
                        "creation_date timestamp YES NULL",
                        "lastopen_date timestamp YES NULL",
                        "lastclick_date timestamp YES NULL",
                        "latest_datasource_id int(11) YES NULL",
                        "lastsend_date timestamp YES NULL",
                        "sys_tracking_veto int(1) YES NULL",
                        "cleaned_date timestamp YES NULL",
                        "sys_encrypted_sending int(1) YES 1"),
                columns("customer_1_tbl"));
    }

    @Test
    void bindingsAndSendJobsHaveTheColumnsThatIntegratorsKnow() {
        assertEquals(
                List.of(
                        "customer_id int(10) unsigned NO 0",
                        "mailinglist_id int(10) unsigned NO 0",
                        "user_type char(1) YES NULL",
                        "user_status int(11) NO null",
                        "user_remark varchar(150) YES NULL",
                        "timestamp timestamp YES NULL",
                        "exit_mailing_id int(10) unsigned YES NULL",
                        "creation_date timestamp YES NULL",
                        "mediatype int(10) unsigned YES 0",
                        "referrer varchar(4000) YES NULL",
                        "entry_mailing_id int(10) unsigned YES NULL"),
                columns("customer_1_binding_tbl"));
        assertEquals(
                List.of(
                        "gendate timestamp YES NULL",
                        "genstatus int(1) YES NULL",
                        "genchange timestamp YES NULL",
                        "blocksize int(11) YES NULL",
                        "status_id int(11) NO null",
                        "company_id int(11) NO 0",
                        "status_field varchar(10) NO ''",
                        "mailing_id int(11) NO 0",
                        "senddate timestamp YES current_timestamp()",
                        "step int(11) YES NULL",
                        "max_recipients int(11) YES NULL",
                        "admin_test_target_id int(11) YES NULL",
                        "optimize_mail_generation varchar(32) YES NULL",
                        "selected_test_recipients int(1) YES NULL",
                        "origin varchar(64) YES NULL",
                        "processed_by varchar(64) YES NULL",
                        "overwrite_test_recipient int(10) unsigned YES NULL"),
                columns("maildrop_status_tbl"));
    }

    @Test
    void theIndexesThatTheGuideRecommendsAreLeftToTheAdministrator() {
        assertEquals(
                List.of(),
                strings(
                        """
                        SELECT index_name FROM information_schema.statistics
                         WHERE table_schema = DATABASE() AND index_name LIKE '%$%'
                        """));
    }

    @Test
    void theSecretsOfTwoInstallationsDiffer() {
        try (TestDatabase other = TestDatabase.create()) {
            Database second = Database.over(other.dataSource(), List.of());
            String secrets = "SELECT CONCAT(secret_key, company_token) FROM company_tbl";
            String mine = strings(database, secrets).get(0);
            assertTrue(mine.matches("[a-zA-Z0-9]{64}"), mine);
            assertNotEquals(mine.substring(0, 32), mine.substring(32));
            assertNotEquals(mine, strings(second, secrets).get(0));
            second.close();
        }
    }

    @Test
    void theAdministratorStartsWithoutAPasswordAndWithTheRightsOfTheOpenEdition() {
        assertEquals(
                List.of("emm-master  1"),
                strings(
                        """
                        SELECT CONCAT_WS(' ', username, secure_password_hash, admin_group_id)
                          FROM admin_tbl JOIN admin_to_group_tbl USING (admin_id)
                        """));
        assertEquals(
                Map.of("0", "0", "1", "114", "7", "33"),
                strings(
                                """
                                SELECT CONCAT(g.admin_group_id, ' ', COUNT(p.permission_name))
                                  FROM admin_group_tbl g LEFT JOIN admin_group_permission_tbl p
                                    ON p.admin_group_id = g.admin_group_id
                                   AND p.permission_name NOT IN ('route.show', 'route.change',
                                       'sending.stop', 'sending.stop.all') -- what is new in ours
                                 GROUP BY g.admin_group_id
                                """)
                        .stream()
                        .map(line -> line.split(" "))
                        .collect(Collectors.toMap(line -> line[0], line -> line[1])));
    }

    @Test
    void everyListSplitCoversEveryRecipientExactlyOnce() {
        List<String> splits =
                strings(
                        """
                        SELECT GROUP_CONCAT(REPLACE(target_sql, 'cust.customer_id', 'n.seq') SEPARATOR ' + ')
                          FROM dyn_target_tbl WHERE company_id = 0
                         GROUP BY SUBSTRING_INDEX(target_shortname, '_', 4)
                        """);
        assertEquals(17, splits.size());
        for (String split : splits) {
            assertEquals(
                    List.of("1 1"),
                    strings(
                            "SELECT CONCAT(MIN(%1$s), ' ', MAX(%1$s)) FROM seq_1_to_120 n"
                                    .formatted(split)));
        }
    }

    @Test
    void sampleTargetGroupsHaveSqlThatRuns() {
        List<String> conditions =
                strings("SELECT target_sql FROM dyn_target_tbl WHERE company_id = 1");
        assertFalse(conditions.isEmpty());
        conditions.forEach(sql -> strings("SELECT COUNT(*) FROM customer_1_tbl cust WHERE " + sql));
    }

    @Test
    void everySentPackageIsAddedToTheSums() {
        execute(PACKAGE.formatted("'2026-11-20 10:00:00', 100, 5000, NULL, 1"));
        execute(PACKAGE.formatted("'2026-11-20 09:00:00', 23, 700, 2, NULL"));
        assertEquals(
                List.of("123 5700 2 1 2026-11-20 09:00:00 2026-11-20 10:00:00"),
                strings(
                        """
                        SELECT CONCAT_WS(' ', no_of_mailings, no_of_bytes, skip, chunks, mintime, maxtime)
                          FROM mailing_account_sum_tbl WHERE mailing_id = 7 AND status_field = 'W'
                        """));
    }

    @Test
    void aPackageIsRecordedEvenWhenTheSumsFail() {
        execute("RENAME TABLE mailing_account_sum_tbl TO sums_away");
        try {
            execute(PACKAGE.formatted("'2026-11-20 10:00:00', 1, 1, NULL, 1"));
        } finally {
            execute("RENAME TABLE sums_away TO mailing_account_sum_tbl");
        }
        assertEquals(
                List.of("1"),
                strings(
                        """
                        SELECT COUNT(*) FROM emm_db_errorlog_tbl
                         WHERE company_id = 1 AND module_name = 'mailing_account_sum_trg'
                           AND errortext LIKE '%mailing_account_sum_tbl%'
                        """));
    }

    @Test
    void nobodyGetsASendingTwiceAndTwoFirstOpeningsMeetInOneRow() {
        String track =
                """
                INSERT INTO mailtrack_1_tbl (maildrop_status_id, customer_id, mailing_id, mediatype)
                VALUES (1, 2, 3, 0)
                """;
        execute(track);
        assertThrows(RuntimeException.class, () -> execute(track));
        String opening =
                """
                INSERT INTO onepixellog_1_tbl (mailing_id, customer_id, company_id, open_count)
                VALUES (3, 2, 1, 1) ON DUPLICATE KEY UPDATE open_count = open_count + 1
                """;
        execute(opening);
        execute(opening);
        assertEquals(List.of("2"), strings("SELECT open_count FROM onepixellog_1_tbl"));
    }

    private static void execute(String sql) {
        database.run(tx -> tx.sql().execute(sql));
    }

    private static List<String> columns(String table) {
        return strings(
                """
                SELECT CONCAT(column_name, ' ', column_type, ' ', is_nullable, ' ',
                              COALESCE(column_default, 'null'))
                  FROM information_schema.columns
                 WHERE table_schema = DATABASE() AND table_name = '%s' ORDER BY ordinal_position
                """
                        .formatted(table));
    }

    private static List<String> strings(String sql) {
        return strings(database, sql);
    }

    private static List<String> strings(Database database, String sql) {
        return database.inTransaction(tx -> tx.sql().select(sql).mapTo(String.class).list());
    }
}
