package org.openemm.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;

/** SQL of forgetting: every table in which a recipient may be. */
final class ErasureStore {
    /** No customer id is ever so high: MariaDB counts them from 1. */
    private static final long FIRST_NUMBER = 4_000_000_000L;

    /** Times stay as they are, even where the table would set them at every change. */
    private static final List<String> ANONYMISED =
            List.of(
                    "UPDATE rdirlog_<company>_tbl SET customer_id = :number, ip_adr = NULL WHERE"
                            + " customer_id = :id",
                    "UPDATE rdirlog_<company>_val_num_tbl SET customer_id = :number, ip_adr = NULL,"
                            + " timestamp = timestamp WHERE customer_id = :id",
                    "UPDATE rdirlog_userform_<company>_tbl SET customer_id = :number, ip_adr = NULL"
                            + " WHERE customer_id = :id",
                    "UPDATE onepixellog_<company>_tbl SET customer_id = :number, ip_adr = NULL,"
                            + " timestamp = timestamp WHERE customer_id = :id",
                    "UPDATE onepixellog_device_<company>_tbl SET customer_id = :number, creation ="
                            + " creation WHERE customer_id = :id",
                    "UPDATE mailtrack_<company>_tbl SET customer_id = :number, timestamp ="
                            + " timestamp WHERE customer_id = :id",
                    "UPDATE success_<company>_tbl SET customer_id = :number, timestamp = timestamp"
                            + " WHERE customer_id = :id",
                    "UPDATE interval_track_<company>_tbl SET customer_id = :number, send_date ="
                            + " send_date WHERE customer_id = :id",
                    "UPDATE bounce_tbl SET customer_id = :number, status_text = NULL, message_id ="
                            + " NULL, timestamp = timestamp WHERE company_id = <company> AND"
                            + " customer_id = :id",
                    "UPDATE undelivered_tbl SET customer_id = :number, relay = '', status_text ="
                            + " '', first_try = first_try, last_try = last_try WHERE company_id ="
                            + " <company> AND customer_id = :id",
                    "UPDATE mailloop_log_tbl SET customer_id = 0, remark = '', timestamp ="
                            + " timestamp WHERE company_id = <company> AND customer_id = :id");

    private static final List<String> DELETED =
            List.of(
                    "DELETE FROM bounce_held_tbl WHERE company_id = <company> AND customer_id IN"
                            + " (<ids>)",
                    "DELETE FROM bounce_collect_tbl WHERE company_id = <company> AND customer_id IN"
                            + " (<ids>)",
                    "DELETE a FROM bounce_ar_lastsent_tbl a JOIN mailloop_tbl m ON m.rid = a.rid"
                            + " WHERE m.company_id = <company> AND a.customer_id IN (<ids>)",
                    "DELETE FROM mailloop_message_tbl WHERE company_id = <company> AND customer_id"
                            + " IN (<ids>)",
                    "DELETE FROM mailloop_replies_tbl WHERE company_id = <company> AND customer_id"
                            + " IN (<ids>)",
                    "DELETE FROM pending_email_change_tbl WHERE company_ref = <company> AND"
                            + " customer_ref IN (<ids>)",
                    "DELETE FROM subscription_request_tbl WHERE company_id = <company> AND"
                            + " customer_id IN (<ids>)",
                    "DELETE FROM customer_<company>_binding_tbl WHERE customer_id IN (<ids>)",
                    "DELETE FROM customer_<company>_tbl WHERE customer_id IN (<ids>)",
                    // After the bindings: deleting them writes into it.
                    "DELETE FROM hst_customer_<company>_binding_tbl WHERE customer_id IN (<ids>)");

    private static final String FIELD_HISTORY =
            "DELETE FROM hst_customer_<company>_field_tbl WHERE customer_id IN (<ids>)";

    /** What is kept by address goes when nobody else has the address. */
    private static final String SCORES =
            """
            DELETE s FROM softbounce_email_tbl s
             WHERE s.company_id = <company> AND s.email IN (<emails>)
               AND NOT EXISTS (SELECT 1 FROM customer_<company>_tbl c WHERE c.email = s.email)
            """;

    private static final String OPT_OUTS =
            """
            INSERT INTO erased_opt_out_tbl (company_id, mailing_id, mailinglist_id, persons)
            SELECT <company>, b.exit_mailing_id, b.mailinglist_id, COUNT(DISTINCT b.customer_id)
              FROM customer_<company>_binding_tbl b
             WHERE b.customer_id IN (<ids>) AND b.user_status IN (3, 4) AND b.exit_mailing_id > 0
             GROUP BY b.exit_mailing_id, b.mailinglist_id
                ON DUPLICATE KEY UPDATE persons = persons + VALUES(persons)
            """;

