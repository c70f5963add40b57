package org.openemm.bounce;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.openemm.database.Transaction;

/** SQL of mails that were not delivered at once, and of the successes that change with them. */
final class DeliveryStore {
    private static final String COMPANY = "company";
    private static final String MAILING = "mailing";
    private static final String CUSTOMER = "customer";
    private static final String CUSTOMERS = "customers";
    private static final String UNDELIVERED =
            """
            SELECT mailing_id, customer_id, mail, state, attempts, dsn, relay, status_text, first_try,
                   last_try, owed
              FROM undelivered_tbl
            """;

    Set<Integer> lock(Transaction tx, int company, List<Integer> mailings) {
        if (mailings.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                tx.sql()
                        .createQuery(
                                """
                                SELECT mailing_id FROM mailing_tbl
                                 WHERE mailing_id IN (<mailings>) AND company_id = :company
                                 ORDER BY mailing_id FOR UPDATE
                                """)
                        .bindList("mailings", mailings)
                        .bind(COMPANY, company)
                        .mapTo(Integer.class)
                        .list());
    }

    boolean isTracked(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        "SELECT COALESCE(MAX(mailtracking), 0) = 1 FROM company_tbl WHERE"
                                + " company_id = :company")
                .bind(COMPANY, company)
                .mapTo(Boolean.class)
                .one();
    }

    List<Undelivered> find(Transaction tx, int company, int mailing, List<Long> customers) {
        return tx.sql()
                .createQuery(
                        UNDELIVERED
                                + """
                                 WHERE mailing_id = :mailing AND customer_id IN (<customers>)
                                   AND company_id = :company ORDER BY customer_id, mail FOR UPDATE
                                """)
                .bind(MAILING, mailing)
                .bindList(CUSTOMERS, customers)
                .bind(COMPANY, company)
                .map(DeliveryStore::undelivered)
                .list();
    }

    List<Undelivered> owed(Transaction tx, int mailing) {
        return tx.sql()
                .createQuery(UNDELIVERED + " WHERE mailing_id = :mailing AND owed = 1 FOR UPDATE")
                .bind(MAILING, mailing)
                .map(DeliveryStore::undelivered)
                .list();
    }

    private static Undelivered undelivered(java.sql.ResultSet row, StatementContext context)
            throws java.sql.SQLException {
        return new Undelivered(
                row.getInt("mailing_id"),
                row.getLong("customer_id"),
                row.getLong("mail"),
                Attempt.State.of(row.getInt("state")),
                row.getInt("attempts"),
                row.getInt("dsn"),
                row.getString("relay"),
                row.getString("status_text"),
                row.getTimestamp("first_try").toInstant(),
                row.getTimestamp("last_try").toInstant(),
                row.getInt("owed") == 1);
    }

    void save(Transaction tx, int company, Collection<Undelivered> rows) {
        if (rows.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO undelivered_tbl
                                       (company_id, mailing_id, customer_id, mail, state, attempts,
                                        dsn, relay, status_text, first_try, last_try, owed)
                                VALUES (:company, :mailing, :customer, :mail, :state, :attempts,
                                        :dsn, :relay, :text, :first, :last, :owed)
                                ON DUPLICATE KEY UPDATE state = VALUES(state),
                                       attempts = VALUES(attempts), dsn = VALUES(dsn),
                                       relay = VALUES(relay), status_text = VALUES(status_text),
                                       last_try = VALUES(last_try), owed = VALUES(owed)
                                """);
        rows.forEach(
                one ->
                        batch.bind(COMPANY, company)
                                .bind(MAILING, one.mailingId())
                                .bind(CUSTOMER, one.customerId())
                                .bind("mail", one.mail())
                                .bind("state", one.state().code())
                                .bind("attempts", one.attempts())
                                .bind("dsn", one.dsn())
                                .bind("relay", one.relay())
                                .bind("text", one.text())
                                .bind("first", one.first())
                                .bind("last", one.last())
                                .bind("owed", one.owed() ? 1 : 0)
                                .add());
        batch.execute();
    }

    /** How many successes each has; those without are missing. */
    Map<Long, Integer> successes(Transaction tx, int company, int mailing, List<Long> customers) {
        Map<Long, Integer> counts = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT customer_id FROM success_<company>_tbl
                         WHERE mailing_id = :mailing AND customer_id IN (<customers>) FOR UPDATE
                        """)
                .define(COMPANY, company)
                .bind(MAILING, mailing)
                .bindList(CUSTOMERS, customers)
                .mapTo(Long.class)
                .forEach(customer -> counts.merge(customer, 1, Integer::sum));
        return counts;
    }

    /** One for each time a customer occurs. */
    void deleteSuccesses(Transaction tx, int company, int mailing, List<Long> customers) {
        if (customers.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                DELETE FROM success_<company>_tbl
                                 WHERE mailing_id = :mailing AND customer_id = :customer
                                 ORDER BY timestamp DESC LIMIT 1
                                """)
                        .define(COMPANY, company);
        customers.forEach(customer -> batch.bind(MAILING, mailing).bind(CUSTOMER, customer).add());
        batch.execute();
    }

    void addSuccesses(
            Transaction tx, int company, int mailing, List<MailingBooking.Success> successes) {
        if (successes.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO success_<company>_tbl (customer_id, mailing_id, timestamp)
                                VALUES (:customer, :mailing, :time)
                                """)
                        .define(COMPANY, company);
        successes.forEach(
                one ->
                        batch.bind(CUSTOMER, one.customerId())
                                .bind(MAILING, mailing)
                                .bind("time", one.time())
                                .add());
        batch.execute();
    }

    /** May be below zero for as long as the successes of the same mails are not booked. */
    void addDelivered(Transaction tx, int company, int mailing, int more) {
        if (more != 0) {
            tx.sql()
                    .createUpdate(
                            """
                            UPDATE mailing_tbl SET delivered = COALESCE(delivered, 0) + :more
                             WHERE mailing_id = :mailing AND company_id = :company
                            """)
                    .bind("more", more)
                    .bind(MAILING, mailing)
                    .bind(COMPANY, company)
                    .execute();
        }
    }

    void count(Transaction tx, int company, int mailing, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        int[] counts = new int[Attempt.State.values().length];
        attempts.forEach(one -> counts[one.state().ordinal()]++);
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO mail_log_count_tbl
                               (mailing_id, company_id, delivered, put_off, bounced)
                        VALUES (:mailing, :company, :delivered, :putOff, :bounced)
                        ON DUPLICATE KEY UPDATE delivered = delivered + VALUES(delivered),
                               put_off = put_off + VALUES(put_off),
                               bounced = bounced + VALUES(bounced)
                        """)
                .bind(MAILING, mailing)
                .bind(COMPANY, company)
                .bind("delivered", counts[Attempt.State.DELIVERED.ordinal()])
                .bind("putOff", counts[Attempt.State.PUT_OFF.ordinal()])
                .bind("bounced", counts[Attempt.State.BOUNCED.ordinal()])
                .execute();
    }

    /** A delivery ends the doubt about a recipient. */
    void forgetDoubts(Transaction tx, int company, List<Long> customers) {
        if (!customers.isEmpty()) {
            tx.sql()
                    .createUpdate(
                            """
                            DELETE FROM bounce_held_tbl
                             WHERE company_id = :company AND customer_id IN (<customers>)
                            """)
                    .bind(COMPANY, company)
                    .bindList(CUSTOMERS, customers)
                    .execute();
        }
    }
}
