package org.openemm.servlet;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.NoSuchElementException;

/** Tells "the database cannot be reached, or has no time for us" from other errors. */
public final class DatabaseAway {
    /** SQL states of class 08: connection exception. */
    private static final String CONNECTION = "08";

    private DatabaseAway() {}

    /** Whether a lost or refused connection is behind the error, or none that was free. */
    public static boolean isBehind(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException && cause.getCause() instanceof NoSuchElementException
                    || cause instanceof SQLNonTransientConnectionException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLException sql
                            && sql.getSQLState() != null
                            && sql.getSQLState().startsWith(CONNECTION)) {
                return true;
            }
        }
        return false;
    }
}
