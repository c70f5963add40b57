package org.openemm.insight;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.openemm.InvalidInput;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets few questions to the database through at once, one for each person: whoever asks again ends
 * his question before, in the database, too. Thread-safe.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** MariaDB: query execution was interrupted (max_statement_time exceeded). */
    private static final int TIMEOUT = 1969;

    /** What the database may need beyond the limit until it is given up. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Database database;
    private final int width;
    private final Duration wait;
    private final Map<Object, Turn> turns = new HashMap<>();
    private int running;

    /**
     * @param width how many questions run at once
     * @param wait how long one may wait for that
     */
    Lane(Database database, int width, Duration wait) {
        this.database = database;
        this.width = width;
        this.wait = wait;
    }

    /** A question, made of statements. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Transaction tx, Turn turn);
    }

    /**
     * Asks.
     *
     * @param owner who asks
     * @param limit of time for each statement
     * @throws Superseded the owner asked again
     * @throws Busy too many others ask
     * @throws InvalidInput a statement took longer than the limit
     */
    <T> T ask(Object owner, Duration limit, Question<T> question) {
        Turn mine = enter(owner, limit);
        try (Database.Patience patience = database.patience(limit.plus(GRACE))) {
            return database.inTransaction(
                    tx -> {
                        try {
                            return question.ask(tx, mine);
                        } finally {
                            // From here on the connection may serve somebody else.
                            mine.done();
                        }
                    });
        } catch (RuntimeException e) {
            if (mine.isOver()) {
                throw new Superseded();
            }
            if (isTimeout(e)) {
                throw new InvalidInput("eql", "error.target.timeout", limit.toSeconds());
            }
            throw e;
        } finally {
            leave(owner, mine);
        }
    }

    /** Ends what the owner asks, if anything. */
    void end(Object owner) {
        Turn turn;
        synchronized (this) {
            turn = turns.get(owner);
        }
        if (turn != null) {
            turn.end();
            synchronized (this) {
                notifyAll();
            }
        }
    }

    private Turn enter(Object owner, Duration limit) {
        Turn mine = new Turn(limit);
        Turn before;
        synchronized (this) {
            before = turns.put(owner, mine);
        }
        if (before != null) {
            before.end();
        }
        long end = System.nanoTime() + wait.toNanos();
        synchronized (this) {
            notifyAll();
            while (running >= width) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (mine.isOver() || left <= 0) {
                    turns.remove(owner, mine);
                    throw mine.isOver() ? new Superseded() : new Busy();
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    turns.remove(owner, mine);
                    throw new Busy();
                }
            }
            running++;
        }
        return mine;
    }

    private void leave(Object owner, Turn mine) {
        synchronized (this) {
            turns.remove(owner, mine);
            running--;
            notifyAll();
        }
    }

    static boolean isTimeout(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == TIMEOUT) {
                return true;
            }
        }
        return false;
    }

    /** One question while it is asked. */
    static final class Turn implements StatementCustomizer {
        private final Duration limit;
        private PreparedStatement statement;
        private boolean over;

        Turn(Duration limit) {
            this.limit = limit;
        }

        /** A query that can be ended and ends by itself. */
        Query query(Transaction tx, String sql) {
            return query(tx, limit, "", sql);
        }

        /**
         * @param settings of the server for this statement, each with a comma before it
         */
        Query query(Transaction tx, Duration longest, String settings, String sql) {
            String limited =
                    "SET STATEMENT max_statement_time = %d.%03d%s FOR %s"
                            .formatted(longest.toSeconds(), longest.toMillisPart(), settings, sql);
            return tx.sql().createQuery(limited).addCustomizer(this);
        }

        @Override
        public synchronized void beforeExecution(PreparedStatement next, StatementContext context) {
            if (over) {
                throw new Superseded();
            }
            statement = next;
        }

        @Override
        public synchronized void afterExecution(PreparedStatement last, StatementContext context) {
            statement = null;
        }

        private synchronized void done() {
            statement = null;
        }

        private synchronized boolean isOver() {
            return over;
        }

        /** Nobody waits for the answer any more. */
        private synchronized void end() {
            over = true;
            if (statement != null) {
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    LOG.warn("A count could not be ended: {}", e.getMessage());
                }
            }
        }
    }
}
