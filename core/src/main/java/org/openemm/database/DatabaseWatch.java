package org.openemm.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the database has fallen silent: its machine hangs, its process stands still, the
 * network swallows packets. Then nothing breaks off by itself, and whoever begins something waits
 * as long as a statement may take, which is long: an import, a statistic or a wait for a lock may
 * rightly need half an hour.
 *
 * <p>But a database that works answers a ping at once, whatever else it does. So one connection is
 * kept for asking that while the database is in use. After 5 seconds without an answer new
 * transactions are refused at once, until it answers again.
 */
final class DatabaseWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

    /** What a connection failure is called (SQL state). */
    private static final String CONNECTION_FAILURE = "08006";

    private static final Limits USUAL = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(5));

    /** So long after the last transaction nobody asks any more. */
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final DataSource dataSource;
    private final Limits limits;
    private volatile long usedAt = System.nanoTime();

    private volatile boolean silent;
    private volatile boolean asleep;
    private volatile boolean closed;
    private volatile Thread thread;
    private Connection own;

    /**
     * @param every how often it is asked
     * @param patience silence after which nothing is begun any more; whole seconds
     */
    record Limits(Duration every, Duration patience) {}

    DatabaseWatch(DataSource dataSource) {
        this(dataSource, USUAL);
    }

    DatabaseWatch(DataSource dataSource, Limits limits) {
        this.dataSource = dataSource;
        this.limits = limits;
    }

    /**
     * A connection of the pool.
     *
     * @throws SQLException at once when the database has fallen silent
     */
    Connection open() throws SQLException {
        use();
        if (silent) {
            throw new SQLTransientConnectionException(
                    "The database does not answer", CONNECTION_FAILURE);
        }
        return dataSource.getConnection();
    }

    void close() {
        closed = true;
        Thread running;
        synchronized (this) {
            running = thread;
        }
        LockSupport.unpark(running);
    }

    private void use() {
        usedAt = System.nanoTime();
        if (asleep) {
            wake();
        }
        if (thread == null) {
            start();
        }
    }

    private synchronized void wake() {
        asleep = false;
        LockSupport.unpark(thread);
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            thread = new Thread(this::run, "database-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        while (!closed) {
            if (!silent && System.nanoTime() - usedAt > UNUSED.toNanos()) {
                release();
                asleep = true;
                while (asleep && !closed) {
                    LockSupport.park(this);
                }
            } else {
                ask();
                LockSupport.parkNanos(this, limits.every().toNanos());
            }
        }
        release();
    }

    private void ask() {
        long begun = System.nanoTime();
        try {
            if (own == null) {
                own = dataSource.getConnection();
            }
            if (own.isValid((int) limits.patience().toSeconds())) {
                answered();
                return;
            }
        } catch (SQLException e) {
            LOG.debug("The database cannot be asked: {}", e.toString());
            if (isBusy(e)) {
                return;
            }
        }
        if (own != null) {
            cut(own);
            own = null;
        }
        // A server that is away refuses at once; that shows without us.
        if (System.nanoTime() - begun >= limits.patience().toNanos() / 10 * 9) {
            unanswered();
        }
    }

    /** All connections are in use: that says nothing about the database. */
    private static boolean isBusy(SQLException error) {
        return error.getCause() instanceof NoSuchElementException;
    }

    private void answered() {
        if (silent) {
            LOG.info("The database answers again");
        }
        silent = false;
    }

    private void unanswered() {
        if (!silent) {
            LOG.warn("The database has not answered for {} s", limits.patience().toSeconds());
            silent = true;
        }
    }

    private static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection could not be cut: {}", e.toString());
        }
    }

    private void release() {
        if (own != null) {
            try {
                own.close();
            } catch (SQLException e) {
                LOG.debug("A connection could not be given back: {}", e.toString());
            }
            own = null;
        }
    }
}
