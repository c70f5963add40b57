package org.openemm.account;

import java.util.List;
import java.util.stream.Collectors;
import org.openemm.database.Transaction;

/**
 * Whom of the recipients of the company an actor may know of. Everybody else is for him as if he
 * did not exist: in lists and searches, exports and imports, figures, samples and test runs, by
 * every interface.
 *
 * <p>Users are limited to the members of target groups; with several groups, to those of any of
 * them. Every statement that reads or changes recipients for an actor puts {@link #and()} into its
 * condition. A group that is broken or gone has no members.
 *
 * @param sql condition on the recipient table under the alias {@code cust}; empty for everybody
 * @param groups ids of the target groups; empty for everybody
 */
public record RecipientLimit(String sql, List<Integer> groups) {
    /** Everybody. */
    public static final RecipientLimit NONE = new RecipientLimit("", List.of());

    private static final String NOBODY = "FALSE";

    private record Group(int id, String sql) {}

    public RecipientLimit {
        groups = List.copyOf(groups);
    }

    /**
     * The limit of a user as of now.
     *
     * @param userId 0 for the product itself, which is not limited
     */
    public static RecipientLimit of(Transaction tx, int companyId, int userId) {
        if (userId == 0) {
            return NONE;
        }
        List<Group> groups =
                tx.sql()
                        .createQuery(
                                """
                                SELECT allowed.target_id, IF(t.target_id IS NULL OR t.deleted <> 0 OR COALESCE(t.invalid, 0) <> 0
                                          OR COALESCE(t.target_sql, '') = '', :nobody, t.target_sql)
                                  FROM (SELECT target_id FROM admin_limiting_target_tbl WHERE admin_id = :user
                                         UNION
                                        SELECT limiting_target_id FROM admin_tbl
                                         WHERE admin_id = :user AND limiting_target_id IS NOT NULL) allowed
                                  LEFT JOIN dyn_target_tbl t ON t.target_id = allowed.target_id AND t.company_id = :company
                                 ORDER BY allowed.target_id
                                """)
                        .bind("user", userId)
                        .bind("company", companyId)
                        .bind("nobody", NOBODY)
                        .map((row, context) -> new Group(row.getInt(1), row.getString(2)))
                        .list();
        return groups.isEmpty()
                ? NONE
                : new RecipientLimit(
                        groups.stream()
                                .map(group -> "(" + group.sql() + ")")
                                .collect(Collectors.joining(" OR ", "(", ")")),
                        groups.stream().map(Group::id).toList());
    }

    /** Whether everybody is seen. */
    public boolean isNone() {
        return sql.isEmpty();
    }

    /** The condition to be put behind another one; empty for everybody. */
    public String and() {
        return isNone() ? "" : " AND " + sql;
    }

    /** The groups as a target expression: {@code 3|4}. */
    public String expression() {
        return groups.stream().map(String::valueOf).collect(Collectors.joining("|"));
    }

    /** The condition alone; one that always holds for everybody. */
    public String condition() {
        return isNone() ? "TRUE" : sql;
    }
}
