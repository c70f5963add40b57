package org.openemm.mailloop;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.bounce.BounceDetail;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientAccess;

/** What bounced of the mails to one recipient, and what comes of it. */
public final class RecipientBounces {
    private static final String RIGHT = "recipient.history";
    private static final int MOST = 500;

    private final Database database;

    public RecipientBounces(Database database) {
        this.database = database;
    }

    /**
     * One bounce.
     *
     * @param mailing name; empty for a deleted one
     * @param dsn three digits, e.g. 511
     * @param text what the mail server said; empty when nobody kept it
     * @param messageId the message that told it; 0 when none came or it is not kept any more
     */
    public record Entry(
            Instant at,
            int mailingId,
            String mailing,
            BounceDetail detail,
            int dsn,
            String text,
            long messageId) {}

    /**
     * Soft bounces that were counted since the first one.
     *
     * @param first null for rows of old
     */
    public record Score(int count, Instant first) {}

    /**
     * @param entries newest first, at most 500
     * @param score empty while no soft bounce counts
     * @param held when a hard bounce that a temporary code told comes into force; empty for none
     */
    public record History(List<Entry> entries, Optional<Score> score, Optional<Instant> held) {}

    /** Nothing for somebody of another company. Right: recipient.history. */
    public History of(Actor actor, long customerId) {
        actor.require(RIGHT);
        int company = actor.companyId();
        return database.inTransaction(
                tx -> {
                    if (!RecipientAccess.sees(tx, actor, customerId)) {
                        throw new NotFound("recipient", customerId);
                    }
                    return new History(
                            entries(tx, company, customerId),
                            score(tx, company, customerId),
                            held(tx, company, customerId));
                });
    }

    private static List<Entry> entries(Transaction tx, int company, long customer) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT b.timestamp, b.mailing_id, COALESCE(m.shortname, '') AS mailing,
                               b.detail, b.dsn, COALESCE(b.status_text, '') AS text,
                               COALESCE(r.message_id, 0) AS message_id
                          FROM bounce_tbl b
                          LEFT JOIN mailing_tbl m ON m.mailing_id = b.mailing_id
                                                 AND m.company_id = b.company_id AND m.deleted = 0
                          LEFT JOIN mailloop_message_tbl r ON r.message_id = b.message_id
                                                          AND r.company_id = b.company_id
                         WHERE b.company_id = :company AND b.customer_id = :customer
                         ORDER BY b.timestamp DESC, b.bounce_id DESC LIMIT :most
                        """)
                .bind("company", company)
                .bind("customer", customer)
                .bind("most", MOST)
                .map((row, context) -> entry(row))
                .list();
    }

    private static Optional<Score> score(Transaction tx, int company, long customer) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT s.bnccnt, s.creation_date
                          FROM customer_<company>_tbl c
                          JOIN softbounce_email_tbl s ON s.company_id = :company
                                                     AND s.email = c.email
                         WHERE c.customer_id = :customer AND s.bnccnt > 0
                        """)
                .define("company", company)
                .bind("company", company)
                .bind("customer", customer)
                .map(
                        (row, context) -> {
                            Timestamp first = row.getTimestamp("creation_date");
                            return new Score(
                                    row.getInt("bnccnt"), first == null ? null : first.toInstant());
                        })
                .findFirst();
    }

    private static Optional<Instant> held(Transaction tx, int company, long customer) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT due FROM bounce_held_tbl
                         WHERE company_id = :company AND customer_id = :customer
                         ORDER BY due LIMIT 1
                        """)
                .bind("company", company)
                .bind("customer", customer)
                .map((row, context) -> row.getTimestamp("due").toInstant())
                .findFirst();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getTimestamp("timestamp").toInstant(),
                row.getInt("mailing_id"),
                row.getString("mailing"),
                BounceDetail.of(row.getInt("detail")),
                row.getInt("dsn"),
                row.getString("text"),
                row.getLong("message_id"));
    }
}
