package org.openemm.importing;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a database that is away, and for locks, instead of giving up. What is tried again must
 * be one transaction, or not mind being done twice.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    /** Then somebody should be told. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /**
     * Too many connections, server shuts down, packets lost, lock waits and deadlocks, connection
     * killed, server gone.
     */
    private static final Set<Integer> PASSING =
            Set.of(1040, 1053, 1152, 1158, 1159, 1160, 1161, 1205, 1213, 1020, 1927, 2006, 2013);

    private Patience() {}

    static void run(Runnable work) {
        get(
                () -> {
                    work.run();
                    return null;
                });
    }

    static <T> T get(Supplier<T> work) {
        long begun = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!isPassing(e) || System.nanoTime() - begun > LONGEST.toNanos()) {
                    throw e;
                }
                LOG.info("Waiting for the database: {}", e.getMessage());
                sleep(pause, e);
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            }
        }
    }

    static boolean isPassing(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchElementException
                    || cause instanceof SQLTransientException
                    || cause instanceof SQLException sql
                            && (PASSING.contains(sql.getErrorCode())
                                    || sql.getSQLState() != null
                                            && sql.getSQLState().startsWith("08"))) {
                return true;
            }
        }
        return false;
    }

    private static void sleep(Duration pause, RuntimeException reason) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }
}
