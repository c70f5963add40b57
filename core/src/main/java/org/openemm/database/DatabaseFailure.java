package org.openemm.database;

import java.io.Serial;
import java.sql.SQLException;

/** The database could not do what was asked: connection lost, statement refused. */
public final class DatabaseFailure extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    public DatabaseFailure(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
