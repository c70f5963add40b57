package org.openemm.recipientreport;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of the log.
 *
 * @param search part of the name of the file or of the user; empty for all
 * @param type empty for all
 * @param user name of who did it; empty for all
 * @param datasourceId 0 for all
 * @param since the earliest; null for no limit
 * @param until later than the last; null for no limit
 * @param page counted from 1
 */
public record ReportQuery(
        String search,
        Optional<ReportType> type,
        String user,
        int datasourceId,
        Instant since,
        Instant until,
        Order order,
        boolean falling,
        int page,
        int size) {
    private static final Instant NEVER = Instant.parse("2037-01-01T00:00:00Z");

    /** What they are sorted by. */
    public enum Order {
        DATE("r.report_date"),
        FILE("r.filename"),
        USER("r.username"),
        DATASOURCE("r.datasource_id");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    public ReportQuery {
        search = search.strip();
        since = since == null ? Instant.EPOCH.plusSeconds(1) : since;
        until = until == null || until.isAfter(NEVER) ? NEVER : until;
    }

    /** The latest of all kinds. */
    public static ReportQuery latest(int size) {
        return new ReportQuery("", Optional.empty(), "", 0, null, null, Order.DATE, true, 1, size);
    }

    long offset() {
        return (long) (page - 1) * size;
    }
}
