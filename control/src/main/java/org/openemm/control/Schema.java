package org.openemm.control;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.openemm.account.Passwords;
import org.openemm.config.DbCfg;
import org.openemm.config.Home;

/** Brings the database to the state that these programs expect. */
final class Schema {
    private static final int PASSWORD_LENGTH = 14;

    private final DbCfg dbCfg;

    Schema(DbCfg dbCfg) {
        this.dbCfg = dbCfg;
    }

    /**
     * Runs the migrations that are missing.
     *
     * @return how many ran
     */
    int migrate() throws ControlFailure {
        try {
            return Flyway.configure()
                    .dataSource(dbCfg.jdbcUrl(), dbCfg.user(), dbCfg.password())
                    .locations("classpath:sql")
                    // Each feature has a range of numbers: a later one may be lower.
                    .outOfOrder(true)
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new ControlFailure(
                    "The database " + dbCfg.name() + " could not be migrated: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Gives the first user his first password when he has none. Unless told otherwise he must
     * change it when he logs in: an empty {@code pwdchange_date} says so.
     *
     * @return the password when one was made up here, to be shown once
     */
    Optional<String> initialPassword(Home home, Clock clock) throws ControlFailure {
        try (Connection connection =
                DriverManager.getConnection(dbCfg.jdbcUrl(), dbCfg.user(), dbCfg.password())) {
            if (!isPasswordMissing(connection)) {
                return Optional.empty();
            }
            String given = System.getenv("OPENEMM_ADMIN_PASSWORD");
            boolean isGiven = given != null && !given.isEmpty();
            boolean isFinal =
                    isGiven && "true".equals(System.getenv("OPENEMM_ADMIN_PASSWORD_FINAL"));
            String password = isGiven ? given : Keys.password(PASSWORD_LENGTH);
            try (PreparedStatement update =
                    connection.prepareStatement(
                            """
                            UPDATE admin_tbl SET secure_password_hash = ?, pwdchange_date = ?
                            WHERE username = 'emm-master'
                            """)) {
                update.setString(1, Passwords.of(home).hash(password));
                update.setTimestamp(2, isFinal ? Timestamp.from(clock.instant()) : null);
                update.executeUpdate();
            }
            return isGiven ? Optional.empty() : Optional.of(password);
        } catch (SQLException e) {
            throw new ControlFailure(
                    "The password of emm-master could not be set: " + e.getMessage(), e);
        }
    }

    /**
     * Lets links in mails lead to this machine's port as long as nobody gave the company a domain
     * of its own: without it, the first mails of an installation on another port than 8080 would
     * lead nowhere.
     */
    void localRedirectAddress(int httpPort) throws ControlFailure {
        try (Connection connection =
                        DriverManager.getConnection(
                                dbCfg.jdbcUrl(), dbCfg.user(), dbCfg.password());
                PreparedStatement update =
                        connection.prepareStatement(
                                """
                                UPDATE company_tbl SET rdir_domain = ?
                                WHERE company_id = 1 AND rdir_domain REGEXP '^http://localhost:[0-9]+$'
                                  AND rdir_domain <> ?
                                """)) {
            String address = "http://localhost:" + httpPort;
            update.setString(1, address);
            update.setString(2, address);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new ControlFailure("The redirect domain could not be set: " + e.getMessage(), e);
        }
    }

    private static boolean isPasswordMissing(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                """
                                SELECT 1 FROM admin_tbl
                                WHERE username = 'emm-master'
                                  AND (secure_password_hash IS NULL OR secure_password_hash = '')
                                """);
                ResultSet rows = query.executeQuery()) {
            return rows.next();
        }
    }
}
