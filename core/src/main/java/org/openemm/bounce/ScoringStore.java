package org.openemm.bounce;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;

/** SQL of the scoring of soft bounces. */
final class ScoringStore {
    private static final String COMPANY = "company";

    /** Stands for "never" in sums. */
    private static final Instant NEVER = Instant.parse("1970-01-03T00:00:00Z");

    /** How many the scoring decides about, and how many of them become hard. */
    record Count(long candidates, long converted) {}

    Count count(Transaction tx, ScoringQuery query) {
        return bind(
                        tx,
                        "SELECT COUNT(*), COALESCE(SUM(spared = 0), 0) FROM ("
                                + ScoringQuery.PERSONS
                                + ") person",
                        query)
                .map((row, context) -> new Count(row.getLong(1), row.getLong(2)))
                .one();
    }

    List<Softbounces.Candidate> candidates(
            Transaction tx, ScoringQuery query, long from, int most) {
        return bind(
                        tx,
                        "SELECT person.*, COALESCE(m.shortname, '') AS mailing FROM ("
                                + ScoringQuery.PERSONS
                                + ") person LEFT JOIN mailing_tbl m ON m.mailing_id ="
                                + " person.mailing_id AND m.company_id = :company AND m.deleted = 0"
                                + " ORDER BY bounces DESC, email LIMIT :most OFFSET :from",
                        query)
                .bind("from", from)
                .bind("most", most)
                .map(
                        (row, context) -> {
                            Timestamp active = row.getTimestamp("active");
                            boolean never = active == null || active.toInstant().isBefore(NEVER);
                            return new Softbounces.Candidate(
                                    row.getString("email"),
                                    row.getLong("customer_id"),
                                    row.getInt("recipients"),
                                    row.getInt("bounces"),
                                    row.getTimestamp("first_bounce").toInstant(),
                                    row.getTimestamp("last_bounce").toInstant(),
                                    row.getInt("mailing_id"),
                                    row.getString("mailing"),
                                    never ? null : active.toInstant(),
                                    row.getInt("spared") == 0);
                        })
                .list();
    }

