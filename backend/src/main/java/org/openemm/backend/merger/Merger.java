package org.openemm.backend.merger;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.backend.spool.Spool;
import org.openemm.delivery.Maildrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Generates send jobs on request, several at a time; admin and test sendings never wait behind
 * lists. Thread-safe.
 */
public final class Merger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Merger.class);
    private static final int LISTS_AT_A_TIME = 4;
    private static final int SINGLES_AT_A_TIME = 2;
    private static final int PATIENCE_SECONDS = 60;

    private final MergerStore store;
    private final Generation generation;
    private final EarlierRun past;
    private final Runnable ready;
    private final Set<Integer> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService lists = Background.pool("merger-list", LISTS_AT_A_TIME);
    private final ExecutorService singles = Background.pool("merger-single", SINGLES_AT_A_TIME);

    /**
     * @param ready told after each generation
     */
    public Merger(MergerStore store, Generation generation, Spool spool, Runnable ready) {
        this.store = store;
        past = new EarlierRun(store, spool);
        this.generation = generation;
        this.ready = ready;
    }

    /** Generates a job soon, unless it is in work already. */
    public void fire(int statusId) {
        Maildrop job = store.find(statusId).orElse(null);
        if (job == null) {
            LOG.warn("There is no send job {}", statusId);
            return;
        }
        if (!busy.add(statusId)) {
            return;
        }
        (job.kind().isSingle() ? singles : lists).execute(() -> work(statusId));
    }

    /** The job waits or is being generated in this process. */
    boolean isBusy(int statusId) {
        return busy.contains(statusId);
    }

    /** Generations in work are broken off; the next start begins them again. */
    @Override
    public void close() {
        generation.breakOff();
        for (ExecutorService pool : new ExecutorService[] {lists, singles}) {
            pool.shutdown();
            try {
                if (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    LOG.warn("A generation does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work(int statusId) {
        try {
            if (past.isOver(statusId) && store.claim(statusId)) {
                generation.run(statusId);
                ready.run();
            }
        } catch (Generation.BrokenOff e) {
            LOG.info(
                    "Send job {}: generation broken off, begins again with the next start",
                    statusId);
        } catch (Generation.Cancelled e) {
            LOG.info("Send job {} was stopped", statusId);
            store.forgetStopped(statusId);
        } catch (Exception e) {
            if (isConnectionLoss(e)) {
                LOG.warn(
                        "Send job {}: the database is away, tried again: {}",
                        statusId,
                        e.toString());
            } else {
                LOG.error("Send job {} failed", statusId, e);
                fail(statusId);
            }
        } finally {
            busy.remove(statusId);
        }
    }

    private void fail(int statusId) {
        try {
            store.giveUp(statusId);
        } catch (RuntimeException e) {
            LOG.error("Send job {} could not be marked as failed", statusId, e);
        }
    }

    /** SQL states of class 08: the statement may be right, the server is not there. */
    private static boolean isConnectionLoss(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (sql.getSQLState() == null || sql.getSQLState().startsWith("08"))) {
                return true;
            }
        }
        return false;
    }
}
