package org.openemm.web.testing;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A pool whose database a test can take away and give back. */
public final class DatabaseSwitch implements DataSource {
    private DataSource pool;
    private volatile boolean on;

    private DatabaseSwitch() {}

    /** At first the database is away. */
    public static DatabaseSwitch off() {
        return new DatabaseSwitch();
    }

    public void set(boolean available) {
        on = available;
    }

    void connect(DataSource real) {
        pool = real;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!on) {
            throw new SQLNonTransientConnectionException("Connection refused", "08000");
        }
        return pool.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}
