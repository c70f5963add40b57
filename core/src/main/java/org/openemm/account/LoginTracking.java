package org.openemm.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.config.Settings;
import org.openemm.database.Transaction;

/**
 * Attempts to log in by address (login_track_tbl), and the block of an address after too many
 * failures in a row (guide 10.2).
 *
 * <p>An address with {@code loginTracking.webui.maxFails} failures (default 10) since its last
 * success is blocked for {@code loginTracking.webui.ipBlockTimeSeconds} (default 60) after the
 * latest one. Failures older than a day are forgotten. Addresses in login_whitelist_tbl are never
 * blocked.
 */
public final class LoginTracking {
    /** How an attempt ended (login_status). */
    public enum Status {
        SUCCESS(10),
        FAILED(20),
        /** An administrator lifted the block. */
        UNLOCKED(30),
        /** The password was right but the address was blocked. */
        BLOCKED(40);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        static Status ofCode(int code) {
            for (Status status : values()) {
                if (status.code == code) {
                    return status;
                }
            }
            return FAILED;
        }
    }

    private static final int DEFAULT_MAX_FAILS = 10;
    private static final int DEFAULT_BLOCK_SECONDS = 60;
    private static final Duration MEMORY = Duration.ofDays(1);
    private static final int MAX_NAME = 200;

    private final Settings settings;
    private final Clock clock;

    LoginTracking(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** How long the address stays blocked; empty when it is not. */
    Optional<Duration> blockedFor(Transaction tx, String address) {
        int maxFails = settings.intValue(0, "loginTracking.webui.maxFails", DEFAULT_MAX_FAILS);
        Duration block =
                Duration.ofSeconds(
                        settings.intValue(
                                0,
                                "loginTracking.webui.ipBlockTimeSeconds",
                                DEFAULT_BLOCK_SECONDS));
        Failures failures = failuresOf(tx, address);
        if (failures.count() < maxFails || failures.latest() == null || isTrusted(tx, address)) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), failures.latest().plus(block));
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }

    /** Failures of a user name since its last success. */
    int failuresOfUser(Transaction tx, String username) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) FROM login_track_tbl
                         WHERE username = :username AND login_status = 20
                           AND login_track_id > (SELECT COALESCE(MAX(login_track_id), 0)
                                                   FROM login_track_tbl
                                                  WHERE username = :username AND login_status = 10)
                        """)
                .bind("username", username)
                .mapTo(int.class)
                .one();
    }

    /** One attempt to log in. */
    public record Attempt(Instant time, String address, Status status) {}

    /** The latest attempts with a user name, newest first. */
    List<Attempt> latest(Transaction tx, String username, int number) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT creation_date, ip_address, login_status
                          FROM login_track_tbl
                         WHERE username = :username
                         ORDER BY login_track_id DESC
                         LIMIT :number
                        """)
                .bind("username", username)
                .bind("number", number)
                .map(
                        (row, context) ->
                                new Attempt(
                                        row.getTimestamp("creation_date").toInstant(),
                                        row.getString("ip_address"),
                                        Status.ofCode(row.getInt("login_status"))))
                .list();
    }

    void record(Transaction tx, String address, String username, Status status) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO login_track_tbl (ip_address, creation_date, login_status, username)
                        VALUES (:address, :now, :status, :username)
                        """)
                .bind("address", address)
                .bind("now", clock.instant())
                .bind("status", status.code())
                .bind(
                        "username",
                        username.length() <= MAX_NAME ? username : username.substring(0, MAX_NAME))
                .execute();
    }

    private Failures failuresOf(Transaction tx, String address) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*) AS number, MAX(creation_date) AS latest
                          FROM login_track_tbl
                         WHERE ip_address = :address AND login_status = 20
                           AND creation_date > :since
                           AND login_track_id > (SELECT COALESCE(MAX(login_track_id), 0)
                                                   FROM login_track_tbl
                                                  WHERE ip_address = :address
                                                    AND login_status IN (10, 30))
                        """)
                .bind("address", address)
                .bind("since", clock.instant().minus(MEMORY))
                .map(
                        (row, context) ->
                                new Failures(
                                        row.getInt("number"),
                                        row.getTimestamp("latest") == null
                                                ? null
                                                : row.getTimestamp("latest").toInstant()))
                .one();
    }

    private static boolean isTrusted(Transaction tx, String address) {
        return tx.sql()
                .createQuery("SELECT COUNT(*) FROM login_whitelist_tbl WHERE ip_address = :address")
                .bind("address", address)
                .mapTo(boolean.class)
                .one();
    }

    private record Failures(int count, Instant latest) {}
}
