package org.openemm.statistics;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.database.Transaction;

/** Figures of several mailings at once. */
final class RecentMailingStore {

    Map<Integer, Long> hardBounces(Transaction tx, int company, List<Integer> mailings) {
        Map<Integer, Long> bounces = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT mailing_id, COUNT(DISTINCT customer_id) FROM bounce_tbl
                         WHERE company_id = :company AND mailing_id IN (<mailings>) AND detail >= 510
                         GROUP BY mailing_id
                        """)
                .bind("company", company)
                .bindList("mailings", mailings)
                .map((row, context) -> Map.entry(row.getInt(1), row.getLong(2)))
                .forEach(entry -> bounces.put(entry.getKey(), entry.getValue()));
        return bounces;
    }

    /** Openings by mailing and hour. */
    Map<Integer, Map<Instant, Long>> hours(Transaction tx, List<Integer> mailings) {
        Map<Integer, Map<Instant, Long>> hours = new HashMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT mailing_id, hour_start, openings_gross FROM tracking_rollup_hour_tbl
                         WHERE mailing_id IN (<mailings>)
                        """)
                .bindList("mailings", mailings)
                .map(
                        (row, context) ->
                                hours.computeIfAbsent(row.getInt(1), id -> new HashMap<>())
                                        .put(row.getTimestamp(2).toInstant(), row.getLong(3)))
                .list();
        return hours;
    }
}
