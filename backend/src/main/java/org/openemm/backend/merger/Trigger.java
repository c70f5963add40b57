package org.openemm.backend.merger;

import java.util.Optional;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.delivery.GenerationStatus;
import org.openemm.delivery.Maildrop;
import org.openemm.delivery.Maildrops;
import org.openemm.delivery.RecurringJobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts send jobs for scripts, which want to know whether there was something to start. */
public final class Trigger {
    private static final Logger LOG = LoggerFactory.getLogger(Trigger.class);

    private final Database database;
    private final Merger merger;

    public Trigger(Database database, Merger merger) {
        this.database = database;
        this.merger = merger;
    }

    /** What came of it. */
    public record Answer(boolean ok, String text) {}

    /** Generates a ready send job; returns at once. */
    public Answer start(int statusId) {
        Optional<Maildrop> job = database.inTransaction(tx -> Maildrops.find(tx, statusId));
        if (job.isEmpty()) {
            return new Answer(false, "There is no send job " + statusId);
        }
        if (job.get().status() != GenerationStatus.READY) {
            return new Answer(false, "Send job " + statusId + " is not ready");
        }
        merger.fire(statusId);
        return new Answer(true, "Send job " + statusId + " started");
    }

    /** Sends an active interval mailing now; returns at once. */
    public Answer demand(int mailingId) {
        Optional<Integer> job =
                database.inTransaction(
                        tx -> {
                            Optional<Integer> found = RecurringJobs.demanded(tx, mailingId);
                            found.ifPresent(id -> giveUpWithoutTarget(tx, id, mailingId));
                            return found.isEmpty() ? found : RecurringJobs.demanded(tx, mailingId);
                        });
        if (job.isEmpty()) {
            return new Answer(false, "Mailing " + mailingId + " is not active on demand");
        }
        merger.fire(job.get());
        return new Answer(true, "Mailing " + mailingId + " started");
    }

    /** Whether the sending of a mailing is held, alone or with others. */
    public boolean isOnHold(int mailingId) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT EXISTS (
                                            SELECT 1 FROM mailing_tbl m JOIN serverprio_tbl p
                                                ON p.company_id IN (0, m.company_id)
                                               AND p.mailing_id IN (0, m.mailing_id)
                                             WHERE m.mailing_id = :mailing AND p.priority = 0
                                               AND (p.start_date IS NULL OR p.start_date <= NOW())
                                               AND (p.end_date IS NULL OR p.end_date > NOW()))
                                        """)
                                .bind("mailing", mailingId)
                                .mapTo(Boolean.class)
                                .one());
    }

    /**
     * Nobody can ask for a mailing to everybody on the list by mistake: without target group a job
     * that has no dates of its own ends.
     */
    private static void giveUpWithoutTarget(Transaction tx, int statusId, int mailingId) {
        int ended =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE maildrop_status_tbl d
                                  JOIN mailing_tbl m ON m.mailing_id = d.mailing_id
                                  LEFT JOIN maildrop_schedule_tbl s
                                    ON s.maildrop_status_id = d.status_id
                                   SET d.genstatus = 4
                                 WHERE d.status_id = :id AND s.maildrop_status_id IS NULL
                                   AND COALESCE(TRIM(m.target_expression), '') = ''
                                """)
                        .bind("id", statusId)
                        .execute();
        if (ended > 0) {
            LOG.error("Mailing {} is not sent on demand: it has no target group", mailingId);
        }
    }
}
