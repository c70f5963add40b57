package org.openemm.job;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.openemm.database.Database;

/**
 * Deletes old login attempts. Parameters: {@code retentionTime} (days), {@code retentionTimeHours}
 * (wins), {@code deleteBlockSize}.
 */
final class LoginTrackCleaner implements Job {
    private final Database database;
    private final Clock clock;
    private final String table;
    private final Duration retention;
    private final int block;

    private LoginTrackCleaner(
            Database database, Clock clock, String table, Duration retention, int block) {
        this.database = database;
        this.clock = clock;
        this.table = table;
        this.retention = retention;
        this.block = block;
    }

    /** Logins of the GUI and of REST users; kept 60 days. */
    static LoginTrackCleaner ofUsers(Database database, Clock clock) {
        return new LoginTrackCleaner(database, clock, "login_track_tbl", Duration.ofDays(60), 1000);
    }

    /** Calls of the SOAP interface, of which there are many; kept 24 hours. */
    static LoginTrackCleaner ofWebservices(Database database, Clock clock) {
        return new LoginTrackCleaner(
                database, clock, "ws_login_track_tbl", Duration.ofHours(24), 250_000);
    }

    @Override
    public String run(JobContext context) {
        Duration kept =
                context.number("retentionTimeHours")
                        .map(hours -> Duration.ofHours(hours))
                        .or(
                                () ->
                                        context.number("retentionTime")
                                                .map(days -> Duration.ofDays(days)))
                        .orElse(retention);
        if (kept.isNegative()) {
            throw new IllegalArgumentException("Retention time " + kept);
        }
        new BlockDelete(database, context.stop(), context.number("deleteBlockSize").orElse(block))
                .all(
                        "DELETE FROM " + table + " WHERE creation_date < :limit",
                        Map.of("limit", clock.instant().minus(kept)));
        return OK;
    }
}