    /**
     * Lines that name a recipient: {@code eva@example.com (17)}. The log has no column for the
     * company, so that only lines of its users are touched.
     */
    private static final String LOG =
            """
            UPDATE userlog_tbl SET description = REGEXP_REPLACE(description, '^[^ ]+@[^ ]+ [(]', '('), logtime = logtime
             WHERE action IN ('create recipient', 'edit recipient', 'delete recipient', 'edit binding', 'delete binding', 'export recipient')
               AND description REGEXP '^[^ ]+@[^ ]+ [(][0-9]+[)]'
               AND username IN (<users>)
               AND <gone>
            """;

    private static final String NAMED_ID =
            "CAST(SUBSTRING(REGEXP_SUBSTR(description, ' [(][0-9]+'), 3) AS UNSIGNED)";

    record Person(long id, String email) {}

    List<Person> lock(Transaction tx, int company, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return tx.sql()
                .createQuery(
                        "SELECT customer_id, email FROM customer_<company>_tbl WHERE customer_id IN"
                                + " (<ids>) ORDER BY customer_id FOR UPDATE")
                .define("company", company)
                .bindList("ids", List.copyOf(ids))
                .map((row, context) -> new Person(row.getLong(1), row.getString(2)))
                .list();
    }

    /** The first of so many numbers that nobody had before. */
    long numbers(Transaction tx, int company, int many) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO erased_number_tbl (company_id, next_number)
                        VALUES (:company, :first + :many)
                            ON DUPLICATE KEY UPDATE next_number = next_number + :many
                        """)
                .bind("company", company)
                .bind("first", FIRST_NUMBER)
                .bind("many", many)
                .execute();
        return tx.sql()
                        .createQuery(
                                "SELECT next_number FROM erased_number_tbl WHERE company_id ="
                                        + " :company")
                        .bind("company", company)
                        .mapTo(Long.class)
                        .one()
                - many;
    }

    void forget(Transaction tx, int company, List<Person> persons, List<Long> numbers) {
        for (String statement : ANONYMISED) {
            PreparedBatch batch = tx.sql().prepareBatch(statement).define("company", company);
            boolean counts = statement.contains(":number");
            for (int i = 0; i < persons.size(); i++) {
                if (counts) {
                    batch.bind("number", numbers.get(i));
                }
                batch.bind("id", persons.get(i).id()).add();
            }
            batch.execute();
        }
    }

    void delete(Transaction tx, int company, List<Person> persons) {
        List<Long> ids = persons.stream().map(Person::id).toList();
        List<String> statements = new ArrayList<>(List.of(OPT_OUTS));
        statements.addAll(DELETED);
        for (String statement : statements) {
            tx.sql()
                    .createUpdate(statement)
                    .define("company", company)
                    .bindList("ids", ids)
                    .execute();
        }
        if (hasFieldHistory(tx, company)) {
            tx.sql()
                    .createUpdate(FIELD_HISTORY)
                    .define("company", company)
                    .bindList("ids", ids)
                    .execute();
        }
        tx.sql()
                .createUpdate(SCORES)
                .define("company", company)
                .bindList("emails", persons.stream().map(Person::email).distinct().toList())
                .execute();
    }

    /** Companies without a field that keeps its history have no such table. */
    static boolean hasFieldHistory(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) > 0 FROM information_schema.tables WHERE table_schema ="
                                + " DATABASE() AND table_name = :table")
                .bind("table", "hst_customer_" + company + "_field_tbl")
                .mapTo(boolean.class)
                .one();
    }

    /** Takes the addresses of somebody out of older lines of the activity log. */
    void cleanLog(Transaction tx, int company, long id) {
        cleanLog(
                tx,
                company,
                "description LIKE '%% (%d)%%' AND %s = %d".formatted(id, NAMED_ID, id));
    }

    /** Likewise of everybody who is no recipient any more. */
    void cleanLog(Transaction tx, int company) {
        cleanLog(
                tx,
                company,
                "NOT EXISTS (SELECT 1 FROM customer_%d_tbl c WHERE c.customer_id = %s)"
                        .formatted(company, NAMED_ID));
    }

    private static void cleanLog(Transaction tx, int company, String gone) {
        List<String> users =
                tx.sql()
                        .createQuery(
                                """
                                SELECT username FROM admin_tbl WHERE company_id = :company
                                UNION SELECT username FROM webservice_user_tbl WHERE company_id = :company
                                """)
                        .bind("company", company)
                        .mapTo(String.class)
                        .list();
        if (!users.isEmpty()) {
            tx.sql().createUpdate(LOG).define("gone", gone).bindList("users", users).execute();
        }
    }
}
