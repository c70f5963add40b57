package org.openemm.mailloop;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openemm.account.Actor;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** How much comes in at filters. With very many messages the numbers may be some seconds old. */
public final class FilterFigures {
    /** How far back messages are counted. */
    public static final Duration COUNTED = Duration.ofDays(30);

    private record Key(int companyId) {}

    private final Database database;
    private final Counted counted;
    private final Clock clock;

    public FilterFigures(Database database, Counted counted, Clock clock) {
        this.database = database;
        this.counted = counted;
        this.clock = clock;
    }

    /**
     * @param last when the last message came in; never null
     * @param recent messages of the last 30 days
     */
    public record Figure(Instant last, long recent) {}

    /** By number of the filter; one that nothing came in for is missing. */
    public Map<Integer, Figure> of(Actor actor) {
        actor.require(Filters.RIGHT_SHOW);
        int company = actor.companyId();
        Instant since = clock.instant().minus(COUNTED);
        return counted.of(
                new Key(company), () -> database.inTransaction(tx -> count(tx, company, since)));
    }

    private static Map<Integer, Figure> count(Transaction tx, int company, Instant since) {
        Map<Integer, Figure> figures = new LinkedHashMap<>();
        // The log stays when messages are gone.
        tx.sql()
                .createQuery(
                        """
                        SELECT rid, MAX(last) AS last, SUM(recent) AS recent
                          FROM (SELECT CAST(rid AS UNSIGNED) AS rid, MAX(timestamp) AS last,
                                       0 AS recent
                                  FROM mailloop_log_tbl
                                 WHERE company_id = :company AND rid REGEXP '^[0-9]{1,9}$'
                                 GROUP BY rid
                                UNION ALL
                                SELECT rid, MAX(received), SUM(received >= :since)
                                  FROM mailloop_message_tbl
                                 WHERE company_id = :company AND rid > 0
                                 GROUP BY rid) found
                         GROUP BY rid
                        """)
                .bind("company", company)
                .bind("since", since)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getInt("rid"),
                                        new Figure(
                                                row.getTimestamp("last").toInstant(),
                                                row.getLong("recent"))))
                .forEach(figure -> figures.put(figure.getKey(), figure.getValue()));
        return figures;
    }
}