    /** With what waits to be counted. */
    long addresses(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*)
                          FROM (SELECT email FROM softbounce_email_tbl WHERE company_id = :company
                                UNION
                                SELECT c.email FROM bounce_collect_tbl w
                                  JOIN customer_<company>_tbl c ON c.customer_id = w.customer_id
                                 WHERE w.company_id = :company) every
                        """)
                .define(COMPANY, company)
                .bind(COMPANY, company)
                .mapTo(Long.class)
                .one();
    }

    private static Query bind(Transaction tx, String sql, ScoringQuery query) {
        ScoringLimits limits = query.limits();
        return tx.sql()
                .createQuery(sql)
                .define(COMPANY, query.company())
                .bind(COMPANY, query.company())
                .bind("bounces", limits.bounces())
                .bind("days", limits.days())
                .bind("kept", query.before(limits.keptDays()))
                .bind("openSince", query.before(limits.openDays()))
                .bind("clickSince", query.before(limits.clickDays()))
                .bind("delivered", query.now().minus(ScoringQuery.RETURNS))
                .bind("tracked", isTracked(tx, query.company()))
                .bind("everybody", query.everybody());
    }

    static boolean isTracked(Transaction tx, int company) {
        return new DeliveryStore().isTracked(tx, company);
    }

    /** What waits is counted: of each address one per day. Returns how many waited. */
    int collect(Transaction tx, int company, int most) {
        List<Long> customers =
                tx.sql()
                        .createQuery(
                                """
                                SELECT DISTINCT customer_id FROM bounce_collect_tbl
                                 WHERE company_id = :company ORDER BY customer_id LIMIT :most
                                """)
                        .bind(COMPANY, company)
                        .bind("most", most)
                        .mapTo(Long.class)
                        .list();
        if (customers.isEmpty()) {
            return 0;
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO softbounce_email_tbl
                               (company_id, email, bnccnt, mailing_id, creation_date, timestamp)
                        SELECT :company, c.email, COUNT(DISTINCT DATE(w.timestamp)), MAX(w.mailing_id),
                               MIN(w.timestamp), MAX(w.timestamp)
                          FROM bounce_collect_tbl w
                          JOIN customer_<company>_tbl c ON c.customer_id = w.customer_id
                         WHERE w.company_id = :company AND w.customer_id IN (<customers>)
                           AND c.email IS NOT NULL AND c.email != ''
                         GROUP BY c.email
                        ON DUPLICATE KEY UPDATE bnccnt = bnccnt + VALUES(bnccnt),
                               mailing_id = VALUES(mailing_id),
                               creation_date = LEAST(COALESCE(creation_date, VALUES(creation_date)),
                                                     VALUES(creation_date)),
                               timestamp = GREATEST(timestamp, VALUES(timestamp))
                        """)
                .define(COMPANY, company)
                .bind(COMPANY, company)
                .bindList("customers", customers)
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM bounce_collect_tbl
                         WHERE company_id = :company AND customer_id IN (<customers>)
                        """)
                .bind(COMPANY, company)
                .bindList("customers", customers)
                .execute();
        return customers.size();
    }

    /** Too old to say anything. */
    void expire(Transaction tx, int company, Instant before) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM softbounce_email_tbl
                         WHERE company_id = :company AND creation_date < :before
                        """)
                .bind(COMPANY, company)
                .bind("before", before)
                .execute();
    }

    /** Got a mail since that did not come back. */
    void forgetDelivered(Transaction tx, int company, Instant before) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE s FROM softbounce_email_tbl s
                         WHERE s.company_id = :company
                           AND EXISTS (SELECT 1 FROM customer_<company>_tbl c
                                         JOIN success_<company>_tbl d ON d.customer_id = c.customer_id
                                        WHERE c.email = s.email AND d.timestamp > s.timestamp
                                          AND d.timestamp \\< :before)
                        """)
                .define(COMPANY, company)
                .bind(COMPANY, company)
                .bind("before", before)
                .execute();
    }

    /** Without delivery tracking nobody knows of deliveries: time forgives. */
    void fade(Transaction tx, int company, Instant before) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE softbounce_email_tbl SET bnccnt = bnccnt - 1, timestamp = timestamp
                         WHERE company_id = :company AND timestamp < :before
                        """)
                .bind(COMPANY, company)
                .bind("before", before)
                .execute();
        tx.sql()
                .createUpdate(
                        "DELETE FROM softbounce_email_tbl WHERE company_id = :company AND bnccnt <="
                                + " 0")
                .bind(COMPANY, company)
                .execute();
    }

    /** Who has this address and would get mails. */
    List<Long> reachable(Transaction tx, int company, String email) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT DISTINCT c.customer_id FROM customer_<company>_tbl c
                          JOIN customer_<company>_binding_tbl b ON b.customer_id = c.customer_id
                         WHERE c.email = :email AND b.mediatype = 0 AND b.user_status IN (1, 7)
                         ORDER BY c.customer_id
                        """)
                .define(COMPANY, company)
                .bind("email", email)
                .mapTo(Long.class)
                .list();
    }

    void forget(Transaction tx, int company, List<String> emails) {
        if (!emails.isEmpty()) {
            tx.sql()
                    .createUpdate(
                            """
                            DELETE FROM softbounce_email_tbl
                             WHERE company_id = :company AND email IN (<emails>)
                            """)
                    .bind(COMPANY, company)
                    .bindList("emails", emails)
                    .execute();
        }
    }

    List<Integer> companies(Transaction tx) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT company_id FROM company_tbl WHERE status IN ('active', 'locked')
                         ORDER BY company_id
                        """)
                .mapTo(Integer.class)
                .list();
    }

    /** When the scoring of a company was last finished; EPOCH: never. */
    Instant lastRun(Transaction tx, int company) {
        return tx.sql()
                .createQuery("SELECT MAX(cur) FROM timestamp_tbl WHERE name = :name")
                .bind("name", name(company))
                .map((row, context) -> row.getTimestamp(1))
                .findOne()
                .map(Timestamp::toInstant)
                .orElse(Instant.EPOCH);
    }

    void finished(Transaction tx, int company, Instant now) {
        int changed =
                tx.sql()
                        .createUpdate(
                                "UPDATE timestamp_tbl SET prev = cur, cur = :now WHERE name ="
                                        + " :name")
                        .bind("now", now)
                        .bind("name", name(company))
                        .execute();
        if (changed == 0) {
            tx.sql()
                    .createUpdate(
                            """
                            INSERT INTO timestamp_tbl (name, description, cur)
                            VALUES (:name, 'Scoring of soft bounces', :now)
                            """)
                    .bind("now", now)
                    .bind("name", name(company))
                    .execute();
        }
    }

    private static String name(int company) {
        return "bounce-conversion-" + company;
    }
}
