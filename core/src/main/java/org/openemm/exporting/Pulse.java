package org.openemm.exporting;

import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the thread that writes and the one that watches it tell each other. The writer must not stop
 * for a look into the database with each row, and a statement that has found no row yet must be
 * stoppable, too.
 */
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    /** Somebody wants the work to stop. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    private volatile boolean stop;
    private volatile long rows;
    private volatile long lastId;
    private volatile long highestId = 1;
    private Statement statement;

    void begin(Statement running, long highest) {
        highestId = Math.max(1, highest);
        synchronized (this) {
            statement = running;
        }
    }

    /** The statement is over; a late cancel must not hit the next one of the connection. */
    synchronized void end() {
        statement = null;
    }

    void at(long row, long id) {
        rows = row;
        lastId = id;
    }

    long rows() {
        return rows;
    }

    /** Of the recipients, by id; never 100 before the end. */
    int percent() {
        return (int) Math.min(99, lastId * 100 / highestId);
    }

    boolean isStopped() {
        return stop;
    }

    void stop() {
        stop = true;
        kill();
    }

    /** Ends the statement, so that closing it need not read what is left. */
    synchronized void kill() {
        if (statement == null) {
            return;
        }
        try {
            statement.cancel();
        } catch (SQLException e) {
            LOG.info("Statement of an export ends by itself: {}", e.getMessage());
        }
    }
}
