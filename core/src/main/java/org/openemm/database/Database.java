package org.openemm.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to MariaDB: opens transactions that serve SQL (Jdbi) and configuration entities
 * (Hibernate) on the same connection.
 *
 * <p>Thread-safe. Transactions are opened by services and jobs, never by a store.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /**
     * A transaction that lost a deadlock is tried this often in all before the error is passed on.
     */
    private static final int ATTEMPTS = 4;

    /**
     * MariaDB: deadlock found; lock wait timeout; record has changed since last read (snapshot
     * isolation); an index has come since the transaction began.
     */
    private static final List<Integer> RETRYABLE = List.of(1213, 1205, 1020, 1412);

    /**
     * So long a statement may take without giving anything back: longer than waiting for a lock
     * ends by itself (30 minutes in our own MariaDB).
     */
    private static final Duration LONGEST = Duration.ofMinutes(35);

    private final DataSource dataSource;
    private final ThreadLocal<Duration> patience = ThreadLocal.withInitial(() -> LONGEST);
    private final Jdbi jdbi;
    private final EntitySessions sessions;
    private final DatabaseWatch watch;

    private Database(
            DataSource dataSource, Jdbi jdbi, EntitySessions sessions, DatabaseWatch watch) {
        this.dataSource = dataSource;
        this.jdbi = jdbi;
        this.sessions = sessions;
        this.watch = watch;
    }

    /**
     * Opens the database behind a pool.
     *
     * @param entities classes with a jakarta.persistence mapping
     */
    public static Database over(DataSource dataSource, List<Class<?>> entities) {
        return over(dataSource, entities, new DatabaseWatch(dataSource));
    }

    static Database over(DataSource dataSource, List<Class<?>> entities, DatabaseWatch watch) {
        return new Database(dataSource, SqlSetup.jdbi(), new EntitySessions(entities), watch);
    }

    /**
     * Runs work in one transaction: committed when it returns, rolled back when it throws. Repeated
     * on a deadlock.
     */
    public <T, X extends Exception> T inTransaction(Work<T, X> work) throws X {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !isRetryable(e)) {
                    throw e;
                }
                LOG.info("Transaction repeated (attempt {}): {}", attempt + 1, e.getMessage());
            }
        }
    }

    /** As {@link #inTransaction} for work without a result. */
    public <X extends Exception> void run(VoidWork<X> work) throws X {
        inTransaction(
                tx -> {
                    work.with(tx);
                    return null;
                });
    }

    /**
     * Until it is closed, statements of this thread break off with a connection failure when the
     * database gives nothing back for that long.
     */
    public Patience patience(Duration longest) {
        patience.set(longest);
        return patience::remove;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public void close() {
        watch.close();
        sessions.close();
    }

    private <T, X extends Exception> T once(Work<T, X> work) throws X {
        try (Connection connection = watch.open()) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.get().toMillis()));
            return once(work, connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    private <T, X extends Exception> T once(Work<T, X> work, Connection connection)
            throws X, SQLException {
        connection.setAutoCommit(false);
        try (Transaction tx = new Transaction(connection, jdbi, sessions)) {
            boolean done = false;
            try {
                T result = work.with(tx);
                tx.flush();
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollback(connection);
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.warn("Rollback failed: {}", e.getMessage());
        }
    }

    private static boolean isRetryable(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && RETRYABLE.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    /** How long a thread waits for the database; ends when closed. */
    @FunctionalInterface
    public interface Patience extends AutoCloseable {
        @Override
        void close();
    }

    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T with(Transaction tx) throws X;
    }

    /** Work inside a transaction that gives no result. */
    @FunctionalInterface
    public interface VoidWork<X extends Exception> {
        void with(Transaction tx) throws X;
    }
}
