package org.openemm.backend.merger;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
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
    private static final long MAX_REST_SECONDS = 60;

    /** Whether it is back shows only when it is asked, and asking costs next to nothing. */
    private static final long MAX_REST_WITHOUT_DATABASE = 8;

    private final MergerStore store;
    private final Generation generation;
    private final EarlierRun past;
    private final Map<Integer, Rest> resting = new ConcurrentHashMap<>();
    private final Set<Integer> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService lists = Background.pool("merger-list", LISTS_AT_A_TIME);
    private final ExecutorService singles = Background.pool("merger-single", SINGLES_AT_A_TIME);

    public Merger(MergerStore store, Generation generation, Spool spool) {
        this.store = store;
        past = new EarlierRun(store, spool);
        this.generation = generation;
    }

    /** Generates a job soon, unless it is in work already. */
    public void fire(int statusId) {
        Maildrop job = store.find(statusId).orElse(null);
        if (job == null) {
            LOG.warn("There is no send job {}", statusId);
            return;
        }
        submit(job, () -> past.isOver(statusId) && store.claim(statusId));
    }

    /** Goes on with a claimed job of which packages were released. */
    void goOn(Maildrop job) {
        submit(job, () -> true);
    }

    /** The job waits or is being generated in this process. */
    boolean isBusy(int statusId) {
        Rest rest = resting.get(statusId);
        return busy.contains(statusId) || rest != null && rest.until() - System.nanoTime() > 0;
    }

    /** Something is to be tried again soon. */
    boolean isAnyResting() {
        long now = System.nanoTime();
        return resting.values().stream()
                .anyMatch(rest -> now - rest.until() < TimeUnit.SECONDS.toNanos(MAX_REST_SECONDS));
    }

    private void submit(Maildrop job, Claim claim) {
        if (busy.add(job.statusId())) {
            (job.kind().isSingle() ? singles : lists).execute(() -> work(job.statusId(), claim));
        }
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

    private void work(int statusId, Claim claim) {
        try {
            if (claim.take()) {
                forgetTroublesOvercome(statusId);
                generation.run(statusId);
            }
            resting.remove(statusId);
        } catch (Generation.BrokenOff e) {
            LOG.info("Send job {}: generation broken off, goes on with the next start", statusId);
        } catch (Generation.Cancelled e) {
            LOG.info("Send job {} was stopped", statusId);
            resting.remove(statusId);
            if (!e.isReleased()) {
                store.forgetStopped(statusId);
            }
        } catch (Exception e) {
            if (isConnectionLoss(e)) {
                rest(statusId, "the database is away", MAX_REST_WITHOUT_DATABASE, e);
            } else {
                stumbled(statusId, e);
            }
        } finally {
            busy.remove(statusId);
        }
    }

    /** Nothing that was begun with recipients may end for a fault of ours: it waits. */
    private void stumbled(int statusId, Exception e) {
        try {
            IOException trouble = io(e);
            if (trouble != null) {
                String text =
                        trouble.getMessage() == null ? trouble.toString() : trouble.getMessage();
                rest(statusId, "the spool cannot be written: " + text, MAX_REST_SECONDS, e);
                generation.waits(statusId, "The spool cannot be written: " + text);
            } else if (generation.isReleased(statusId)) {
                if (!resting.containsKey(statusId)) {
                    LOG.error("Send job {}", statusId, e);
                }
                rest(statusId, "its packages cannot be made", MAX_REST_SECONDS, e);
                generation.waits(statusId, "The packages cannot be made: " + e);
            } else {
                LOG.error("Send job {} failed", statusId, e);
                fail(statusId);
            }
        } catch (RuntimeException lost) {
            LOG.warn("Send job {}: {}", statusId, lost.toString());
        }
    }

    /** What came in between since is a new trouble: it is not paid for with a longer rest. */
    private void forgetTroublesOvercome(int statusId) {
        if (resting.containsKey(statusId)) {
            long released = generation.released(statusId);
            resting.computeIfPresent(
                    statusId,
                    (id, rest) -> released > rest.released() ? Rest.NONE.released(released) : rest);
        }
    }

    /** Tried again and again, after 1, 2, 4 … seconds as long as it gets no further. */
    private void rest(int statusId, String why, long longest, Exception cause) {
        Rest before = resting.getOrDefault(statusId, Rest.NONE);
        long seconds = Math.min(longest, 1L << Math.min(before.attempts(), 16));
        resting.put(
                statusId,
                new Rest(
                        before.attempts() + 1,
                        System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds),
                        before.released()));
        if (before.attempts() == 0) {
            LOG.warn(
                    "Send job {}: {}, tried again until it works: {}",
                    statusId,
                    why,
                    cause.toString());
        } else {
            LOG.info(
                    "Send job {}: {}, attempt {}: {}",
                    statusId,
                    why,
                    before.attempts() + 1,
                    cause.toString());
        }
    }

    private static IOException io(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException found) {
                return found;
            }
        }
        return null;
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

    /** False: there is nothing to do at present. */
    @FunctionalInterface
    private interface Claim {
        boolean take() throws IOException;
    }

    /**
     * @param attempts that failed one after the other without getting further
     * @param until in terms of System.nanoTime
     * @param released mails that could be sent at that time
     */
    private record Rest(int attempts, long until, long released) {
        static final Rest NONE = new Rest(0, 0, 0);

        Rest released(long mails) {
            return new Rest(attempts, System.nanoTime(), mails);
        }
    }
}
