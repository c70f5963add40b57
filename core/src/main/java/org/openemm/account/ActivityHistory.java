package org.openemm.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openemm.database.Database;

/**
 * Reading the user activity log: everybody sees the own entries, with the right adminlog.show those
 * of all users of the company, with masterlog.show all.
 */
public final class ActivityHistory {
    /** Which entries the actor may see. The values are compared, not spliced in. */
    private static final String VISIBLE =
            """
             FROM userlog_tbl
             WHERE logtime >= :since AND logtime < :until
               AND (:everything
                    OR username = :self
                    OR (:company_users
                        AND username IN (SELECT username FROM admin_tbl WHERE company_id = :company)))
               AND (:search = ''
                    OR INSTR(username, :search) > 0
                    OR INSTR(action, :search) > 0
                    OR INSTR(description, :search) > 0)
            """;

    /** Entries are counted no further. */
    public static final int COUNTED = 10_000;

    private final Database database;

    public ActivityHistory(Database database) {
        this.database = database;
    }

    /** One line of the log. */
    public record Entry(Instant time, String username, String action, String description) {}

    /**
     * Which entries.
     *
     * @param search text in user name, action or description; empty for all
     * @param since the earliest; null for no limit
     * @param until later than the last; null for no limit
     * @param page counted from 1
     */
    public record Query(String search, Instant since, Instant until, int page, int size) {
        private static final Instant NEVER = Instant.parse("2037-01-01T00:00:00Z");

        public Query {
            search = search.strip();
            since = since == null ? Instant.EPOCH.plusSeconds(1) : since;
            until = until == null || until.isAfter(NEVER) ? NEVER : until;
        }

        /** The latest entries. */
        public static Query of(String search, int page, int size) {
            return new Query(search, null, null, page, size);
        }
    }

    /**
     * @param total entries that match, counted no further than {@value #COUNTED} and one more
     * @param more whether there are entries after these
     */
    public record Page(List<Entry> entries, long total, boolean more) {}

    /** Entries, newest first. A log of years is not counted through for each page. */
    public Page page(Actor actor, Query query) {
        return database.inTransaction(
                tx -> {
                    long total =
                            tx.sql()
                                    .createQuery(
                                            "SELECT COUNT(*) FROM (SELECT 1"
                                                    + VISIBLE
                                                    + " LIMIT :most) counted")
                                    .bindMap(scope(actor, query))
                                    .bind("most", COUNTED + 1)
                                    .mapTo(long.class)
                                    .one();
                    List<Entry> entries =
                            tx.sql()
                                    .createQuery(
                                            "SELECT logtime, username, action, description"
                                                    + VISIBLE
                                                    + " ORDER BY logtime DESC LIMIT :size OFFSET"
                                                    + " :offset")
                                    .bindMap(scope(actor, query))
                                    .bind("size", query.size() + 1)
                                    .bind("offset", (long) (query.page() - 1) * query.size())
                                    .map(
                                            (row, context) ->
                                                    new Entry(
                                                            row.getTimestamp("logtime").toInstant(),
                                                            row.getString("username"),
                                                            row.getString("action"),
                                                            row.getString("description")))
                                    .list();
                    boolean more = entries.size() > query.size();
                    return new Page(more ? entries.subList(0, query.size()) : entries, total, more);
                });
    }

    private static Map<String, Object> scope(Actor actor, Query query) {
        return Map.of(
                "everything", actor.may("masterlog.show"),
                "self", actor.name(),
                "company_users", actor.may("adminlog.show"),
                "company", actor.companyId(),
                "search", query.search(),
                "since", query.since(),
                "until", query.until());
    }
}
