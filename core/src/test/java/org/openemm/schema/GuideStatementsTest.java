package org.openemm.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

/** The SQL that the Install &amp; Admin Guide prints, typed in unchanged. */
class GuideStatementsTest {
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
    void theRecipientListLimitCanBeRaised() {
        execute("UPDATE company_tbl SET max_recipients = 100000;");
        assertEquals(List.of("100000"), strings("SELECT max_recipients FROM company_tbl"));
    }

    @Test
    void theLoginBlockCanBeTightened() {
        execute(
                """
                INSERT INTO config_tbl (class, name, value, creation_date,
                change_date) VALUES ('loginTracking', 'webui.maxFails', '3',
                current_timestamp, current_timestamp);
                """);
        execute(
                """
                INSERT INTO config_tbl (class, name, value, creation_date,
                change_date) VALUES ('loginTracking', 'webui.ipBlockTimeSeconds', '300',
                current_timestamp, current_timestamp);
                """);
        assertEquals(
                List.of("300", "3"),
                strings(
                        "SELECT value FROM config_tbl WHERE class = 'logintracking' ORDER BY"
                                + " name"));
    }

    @Test
    void theCsrfProtectionCanBeSwitchedOff() {
        execute(
                """
                UPDATE config_tbl SET value='false' WHERE class='security' AND
                name='csrfProtection.enabled';
                """);
        assertEquals(
                List.of("false"),
                strings("SELECT value FROM config_tbl WHERE name = 'csrfProtection.enabled'"));
    }

    @Test
    void theHstsHeaderCountsForAllApplications() {
        execute(
                """
                INSERT INTO http_response_headers_tbl (header_name, header_value,
                overwrite) VALUES ('Strict-Transport-Security', 'max-age=15768000', 1);
                """);
        assertEquals(
                List.of(""),
                strings(
                        """
                        SELECT app_types FROM http_response_headers_tbl
                         WHERE header_name = 'Strict-Transport-Security'
                        """));
    }

    @Test
    void hangingJobsAreFoundWithTheTableNameInAnyCase() {
        execute(
                """
                INSERT INTO job_queue_tbl (description, lastresult, running, nextstart)
                VALUES ('hangs', 'OK', 0, CURRENT_TIMESTAMP - INTERVAL 11 MINUTE),
                       ('fails', 'IOException', 0, CURRENT_TIMESTAMP + INTERVAL 1 HOUR),
                       ('fine', 'OK', 0, CURRENT_TIMESTAMP + INTERVAL 1 HOUR)
                """);
        List<String> found =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .select(
                                                """
                                                SELECT id, description, lastresult, running, nextstart, laststart
                                                FROM Job_queue_tbl
                                                WHERE deleted = 0 AND
                                                ( (lastresult != 'Ok') -- has errors
                                                  OR (nextstart < CURRENT_TIMESTAMP() - INTERVAL 10 MINUTE) -- overdue
                                                  OR ( (running = 1) AND
                                                      (laststart < CURRENT_TIMESTAMP() - INTERVAL 4 HOUR)) -- (too) long running
                                                );
                                                """)
                                        .map((row, context) -> row.getString("description"))
                                        .list());
        assertEquals(List.of("hangs", "fails"), found);
    }

    @Test
    void theRecommendedIndexesCanBeCreated() {
        execute(
                """
                CREATE INDEX custbind1$mldid_user_cuid$idx ON customer_1_binding_tbl
                (mailinglist_id, user_status, customer_id) ;
                """);
        execute(
                """
                CREATE INDEX custbind1$user_mldid_cuid$idx ON customer_1_binding_tbl
                (user_status, user_type, mailinglist_id, customer_id) ;
                """);
        execute("CREATE INDEX cust1$lastname$idx ON customer_1_tbl (lastname) ;");
        execute("CREATE INDEX cust1$email$idx ON customer_1_tbl (email) ;");
    }

    @Test
    void bouncedBindingsCanBeCounted() {
        assertEquals(
                List.of("0"),
                strings("select count(*) from customer_1_binding_tbl where user_status=2;"));
    }

    private static void execute(String sql) {
        database.run(tx -> tx.sql().execute(sql));
    }

    private static List<String> strings(String sql) {
        return database.inTransaction(tx -> tx.sql().select(sql).mapTo(String.class).list());
    }
}
