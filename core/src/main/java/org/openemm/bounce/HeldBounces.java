package org.openemm.bounce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.job.Job;
import org.openemm.job.JobContext;

/**
 * Books hard bounces that waited for a day because the mail server called them temporary, unless
 * the recipient got a mail meanwhile. Forgets mails that were delivered after all, a week later.
 */
public final class HeldBounces implements Job {
    /** Name in job_queue_tbl. */
    public static final String NAME = "org.openemm.bounce.HeldBounces";

    /** How long a delivery can end the doubt. */
    static final Duration DOUBT = Duration.ofHours(24);

    private static final Duration DELIVERED_KEPT = Duration.ofDays(7);
    private static final int BLOCK = 1000;

    private final Database database;
    private final Bounces bounces;
    private final Clock clock;

    public HeldBounces(Database database, Bounces bounces, Clock clock) {
        this.database = database;
        this.bounces = bounces;
        this.clock = clock;
    }

    @Override
    public String run(JobContext context) {
        Instant now = clock.instant();
        while (!context.stopRequested() && database.inTransaction(tx -> block(tx, now)) == BLOCK) {
            // The next block.
        }
        while (!context.stopRequested() && forget(now.minus(DELIVERED_KEPT)) == BLOCK) {
            // The next block.
        }
        return OK;
    }

    private int block(Transaction tx, Instant now) {
        List<Qualified> due = due(tx, now);
        Map<Integer, List<Qualified>> byCompany =
                due.stream().collect(Collectors.groupingBy(one -> one.bounce().companyId()));
        byCompany.forEach(
                (company, own) -> {
                    List<Qualified> proven = new ArrayList<>();
                    own.forEach(
                            one -> {
                                if (!isDelivered(tx, one.bounce())) {
                                    proven.add(one);
                                }
                                forget(tx, one.bounce());
                            });
                    bounces.book(tx, company, proven);
                });
        return due.size();
    }

    private static List<Qualified> due(Transaction tx, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT * FROM bounce_held_tbl WHERE due <= :now
                         ORDER BY due LIMIT :block FOR UPDATE
                        """)
                .bind("now", now)
                .bind("block", BLOCK)
                .map(
                        (row, context) -> {
                            int code = row.getInt("dsn");
                            Bounce bounce =
                                    new Bounce(
                                            row.getInt("company_id"),
                                            row.getInt("mailing_id"),
                                            row.getLong("customer_id"),
                                            code,
                                            row.getString("status_text"),
                                            row.getTimestamp("bounced").toInstant(),
                                            Bounce.Source.of(row.getInt("source")),
                                            Map.of(),
                                            row.getLong("message_id"));
                            return new Qualified(
                                    bounce,
                                    code,
                                    BounceDetail.of(row.getInt("detail")),
                                    row.getInt("rule_id"),
                                    row.getString("rule_name"));
                        })
                .list();
    }

    /** Any mail, of whatever mailing: the mailbox is there. */
    private static boolean isDelivered(Transaction tx, Bounce bounce) {
        Optional<Long> delivered =
                tx.sql()
                        .createQuery(
                                """
                                SELECT customer_id FROM success_<company>_tbl
                                 WHERE customer_id = :customer AND timestamp > :time LIMIT 1
                                """)
                        .define("company", bounce.companyId())
                        .bind("customer", bounce.customerId())
                        .bind("time", bounce.time())
                        .mapTo(Long.class)
                        .findOne();
        return delivered.isPresent();
    }

    private static void forget(Transaction tx, Bounce bounce) {
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM bounce_held_tbl WHERE company_id = :company
                           AND customer_id = :customer AND mailing_id = :mailing
                        """)
                .bind("company", bounce.companyId())
                .bind("customer", bounce.customerId())
                .bind("mailing", bounce.mailingId())
                .execute();
    }

    private int forget(Instant before) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        DELETE FROM undelivered_tbl
                                         WHERE last_try < :before AND state = 3 LIMIT :block
                                        """)
                                .bind("before", before)
                                .bind("block", BLOCK)
                                .execute());
    }
}
