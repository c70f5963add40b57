package org.openemm.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Logins of webservice users (ws_login_track_tbl): who may try, and the lock of an address after
 * too many failures.
 *
 * <p>An address with more than {@code loginTracking.webservices.maxFails} failures (default 10)
 * since its last success, within {@code ...ipBlockTimeSeconds} (default 300), is locked until that
 * long after the newest failure. Switched off by {@code loginTracking.webservices.enabled}.
 */
public final class WebserviceLogins {
    private static final String SETTING = "loginTracking.webservices.";
    private static final int DEFAULT_MAX_FAILS = 10;
    private static final int DEFAULT_BLOCK_SECONDS = 300;
    private static final int MAX_NAME = 50;

    private final Database database;
    private final WebserviceUsers users;
    private final Settings settings;
    private final Clock clock;

    public WebserviceLogins(
            Database database, WebserviceUsers users, Settings settings, Clock clock) {
        this.database = database;
        this.users = users;
        this.settings = settings;
        this.clock = clock;
    }

    /** An active user of an active company and the password to check against; never log it. */
    public record Candidate(WebserviceUser user, String password) {
        @Override
        public String toString() {
            return user.name();
        }
    }

    /** Empty for an unknown or inactive user, and for a user of an inactive company. */
    public Optional<Candidate> candidate(String name) {
        return database.inTransaction(
                tx ->
                        users.find(tx, name)
                                // The sealed password belongs to the name as it is stored.
                                .filter(user -> user.active() && isActive(tx, user.companyId()))
                                .flatMap(
                                        user ->
                                                users.password(tx, user)
                                                        .map(
                                                                password ->
                                                                        new Candidate(
                                                                                user, password))));
    }

    /** Whether the address has failed too often. */
    public boolean isLocked(String address) {
        return isTracked() && database.inTransaction(tx -> isLocked(tx, address));
    }

    /**
     * Remembers an attempt. A right password from a locked address counts as neither success nor
     * failure.
     */
    public void record(String address, String name, LoginTracking.Status status) {
        if (!isTracked()) {
            return;
        }
        database.run(
                tx ->
                        tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO ws_login_track_tbl (ip_address, creation_date, login_status, username)
                                        VALUES (:address, :now, :status, :name)
                                        """)
                                .bind("address", address)
                                .bind("now", clock.instant())
                                .bind("status", status.code())
                                .bind(
                                        "name",
                                        name.length() <= MAX_NAME
                                                ? name
                                                : name.substring(0, MAX_NAME))
                                .execute());
    }

    private boolean isTracked() {
        return settings.bool(0, SETTING + "enabled", true);
    }

    private boolean isLocked(Transaction tx, String address) {
        int maxFails = settings.intValue(0, SETTING + "maxFails", DEFAULT_MAX_FAILS);
        Duration block =
                Duration.ofSeconds(
                        settings.intValue(
                                0, SETTING + "ipBlockTimeSeconds", DEFAULT_BLOCK_SECONDS));
        Instant since = clock.instant().minus(block);
        int failures =
                tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM ws_login_track_tbl
                                 WHERE ip_address = :address AND login_status = 20 AND creation_date > :since
                                   AND login_track_id > (SELECT COALESCE(MAX(login_track_id), 0) FROM ws_login_track_tbl
                                                          WHERE ip_address = :address AND login_status IN (10, 30))
                                """)
                        .bind("address", address)
                        .bind("since", since)
                        .mapTo(Integer.class)
                        .one();
        return failures > maxFails;
    }

    private static boolean isActive(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) FROM company_tbl WHERE company_id = :company AND status ="
                                + " 'active'")
                .bind("company", companyId)
                .mapTo(boolean.class)
                .one();
    }
}
