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
             WHERE (:everything
                    OR username = :self
                    OR (:company_users
                        AND username IN (SELECT username FROM admin_tbl WHERE company_id = :company)))
               AND (:search = ''
                    OR INSTR(username, :search) > 0
                    OR INSTR(action, :search) > 0
                    OR INSTR(description, :search) > 0)
            """;

    private final Database database;

    public ActivityHistory(Database database) {
        this.database = database;
    }

    /** One line of the log. */
    public record Entry(Instant time, String username, String action, String description) {}

    /**
     * @param total entries that match
     */
    public record Page(List<Entry> entries, long total) {}

    /**
     * Entries, newest first.
     *
     * @param search text in user name, action or description; empty for all
     * @param page counted from 1
     */
    public Page page(Actor actor, String search, int page, int size) {
        return database.inTransaction(
                tx -> {
                    long total =
                            tx.sql()
                                    .createQuery("SELECT COUNT(*)" + VISIBLE)
                                    .bindMap(scope(actor, search))
                                    .mapTo(long.class)
                                    .one();
                    List<Entry> entries =
                            tx.sql()
                                    .createQuery(
                                            "SELECT logtime, username, action, description"
                                                    + VISIBLE
                                                    + " ORDER BY logtime DESC LIMIT :size OFFSET"
                                                    + " :offset")
                                    .bindMap(scope(actor, search))
                                    .bind("size", size)
                                    .bind("offset", (long) (page - 1) * size)
                                    .map(
                                            (row, context) ->
                                                    new Entry(
                                                            row.getTimestamp("logtime").toInstant(),
                                                            row.getString("username"),
                                                            row.getString("action"),
                                                            row.getString("description")))
                                    .list();
                    return new Page(entries, total);
                });
    }

    private static Map<String, Object> scope(Actor actor, String search) {
        return Map.of(
                "everything", actor.may("masterlog.show"),
                "self", actor.name(),
                "company_users", actor.may("adminlog.show"),
                "company", actor.companyId(),
                "search", search.strip());
    }
}
