package org.openemm.backend.merger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.delivery.Maildrop;

/** Books what was written: progress, and who got the mailing. On connections of its own. */
final class GenerationProgress {
    private static final int EVERY = 400;
    private final Database database;
    private final Clock clock;
    private final Maildrop job;
    private final boolean tracked;
    private final List<Long> pending = new ArrayList<>();
    private long written;

    GenerationProgress(Database database, Clock clock, Maildrop job) {
        this.database = database;
        this.clock = clock;
        this.job = job;
        tracked = !job.kind().isTrial();
    }

    void total(long total) {
        update("total_mails", total);
    }

    long written() {
        return written;
    }

    void written(List<Long> customerIds) {
        written += customerIds.size();
        pending.addAll(customerIds);
        if (pending.size() >= EVERY) {
            flush();
        }
    }

    void flush() {
        database.run(
                tx -> {
                    requireRunning(tx);
                    if (tracked) {
                        Recipients.note(tx, job, pending, clock.instant());
                    }
                });
        pending.clear();
        update("current_mails", written);
    }

    void requireRunning(Transaction tx) {
        boolean running =
                tx.sql()
                        .createQuery(
                                """
                                SELECT EXISTS (SELECT 1 FROM maildrop_status_tbl
                                                WHERE status_id = :id AND genstatus = 2)
                                """)
                        .bind("id", job.statusId())
                        .mapTo(Boolean.class)
                        .one();
        if (!running) {
            throw new Generation.Cancelled();
        }
    }

    private void update(String column, long value) {
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        "UPDATE mailing_backend_log_tbl SET "
                                                + column
                                                + " = :value, timestamp = :now WHERE status_id ="
                                                + " :id")
                                .bind("value", value)
                                .bind("now", clock.instant())
                                .bind("id", job.statusId())
                                .execute());
    }
}
