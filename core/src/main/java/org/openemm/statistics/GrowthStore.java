package org.openemm.statistics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.statistics.Growth.Figures;

/** SQL on bindings by time, and on the counters made of them. */
final class GrowthStore {
    /** TIMESTAMP columns end in January 2038. */
    private static final Instant LATEST = Instant.parse("2038-01-01T00:00:00Z");

    /** {bindings} and {group} are put in: from where, and further conditions. */
    private static final String COUNT =
            """
            SELECT hour_start, mailinglist_id, SUM(fresh) AS fresh, SUM(opt_outs) AS opt_outs, SUM(bounces) AS bounces,
                   SUM(blocked) AS blocked
              FROM (SELECT CAST(DATE_FORMAT(b.creation_date, '%Y-%m-%d %H:00:00') AS DATETIME) AS hour_start, b.mailinglist_id,
                           COUNT(*) AS fresh, 0 AS opt_outs, 0 AS bounces, 0 AS blocked
                      FROM {bindings}
                     WHERE b.creation_date >= :from AND b.creation_date < :to AND b.user_type IN ('W', 'w')
                       AND b.user_status <> 5 {group}
                     GROUP BY 1, 2
                    UNION ALL
                    SELECT CAST(DATE_FORMAT(b.timestamp, '%Y-%m-%d %H:00:00') AS DATETIME), b.mailinglist_id,
                           0, SUM(b.user_status IN (3, 4)), SUM(b.user_status = 2), SUM(b.user_status = 6)
                      FROM {bindings}
                     WHERE b.timestamp >= :from AND b.timestamp < :to AND b.user_type IN ('W', 'w')
                       AND b.user_status IN (2, 3, 4, 6) {group}
                     GROUP BY 1, 2) event
             GROUP BY hour_start, mailinglist_id
            """;

    /** What happened in a list in an hour. */
    record Hour(Instant start, int mailinglistId, Figures figures) {}

    Optional<Instant> countedTo(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        "SELECT counted_to FROM list_growth_state_tbl WHERE company_id = :company")
                .bind("company", company)
                .mapTo(Instant.class)
                .findOne();
    }

    /** From the counters; all lists that are open to the actor together when list is 0. */
    List<Hour> counted(Transaction tx, Actor actor, int list, Instant from, Instant to) {
        Set<Integer> closed = new HashSet<>(actor.closedLists());
        closed.add(0);
        return tx.sql()
                .createQuery(
                        """
                        SELECT hour_start, 0 AS mailinglist_id, SUM(fresh) AS fresh, SUM(opt_outs) AS opt_outs,
                               SUM(bounces) AS bounces, SUM(blocked) AS blocked
                          FROM list_growth_tbl
                         WHERE company_id = :company AND hour_start >= :from AND hour_start < :to
                           AND (:list = 0 OR mailinglist_id = :list)
                           AND mailinglist_id NOT IN (<closed>)
                         GROUP BY hour_start
                        """)
                .bind("company", actor.companyId())
                .bindList("closed", List.copyOf(closed))
                .bind("list", list)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> hour(row))
                .list();
    }

    /** From the bindings, by hour and list. */
    List<Hour> count(Transaction tx, int company, Instant from, Instant to) {
        return count(tx, company, from, to, "");
    }

    /**
     * As {@link #count(Transaction, int, Instant, Instant)}, of a target group.
     *
     * @param condition on alias cust, empty for everybody
     */
    List<Hour> count(Transaction tx, int company, Instant from, Instant to, String condition) {
        String bindings = "customer_%d_binding_tbl b".formatted(company);
        String sql =
                COUNT.replace(
                                "{bindings}",
                                condition.isEmpty()
                                        ? bindings
                                        : bindings
                                                + " JOIN customer_%d_tbl cust ON cust.customer_id = b.customer_id"
                                                        .formatted(company))
                        .replace("{group}", condition.isEmpty() ? "" : "AND " + condition);
        // Text of people may stand in target groups: nothing in it is a template.
        return tx.sql()
                .createQuery(sql)
                .setTemplateEngine((template, context) -> template)
                .bind("from", from)
                .bind("to", to.isAfter(LATEST) ? LATEST : to)
                .map((row, context) -> hour(row))
                .list();
    }

    /** Puts these hours in the place of what was counted from then on. */
    void replace(Transaction tx, int company, Instant from, Instant countedTo, List<Hour> hours) {
        tx.sql()
                .createUpdate(
                        "DELETE FROM list_growth_tbl WHERE company_id = :company AND hour_start >="
                                + " :from")
                .bind("company", company)
                .bind("from", from)
                .execute();
        if (!hours.isEmpty()) {
            PreparedBatch batch =
                    tx.sql()
                            .prepareBatch(
                                    """
                                    INSERT INTO list_growth_tbl
                                           (company_id, hour_start, mailinglist_id, fresh, opt_outs, bounces, blocked)
                                    VALUES (:company, :hour, :list, :fresh, :optOuts, :bounces, :blocked)
                                    """);
            for (Hour hour : hours) {
                batch.bind("company", company)
                        .bind("hour", hour.start())
                        .bind("list", hour.mailinglistId())
                        .bind("fresh", hour.figures().fresh())
                        .bind("optOuts", hour.figures().optOuts())
                        .bind("bounces", hour.figures().bounces())
                        .bind("blocked", hour.figures().blocked())
                        .add();
            }
            batch.execute();
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO list_growth_state_tbl (company_id, counted_to) VALUES (:company, :to)
                        ON DUPLICATE KEY UPDATE counted_to = :to
                        """)
                .bind("company", company)
                .bind("to", countedTo)
                .execute();
    }

    private static Hour hour(ResultSet row) throws SQLException {
        return new Hour(
                row.getTimestamp("hour_start").toInstant(),
                row.getInt("mailinglist_id"),
                new Figures(
                        row.getLong("fresh"),
                        row.getLong("opt_outs"),
                        row.getLong("bounces"),
                        row.getLong("blocked")));
    }
}
