package org.openemm.backend.merger;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.delivery.Maildrop;

/**
 * Books what was written: progress, and who got the mailing. On connections and threads of its own,
 * while the next packages are written; notices when a person stopped the job.
 */
final class GenerationProgress {
    private static final int EVERY = 400;

    /** Bounds what waits to be booked. */
    private static final int MAX_WAITING = 8;

    private final Database database;
    private final Clock clock;
    private final Maildrop job;
    private final ExecutorService books;
    private final boolean tracked;
    private final Deque<Future<?>> waiting = new ArrayDeque<>();
    private List<Long> pending = new ArrayList<>();
    private long written;

    GenerationProgress(Database database, Clock clock, Maildrop job, ExecutorService books) {
        this.database = database;
        this.clock = clock;
        this.job = job;
        this.books = books;
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
            submit();
            while (waiting.size() > MAX_WAITING) {
                await(waiting.remove());
            }
        }
    }

    /** Returns when everything is booked. */
    void flush() {
        submit();
        while (!waiting.isEmpty()) {
            await(waiting.remove());
        }
        update("current_mails", written);
    }

    /** Nothing is being booked any more when this returns, whatever became of it. */
    void breakOff() {
        while (!waiting.isEmpty()) {
            try {
                waiting.remove().get();
            } catch (ExecutionException e) {
                // The generation has failed anyway.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void submit() {
        List<Long> part = pending;
        long soFar = written;
        pending = new ArrayList<>();
        waiting.add(books.submit(() -> book(part, soFar)));
    }

    private void book(List<Long> customerIds, long soFar) {
        database.run(
                tx -> {
                    requireRunning(tx);
                    if (tracked) {
                        Recipients.note(tx, job, customerIds, clock.instant());
                    }
                });
        update("current_mails", soFar);
    }

    private static void await(Future<?> booking) {
        try {
            booking.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Generation.BrokenOff();
        }
    }

    private void requireRunning(Transaction tx) {
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
                                                + " = GREATEST(COALESCE("
                                                + column
                                                + ", 0), :value), timestamp = :now"
                                                + " WHERE status_id = :id")
                                .bind("value", value)
                                .bind("now", clock.instant())
                                .bind("id", job.statusId())
                                .execute());
    }
}
