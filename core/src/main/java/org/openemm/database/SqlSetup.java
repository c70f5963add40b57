package org.openemm.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** Jdbi as this product uses it: on a connection that somebody else opened, commits and closes. */
final class SqlSetup {
    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

    private SqlSetup() {}

    static Jdbi jdbi() {
        Jdbi jdbi =
                Jdbi.create(
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
        // Jdbi would make it midnight in the zone of the machine, which is the day before in UTC.
        jdbi.registerArgument(new DayArgument());
        jdbi.registerColumnMapper(
                LocalDate.class, (row, place, context) -> row.getObject(place, LocalDate.class));
        return jdbi;
    }

    /** A day goes to the driver as a day. */
    private static final class DayArgument extends AbstractArgumentFactory<LocalDate> {
        DayArgument() {
            super(Types.DATE);
        }

        @Override
        protected Argument build(LocalDate day, ConfigRegistry config) {
            return (place, statement, context) -> statement.setObject(place, day);
        }
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
