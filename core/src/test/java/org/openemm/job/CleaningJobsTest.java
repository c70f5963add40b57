package org.openemm.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.account.ActivityLog;
import org.openemm.company.Companies;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.notification.MailRoute;
import org.openemm.notification.SystemMails;
import org.openemm.testsupport.TestDatabase;

class CleaningJobsTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private static TestDatabase server;
    private static Database database;

    private Map<String, Job> jobs;

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
        for (String table :
                List.of(
                        "customer_1_binding_tbl",
                        "customer_1_tbl",
                        "login_track_tbl",
                        "ws_login_track_tbl",
                        "bounce_tbl",
                        "company_info_tbl")) {
            execute("DELETE FROM " + table);
        }
        execute("DELETE FROM mailinglist_tbl WHERE mailinglist_id > 1");
        jobs = jobs();
    }

    @Test
    void everyJobOfANewInstallationIsKnown() {
        // Jobs named by their own class belong to other packages, which test them.
        strings("SELECT runclass FROM job_queue_tbl WHERE runclass NOT LIKE 'org.openemm.%'")
                .forEach(name -> assertEquals(name, jobs.containsKey(name) ? name : "unknown"));
    }

    @Test
    void oldLoginsGoAndYoungOnesStay() {
        for (String table : List.of("login_track_tbl", "ws_login_track_tbl")) {
            execute(
                    """
                    INSERT INTO %s (username, login_status, creation_date) VALUES
                        ('a', 20, '2026-11-06 11:59:59'), ('b', 20, '2026-11-06 11:59:59'),
                        ('c', 20, '2026-11-06 12:00:00'), ('d', 20, '2026-11-19 12:00:00')
                    """
                            .formatted(table));
        }
        run(
                "util.quartz.LoginTrackTableCleanerJobWorker",
                Map.of("retentionTime", "14", "deleteBlockSize", "1"));
        assertEquals(List.of("c", "d"), strings("SELECT username FROM login_track_tbl"));
        run("util.quartz.WebserviceLoginTrackTableCleanerJobWorker", Map.of());
        assertEquals(List.of("d"), strings("SELECT username FROM ws_login_track_tbl"));
    }

    @Test
    void aParameterThatIsNoNumberFailsAndDeletesNothing() {
        execute("INSERT INTO login_track_tbl (username, creation_date) VALUES ('a', '2020-01-01')");
        for (Map<String, String> parameters :
                List.of(
                        Map.of("retentionTime", "two weeks"),
                        Map.of("retentionTime", "-1"),
                        Map.of("deleteBlockSize", "0"))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> run("util.quartz.LoginTrackTableCleanerJobWorker", parameters));
        }
        assertEquals(List.of("a"), strings("SELECT username FROM login_track_tbl"));
    }

    @Test
    void theLastLoginIsCopiedFromTheLoginTables() {
        execute(
                """
                INSERT INTO login_track_tbl (username, login_status, creation_date) VALUES
                    ('EMM-Master', 10, '2026-11-01 10:00:00'), ('emm-master', 20, '2026-11-02 10:00:00')
                """);
        execute("UPDATE admin_tbl SET timestamp = '2020-01-01 00:00:00'");
        run("service.job.RefreshUserLastLoginJobWorker", Map.of());
        assertEquals(
                List.of("2026-11-01 10:00:00 2020-01-01 00:00:00"),
                strings("SELECT CONCAT_WS(' ', last_login_date, timestamp) FROM admin_tbl"));
    }

    @Test
    void expiredDataGoesByTheSettingsOfTheCompany() {
        execute(
                """
                INSERT INTO rdirlog_1_tbl (customer_id, timestamp) VALUES (1, '2022-11-01'), (2, '2022-12-01')
                """);
        execute(
                """
                INSERT INTO success_1_tbl (customer_id, timestamp) VALUES (1, '2026-05-01'), (2, '2026-11-01')
                """);
        execute(
                """
                INSERT INTO bounce_tbl (company_id, customer_id, timestamp) VALUES
                    (1, 1, '2026-08-01'), (1, 2, '2026-11-10'), (2, 3, '2020-01-01')
                """);
        execute(
                "INSERT INTO userlog_tbl (logtime, username) VALUES ('2026-01-01', 'a'),"
                        + " ('2026-11-01', 'b')");
        execute(
                "INSERT INTO company_info_tbl (company_id, cname, cvalue) VALUES (1,"
                        + " 'expire.bounce', '5')");
        cleanDatabase(Map.of());
        assertEquals(List.of("2"), strings("SELECT customer_id FROM rdirlog_1_tbl"));
        assertEquals(List.of("2"), strings("SELECT customer_id FROM success_1_tbl"));
        assertEquals(
                List.of("3"),
                strings("SELECT customer_id FROM bounce_tbl"),
                "company 2 is none of ours");
        assertEquals(List.of("b"), strings("SELECT username FROM userlog_tbl"));
    }

    @Test
    void excludedCompaniesAndNegativeDaysKeepTheirData() {
        execute("INSERT INTO bounce_tbl (company_id, timestamp) VALUES (1, '2020-01-01')");
        cleanDatabase(Map.of("excludedCompanyIds", "1"));
        execute(
                "INSERT INTO company_info_tbl (company_id, cname, cvalue) VALUES (1,"
                        + " 'expire.bounce', '-1')");
        jobs = jobs();
        cleanDatabase(Map.of());
        assertEquals(List.of("1"), strings("SELECT company_id FROM bounce_tbl"));
    }

    @Test
    void whoConfirmedASubscriptionIsOnRecordAsLongAsHeIsARecipient() {
        execute("INSERT INTO customer_1_tbl (customer_id, email) VALUES (1, 'here@example.com')");
        execute("DELETE FROM subscription_request_tbl");
        execute(
                """
                INSERT INTO subscription_request_tbl
                       (request_id, company_id, rid, mailinglist_id, customer_id, email, mailbox,
                        requested, confirmed) VALUES
                    (1, 1, 1, 1, 1, 'a', 'a', '2026-01-01', '2026-01-02'),
                    (2, 1, 1, 1, 9, 'b', 'b', '2026-01-01', '2026-01-02'),
                    (3, 1, 1, 1, 1, 'c', 'c', '2026-01-01', NULL),
                    (4, 1, 1, 1, 9, 'd', 'd', '2026-11-20', NULL),
                    (5, 1, 1, 1, 1, 'e', 'e', '2026-11-20', NULL)
                """);
        cleanDatabase(Map.of());
        assertEquals(
                List.of("1", "5"),
                strings("SELECT request_id FROM subscription_request_tbl ORDER BY 1"));
    }

    @Test
    void recipientsWhoNeverConfirmedGoWithTheirBindings() {
        execute(
                """
                INSERT INTO customer_1_tbl (customer_id, email) VALUES
                    (1, 'never@example.com'), (2, 'lately@example.com'), (3, 'elsewhere@example.com'),
                    (4, 'unbound@example.com')
                """);
        execute(
                "INSERT INTO mailinglist_tbl (mailinglist_id, company_id, shortname) VALUES (2, 1,"
                        + " 'two')");
        execute(
                """
                INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_status, timestamp) VALUES
                    (1, 1, 5, '2026-10-01'), (1, 2, 5, '2026-10-01'), (2, 1, 5, '2026-11-01'),
                    (3, 1, 5, '2026-10-01'), (3, 2, 1, '2026-10-01')
                """);
        cleanDatabase(Map.of());
        assertEquals(
                List.of("2", "3", "4"),
                strings("SELECT customer_id FROM customer_1_tbl ORDER BY 1"));
        assertEquals(
                List.of("2 1", "3 1", "3 2"),
                strings(
                        """
                        SELECT CONCAT(customer_id, ' ', mailinglist_id) FROM customer_1_binding_tbl ORDER BY 1
                        """));
    }

    @Test
    void bindingsOfADeletedListGoWhenTheListSaysSo() {
        execute("INSERT INTO customer_1_tbl (customer_id, email) VALUES (1, 'a@example.com')");
        execute(
                """
                INSERT INTO mailinglist_tbl (mailinglist_id, company_id, shortname, deleted, binding_clean, change_date) VALUES
                    (2, 1, 'clean', 1, 1, '2026-01-01'), (3, 1, 'keep', 1, 0, '2026-01-01'),
                    (4, 1, 'living', 0, 1, '2026-01-01')
                """);
        execute(
                """
                INSERT INTO customer_1_binding_tbl (customer_id, mailinglist_id, user_status)
                VALUES (1, 2, 1), (1, 3, 1), (1, 4, 1)
                """);
        cleanDatabase(Map.of());
        assertEquals(
                List.of("3", "4"),
                strings("SELECT mailinglist_id FROM customer_1_binding_tbl ORDER BY 1"));
        assertEquals(
                List.of("0"),
                strings("SELECT binding_clean FROM mailinglist_tbl WHERE mailinglist_id = 2"));
    }

    @Test
    void aJobThatIsStoppedDeletesNothingMore() throws Exception {
        execute("INSERT INTO bounce_tbl (company_id, timestamp) VALUES (1, '2020-01-01')");
        jobs.get("com.agnitas.util.quartz.DBCleanerJobWorker")
                .run(new JobContext(1, "x", Map.of(), Optional.empty(), () -> true));
        assertEquals(List.of("1"), strings("SELECT company_id FROM bounce_tbl"));
    }

    private static Map<String, Job> jobs() {
        Home home = new Home(Path.of("/tmp"));
        Settings settings = new Settings(database, home, CLOCK);
        MailRoute nowhere = new MailRoute("127.0.0.1", 1, "none", "", "");
        return StandardJobs.of(
                database,
                new Companies(database, new ActivityLog(CLOCK), CLOCK),
                settings,
                new SystemMails(database, settings, nowhere, CLOCK),
                home,
                CLOCK);
    }

    private void cleanDatabase(Map<String, String> parameters) {
        run("util.quartz.DBCleanerJobWorker", parameters);
    }

    private void run(String job, Map<String, String> parameters) {
        try {
            assertEquals(
                    Job.OK,
                    jobs.get("com.agnitas." + job)
                            .run(
                                    new JobContext(
                                            1, "x", parameters, Optional.empty(), () -> false)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String sql) {
        database.run(tx -> tx.sql().execute(sql));
    }

    private static List<String> strings(String sql) {
        return database.inTransaction(tx -> tx.sql().select(sql).mapTo(String.class).list());
    }
}
