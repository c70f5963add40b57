package org.openemm.insight;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientCondition;

/**
 * Evaluates a rule for some thousands of recipients, in small groups from all over the table: the
 * share of those it selects is near that of all. The same recipients each time, so that a number
 * changes only with the rule.
 */
final class Sampling {
    private static final int GROUPS = 160;
    private static final int GROUP = 25;

    /** What a person does not notice; usually it is a fifth of that. */
    private static final Duration LONGEST = Duration.ofMillis(150);

    /**
     * A table of everybody who opened would be made in full for a sample of a few; each one of the
     * sample is looked up instead.
     */
    private static final String LOOK_UP =
            ", optimizer_switch = 'exists_to_in=off,materialization=off,semijoin=off'";

    private Sampling() {}

    /**
     * @param looked recipients in the sample
     * @param seen those of them that the person may see
     * @param hits those that the rule selects
     * @param parts how many fulfil each of the parts that were asked for
     * @param some ids of hits
     */
    record Sample(long looked, long seen, long hits, List<Long> parts, List<Long> some) {}

    /**
     * @param all whom the person may see
     * @param rule whom of them the rule selects
     * @param parts further conditions to be counted
     */
    static Sample take(
            Transaction tx,
            Lane.Turn turn,
            String customers,
            RecipientCondition all,
            RecipientCondition rule,
            List<String> parts,
            int some) {
        long[] span = span(tx, turn, customers);
        String counted =
                IntStream.range(0, parts.size())
                        .mapToObj(i -> ", COALESCE(SUM(x.part" + i + "), 0) AS part" + i)
                        .collect(Collectors.joining());
        String asked =
                IntStream.range(0, parts.size())
                        .mapToObj(i -> ", (" + parts.get(i) + ") IS TRUE AS part" + i)
                        .collect(Collectors.joining());
        // The limit keeps the database from evaluating the rule more than once for each row.
        String sql =
                """
                SELECT COUNT(*) AS looked, COALESCE(SUM(x.seen), 0) AS seen, COUNT(x.hit) AS hits,
                       GROUP_CONCAT(x.hit ORDER BY CRC32(x.hit) LIMIT %d) AS some%s
                  FROM (SELECT (%s) IS TRUE AS seen, IF(%s, cust.customer_id, NULL) AS hit%s
                          FROM %s cust FORCE INDEX (PRIMARY)
                         WHERE cust.bounceload = 0 AND (%s)
                         LIMIT %d) x
                """
                        .formatted(
                                some,
                                counted,
                                all.sql(),
                                rule.sql(),
                                asked,
                                customers,
                                groups(span[0], span[1]),
                                GROUPS * GROUP);
        Query query = turn.query(tx, LONGEST, LOOK_UP, sql);
        all.values().forEach(query::bind);
        rule.values().forEach(query::bind);
        Map<String, Object> row = query.mapToMap().one();
        List<Long> partCounts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            partCounts.add(number(row.get("part" + i)));
        }
        return new Sample(
                number(row.get("looked")),
                number(row.get("seen")),
                number(row.get("hits")),
                partCounts,
                ids(row.get("some")));
    }

    private static long[] span(Transaction tx, Lane.Turn turn, String customers) {
        return turn.query(
                        tx,
                        "SELECT COALESCE(MIN(customer_id), 0), COALESCE(MAX(customer_id), 0) FROM "
                                + customers)
                .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
                .one();
    }

    /** Evenly over the table; all of it when it is small. */
    private static String groups(long first, long last) {
        long length = last - first + 1;
        if (length <= (long) GROUPS * GROUP) {
            return "cust.customer_id BETWEEN " + first + " AND " + last;
        }
        double step = (double) (length - GROUP) / (GROUPS - 1);
        return LongStream.range(0, GROUPS)
                .map(i -> first + Math.round(i * step))
                .mapToObj(
                        from ->
                                "cust.customer_id BETWEEN %d AND %d"
                                        .formatted(from, from + GROUP - 1))
                .collect(Collectors.joining(" OR "));
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static List<Long> ids(Object joined) {
        String text =
                joined instanceof byte[] bytes
                        ? new String(bytes, StandardCharsets.US_ASCII)
                        : Objects.toString(joined, "");
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(Long::valueOf).toList();
    }
}
