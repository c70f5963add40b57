package org.openemm.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Jdbi as this product uses it: on a connection that somebody else opened, commits and closes. */
final class SqlSetup {
    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

    private SqlSetup() {}

    static Jdbi jdbi() {
        return Jdbi.create(
                new ConnectionFactory() {
                    @Override
                    public Connection openConnection() {
                        return CURRENT.get();
                    }

                    @Override
                    public void closeConnection(Connection connection) throws SQLException {
                        // The transaction that opened the connection closes it.
                    }
                });
    }

    /** A handle on the given connection; closing it leaves the connection open. */
    static Handle open(Jdbi jdbi, Connection connection) {
        CURRENT.set(connection);
        try {
            return jdbi.open();
        } finally {
            CURRENT.remove();
        }
    }
}
