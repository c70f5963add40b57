package org.openemm.backend.merger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.delivery.Maildrop;

/** What is kept of a generation in the database: how far its packages are released. */
final class Checkpoints {
    private static final int REASON_LENGTH = 500;

    private final Database database;
    private final Clock clock;
    private final String host;

    /**
     * @param host only jobs that this host has claimed go on
     */
    Checkpoints(Database database, Clock clock, String host) {
        this.database = database;
        this.clock = clock;
        this.host = host;
    }

    Optional<Checkpoint> find(int statusId) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT early, blocks, mails, world, customer_id, paced_from,
                                               complete
                                          FROM generation_tbl WHERE maildrop_id = :id
                                        """)
                                .bind("id", statusId)
                                .map((row, context) -> read(row))
                                .findOne());
    }

    /** A generation begins: nothing of it is released. */
    Checkpoint begin(Maildrop job, boolean early) {
        database.run(
                tx -> {
                    forget(tx, job.statusId());
                    tx.sql()
                            .createUpdate(
                                    """
                                    INSERT INTO generation_tbl (maildrop_id, early)
                                    VALUES (:id, :early)
                                    """)
                            .bind("id", job.statusId())
                            .bind("early", early)
                            .execute();
                });
        return new Checkpoint(early, 0, 0, false, 0, 1, false);
    }

    /**
     * Packages may be sent once this is committed.
     *
     * @param before what was reached until now
     */
    void advance(Maildrop job, Checkpoint before, Checkpoint reached, List<Block> blocks) {
        boolean first = reached.early() && before.blocks() == 0 && reached.blocks() > 0;
        database.run(
                tx -> {
                    if (first) {
                        markSent(tx, job);
                    }
                    requireRunning(tx, job);
                    keep(tx, job, reached);
                    noteOthers(tx, job, blocks);
                    progress(tx, job, reached.mails());
                });
    }

    /** Nothing is released yet, but people see how far it is. */
    void showProgress(Maildrop job, long mails) {
        database.run(
                tx -> {
                    requireRunning(tx, job);
                    progress(tx, job, mails);
                });
    }

    void showTotal(Maildrop job, long total) {
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        UPDATE mailing_backend_log_tbl
                                           SET total_mails = :total, timestamp = :now
                                         WHERE status_id = :id
                                        """)
                                .bind("total", total)
                                .bind("now", clock.instant())
                                .bind("id", job.statusId())
                                .execute());
    }

    /** Admin and test recipients in released packages. */
    Set<Long> others(Maildrop job) {
        return database.inTransaction(
                tx ->
                        new HashSet<>(
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT customer_id FROM generation_other_tbl
                                                 WHERE maildrop_id = :id
                                                """)
                                        .bind("id", job.statusId())
                                        .mapTo(Long.class)
                                        .list()));
    }

    /** Nobody behind the checkpoint was made a mail for: what was noted of them goes. */
    void forgetUnreleased(Maildrop job, Checkpoint reached) {
        database.run(
                tx -> {
                    tx.sql()
                            .createUpdate(
                                    """
                                    DELETE FROM mailtrack_%d_tbl
                                     WHERE maildrop_status_id = :id AND customer_id > :last
                                       AND customer_id NOT IN (SELECT customer_id
                                                                 FROM generation_other_tbl
                                                                WHERE maildrop_id = :id)
                                    """
                                            .formatted(job.companyId()))
                            .bind("id", job.statusId())
                            .bind("last", reached.world() ? reached.customerId() : 0)
                            .execute();
                    tx.sql()
                            .createUpdate(
                                    """
                                    UPDATE mailing_backend_log_tbl SET current_mails = :mails
                                     WHERE status_id = :id
                                    """)
                            .bind("mails", reached.mails())
                            .bind("id", job.statusId())
                            .execute();
                });
    }

    /** Says why a generation waits. */
    void waits(int statusId, String reason) {
        String text = reason.substring(0, Math.min(REASON_LENGTH, reason.length()));
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO generation_tbl (maildrop_id, reason, since)
                                        VALUES (:id, :reason, :now)
                                        ON DUPLICATE KEY UPDATE
                                            since = IF(reason = '', :now, since), reason = :reason
                                        """)
                                .bind("id", statusId)
                                .bind("reason", text)
                                .bind("now", clock.instant())
                                .execute());
    }

    /** The job is over. */
    static void forget(Transaction tx, int statusId) {
        for (String table : List.of("generation_tbl", "generation_other_tbl")) {
            tx.sql()
                    .createUpdate("DELETE FROM " + table + " WHERE maildrop_id = :id")
                    .bind("id", statusId)
                    .execute();
        }
    }

    /** Whoever stops the job waits for us, or we find it stopped. */
    private void requireRunning(Transaction tx, Maildrop job) {
        int running =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE maildrop_status_tbl SET genchange = :now
                                 WHERE status_id = :id AND genstatus = 2 AND processed_by = :host
                                """)
                        .bind("now", clock.instant())
                        .bind("id", job.statusId())
                        .bind("host", host)
                        .execute();
        if (running == 0) {
            throw new Generation.Cancelled();
        }
    }

    /**
     * From now on it counts as sent, even if it is stopped at once. Comes first: whoever changes
     * both locks the mailing before its send job.
     */
    private void markSent(Transaction tx, Maildrop job) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl SET send_date = COALESCE(send_date, :now)
                         WHERE mailing_id = :mailing
                        """)
                .bind("now", clock.instant())
                .bind("mailing", job.mailingId())
                .execute();
    }

    private static void keep(Transaction tx, Maildrop job, Checkpoint reached) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE generation_tbl
                           SET blocks = :blocks, mails = :mails, world = :world,
                               customer_id = :customer, paced_from = :paced, complete = :complete,
                               reason = '', since = NULL
                         WHERE maildrop_id = :id
                        """)
                .bind("blocks", reached.blocks())
                .bind("mails", reached.mails())
                .bind("world", reached.world())
                .bind("customer", reached.customerId())
                .bind("paced", reached.pacedFrom())
                .bind("complete", reached.complete())
                .bind("id", job.statusId())
                .execute();
    }

    private static void noteOthers(Transaction tx, Maildrop job, List<Block> blocks) {
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                "INSERT IGNORE INTO generation_other_tbl (maildrop_id, customer_id)"
                                        + " VALUES (:id, :customer)");
        for (Block block : blocks) {
            if (!block.world()) {
                block.customerIds()
                        .forEach(id -> batch.bind("id", job.statusId()).bind("customer", id).add());
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
        batch.close();
    }

    private void progress(Transaction tx, Maildrop job, long mails) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_backend_log_tbl
                           SET current_mails = :mails,
                               total_mails = GREATEST(COALESCE(total_mails, 0), :mails),
                               timestamp = :now
                         WHERE status_id = :id
                        """)
                .bind("mails", mails)
                .bind("now", clock.instant())
                .bind("id", job.statusId())
                .execute();
    }

    private static Checkpoint read(ResultSet row) throws SQLException {
        return new Checkpoint(
                row.getBoolean("early"),
                row.getInt("blocks"),
                row.getLong("mails"),
                row.getBoolean("world"),
                row.getLong("customer_id"),
                row.getInt("paced_from"),
                row.getBoolean("complete"));
    }
}
