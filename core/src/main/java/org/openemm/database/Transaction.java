package org.openemm.database;

import java.sql.Connection;
import org.hibernate.Session;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** One open transaction. Not thread-safe; valid until the work it was given to returns. */
public final class Transaction implements AutoCloseable {
    private final Connection connection;
    private final EntitySessions sessions;
    private final Handle handle;
    private Session session;

    Transaction(Connection connection, Jdbi jdbi, EntitySessions sessions) {
        this.connection = connection;
        this.sessions = sessions;
        this.handle = SqlSetup.open(jdbi, connection);
    }

    /**
     * SQL on this transaction's connection. Entity changes made before are written first, so that
     * SQL sees them.
     */
    public Handle sql() {
        flush();
        return handle;
    }

    /** Configuration entities on this transaction's connection. */
    public Session entities() {
        if (session == null) {
            session = sessions.open(connection);
        }
        return session;
    }

    /** For bulk reads and writes that need the driver itself. */
    public Connection connection() {
        flush();
        return connection;
    }

    void flush() {
        if (session != null && session.isOpen()) {
            session.flush();
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
        handle.close();
    }
}
