package org.openemm.bulk;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientAccess;

/**
 * SQL of {@link BulkChange.ClearList}: whom it means, who of them stays a recipient, and how the
 * others of the list are taken out of it. Who is an admin or test recipient of any list is kept
 * from deletion when such recipients are to be kept.
 */
final class ClearListSql {
    private static final String MEANT =
            """
            b.mailinglist_id = :list
            AND (NOT :active OR b.user_status = 1)
            AND NOT (:keep AND COALESCE(b.user_type, 'W') IN ('A', 'T'))
            """;

    /** A list in the bin may come back, so it counts like any other. */
    private static final String STAYS =
            """
            EXISTS (SELECT 1 FROM customer_<company>_binding_tbl o
                     WHERE o.customer_id = b.customer_id AND o.mailinglist_id != :list
                       AND (NOT :everywhere OR (:keep AND COALESCE(o.user_type, 'W') IN ('A', 'T'))))
            """;

    /**
     * Without DISTINCT, so that the index of the list is read on from where the last block ended.
     */
    static final String NEXT =
            """
            SELECT b.customer_id FROM customer_<company>_binding_tbl b
             WHERE %s AND b.customer_id \\> :after AND b.customer_id \\<= :end
             ORDER BY b.customer_id LIMIT :limit
            """
                    .formatted(MEANT);

    /** Numbers before it is confirmed; all of them are read from indexes alone. */
    ListClearance count(Transaction tx, Actor actor, BulkChange.ClearList change) {
        String seen = RecipientAccess.and(actor, "b.customer_id");
        return bound(
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT COUNT(*) AS meant, COALESCE(SUM(stays), 0) AS staying,
                                               (SELECT COUNT(DISTINCT b.customer_id)
                                                  FROM customer_<company>_binding_tbl b
                                                 WHERE b.mailinglist_id = :list%3$s) AS members
                                          FROM (SELECT b.customer_id, MAX(%1$s) AS stays
                                                  FROM customer_<company>_binding_tbl b
                                                 WHERE %2$s
                                                 GROUP BY b.customer_id) person
                                        """
                                                .formatted(STAYS, MEANT + seen, seen)),
                        actor,
                        change)
                .map(
                        (row, context) ->
                                new ListClearance(
                                        row.getLong("members"),
                                        row.getLong("meant") - row.getLong("staying"),
                                        row.getLong("staying")))
                .one();
    }

    /** The next ones above an id. */
    List<Long> next(
            Transaction tx,
            Actor actor,
            BulkChange.ClearList change,
            long after,
            long end,
            int limit) {
        String seen = RecipientAccess.and(actor, "b.customer_id") + " ORDER BY ";
        return bound(tx.sql().createQuery(NEXT.replace(" ORDER BY ", seen)), actor, change)
                .bind("after", after)
                .bind("end", end)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list()
                .stream()
                .distinct()
                .toList();
    }

    /** Those of the block who stay recipients. */
    Set<Long> staying(Transaction tx, Actor actor, BulkChange.ClearList change, List<Long> block) {
        return new HashSet<>(
                bound(
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT DISTINCT b.customer_id FROM customer_<company>_binding_tbl b
                                                 WHERE b.customer_id IN (<ids>) AND b.mailinglist_id = :list AND %s
                                                """
                                                        .formatted(STAYS)),
                                actor,
                                change)
                        .bindList("ids", block)
                        .mapTo(Long.class)
                        .list());
    }

    /** Takes people out of the list, as if they had never been in it. */
    int leave(Transaction tx, Actor actor, BulkChange.ClearList change, Set<Long> people) {
        if (people.isEmpty()) {
            return 0;
        }
        tx.sql()
                .createUpdate(
                        """
                        DELETE FROM customer_<company>_binding_tbl
                         WHERE customer_id IN (<ids>) AND mailinglist_id = :list
                        """)
                .define("company", actor.companyId())
                .bindList("ids", List.copyOf(people))
                .bind("list", change.mailinglistId())
                .execute();
        return people.size();
    }

    private static <S extends SqlStatement<S>> S bound(
            S statement, Actor actor, BulkChange.ClearList change) {
        return statement
                .define("company", actor.companyId())
                .bind("list", change.mailinglistId())
                .bind("active", change.onlyActive())
                .bind("keep", change.keepTest())
                .bind("everywhere", change.everywhere());
    }
}
