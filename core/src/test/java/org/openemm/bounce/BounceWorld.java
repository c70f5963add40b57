package org.openemm.bounce;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openemm.database.Database;
import org.openemm.job.JobContext;
import org.openemm.testsupport.TestDatabase;

/** Recipients of company 1 on list 1, mailing 7, and what became of them. */
abstract class BounceWorld {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final int MAILING = 7;
    static final JobContext JOB =
            new JobContext(1, "test", Map.of(), Optional.empty(), () -> false);

    static TestDatabase server;
    static Database database;

    final Bounces bounces = new Bounces();
    final Deliveries deliveries = new Deliveries();

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
                        "bounce_tbl",
                        "bounce_held_tbl",
                        "undelivered_tbl",
                        "mail_log_count_tbl",
                        "success_1_tbl",
                        "softbounce_email_tbl",
                        "bounce_collect_tbl",
                        "bounce_config_tbl",
                        "onepixellog_1_tbl",
                        "rdirlog_1_tbl",
                        "timestamp_tbl",
                        "company_info_tbl",
                        "mailing_tbl")) {
            execute("DELETE FROM " + table);
        }
        execute("DELETE FROM bounce_translate_tbl WHERE company_id > 0");
        execute(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname, mailinglist_id,"
                        + " mailtemplate_id, delivered) VALUES (7, 1, 'Spring', 1, 0, 0)");
        execute("UPDATE company_tbl SET mailtracking = 1 WHERE company_id = 1");
    }

    static void execute(String sql, Object... values) {
        database.run(tx -> tx.sql().execute(sql, values));
    }

    static String value(String sql, Object... values) {
        return database.inTransaction(
                tx -> {
                    org.jdbi.v3.core.statement.Query query = tx.sql().createQuery(sql);
                    for (int i = 0; i < values.length; i++) {
                        query.bind(i, values[i]);
                    }
                    return query.mapTo(String.class).findOne().orElse(null);
                });
    }

    static List<String> values(String sql) {
        return database.inTransaction(
                tx -> new ArrayList<>(tx.sql().createQuery(sql).mapTo(String.class).list()));
    }

    static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    /** A recipient with an active binding. */
    long recipient(String email) {
        return database.inTransaction(
                tx -> {
                    long id =
                            tx.sql()
                                    .createUpdate(
                                            "INSERT INTO customer_1_tbl (email, gender) VALUES"
                                                    + " (:email, 2)")
                                    .bind("email", email)
                                    .executeAndReturnGeneratedKeys("customer_id")
                                    .mapTo(Long.class)
                                    .one();
                    tx.sql()
                            .execute(
                                    "INSERT INTO customer_1_binding_tbl (customer_id,"
                                            + " mailinglist_id, user_type, user_status, mediatype)"
                                            + " VALUES (?, 1, 'W', 1, 0)",
                                    id);
                    return id;
                });
    }

    /** The mail server has taken the mail. */
    void accepted(long customer) {
        database.run(
                tx -> {
                    tx.sql()
                            .execute(
                                    "UPDATE mailing_tbl SET delivered = delivered + 1 WHERE"
                                            + " mailing_id = 7");
                    tx.sql()
                            .execute(
                                    "INSERT INTO success_1_tbl (customer_id, mailing_id, timestamp)"
                                            + " VALUES (?, 7, ?)",
                                    customer,
                                    NOON);
                    deliveries.settle(tx, 1, MAILING, List.of(customer));
                });
    }

    void record(Bounce... told) {
        database.run(tx -> bounces.record(tx, List.of(told)));
    }

    static Bounce log(long customer, int dsn, String text, Map<String, String> facts) {
        return new Bounce(1, MAILING, customer, dsn, text, NOON, Bounce.Source.LOG, facts, 0);
    }

    static Bounce mail(long customer, int dsn, String text) {
        return Bounce.mail(1, MAILING, customer, dsn, text, NOON.plusSeconds(3600), 4711);
    }

    String details(long customer) {
        return String.join(
                ",",
                values(
                        "SELECT detail FROM bounce_tbl WHERE customer_id = "
                                + customer
                                + " ORDER BY timestamp, bounce_id"));
    }

    String status(long customer) {
        return value(
                "SELECT user_status FROM customer_1_binding_tbl WHERE customer_id = ?", customer);
    }

    String successes(long customer) {
        return value("SELECT COUNT(*) FROM success_1_tbl WHERE customer_id = ?", customer);
    }

    String delivered() {
        return value("SELECT delivered FROM mailing_tbl WHERE mailing_id = 7");
    }
}
