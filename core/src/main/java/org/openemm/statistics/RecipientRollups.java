package org.openemm.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.openemm.database.Transaction;

/** SQL of the figures of recipients that are counted ahead: counts and keeps them. */
final class RecipientRollups {
    /** Values of a list that are kept; the others are one figure. */
    private static final int MOST = 100;

    private static final int ALL_LISTS = 0;
    private static final int FETCH = 1_000;
    private static final int MAX_VALUE = 255;

    private static final String WORLD = "b.mediatype = 0 AND b.user_type IN ('W', 'w')";

    /** Answered by an index alone. */
    static final String STATUSES =
            """
            SELECT b.mailinglist_id, b.user_status, COUNT(*) AS persons FROM customer_<company>_binding_tbl b
             WHERE %s AND b.mailinglist_id IN (<lists>) GROUP BY b.mailinglist_id, b.user_status
            """
                    .formatted(WORLD);

    private static final String REMARKS =
            """
            SELECT b.mailinglist_id, b.user_status, COALESCE(b.user_remark, '') AS remark, COUNT(*) AS persons
              FROM customer_<company>_binding_tbl b
             WHERE %s AND b.mailinglist_id IN (<lists>) GROUP BY 1, 2, 3
            """
                    .formatted(WORLD);

    private static final String PEOPLE =
            """
            SELECT cust.mailtype, cust.gender, SUBSTRING_INDEX(cust.email, '@', -1) AS domain, COUNT(*) AS persons,
            """;

    /** By list; who is in two lists counts in each. */
    private static final String PEOPLE_OF_LISTS =
            PEOPLE
                    + """
                      b.mailinglist_id
                      FROM customer_<company>_binding_tbl b JOIN customer_<company>_tbl cust ON cust.customer_id = b.customer_id
                     WHERE cust.bounceload = 0 AND b.user_status = 1 AND %s AND b.mailinglist_id IN (<lists>)
                     GROUP BY 5, 1, 2, 3
                    """
                            .formatted(WORLD);

    private static final String EVERYBODY =
            PEOPLE
                    + """
                      0 AS mailinglist_id
                      FROM customer_<company>_tbl cust
                     WHERE cust.bounceload = 0 AND EXISTS (
                           SELECT 1 FROM customer_<company>_binding_tbl b
                            WHERE b.customer_id = cust.customer_id AND b.user_status = 1 AND %s
                              AND b.mailinglist_id IN (<lists>))
                     GROUP BY 1, 2, 3
                    """
                            .formatted(WORLD);

    /** What is counted. */
    enum What {
        STATUS,
        REMARK,
        FORMAT,
        GENDER,
        DOMAIN,
        TOPLEVEL
    }

    /**
     * One number.
     *
     * @param rest whether it is that of all smaller values together
     */
    record Figure(int list, What what, int status, String value, boolean rest, long persons) {}

    /** When the figures of a company were counted, what it cost and what was in them. */
    record State(Instant countedAt, Duration took, String stamp) {}

    Optional<State> state(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        "SELECT counted_at, took_ms, stamp FROM recipient_rollup_state_tbl WHERE"
                                + " company_id = :company")
                .bind("company", company)
                .map(
                        (row, context) ->
                                new State(
                                        row.getTimestamp("counted_at").toInstant(),
                                        Duration.ofMillis(row.getLong("took_ms")),
                                        row.getString("stamp")))
                .findOne();
    }

    /**
     * Differs when somebody came into a list, changed in one, or left; found by indexes at once.
     */
    String stamp(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT CONCAT_WS(' ',
                               (SELECT MAX(creation_date) FROM customer_<company>_binding_tbl),
                               (SELECT MAX(timestamp) FROM customer_<company>_binding_tbl),
                               (SELECT MAX(timestamp_change) FROM hst_customer_<company>_binding_tbl),
                               (SELECT MAX(change_date) FROM mailinglist_tbl WHERE company_id = :company))
                        """)
                .define("company", company)
                .bind("company", company)
                .mapTo(String.class)
                .one();
    }

    /**
     * All figures.
     *
     * @param many from how many entries in lists on; a company with fewer gets none
     */
    List<Figure> count(Transaction tx, int company, int many) {
        List<Integer> lists = lists(tx, company);
        List<Figure> figures = new ArrayList<>();
        if (lists.isEmpty()) {
            return figures;
        }
        statuses(tx, company, lists, figures);
        if (figures.stream().mapToLong(Figure::persons).sum() < many) {
            return List.of();
        }
        remarks(tx, company, lists, figures);
        people(tx, company, lists, PEOPLE_OF_LISTS, figures);
        people(tx, company, lists, EVERYBODY, figures);
        return figures;
    }

    /** Puts these figures in the place of the old ones; without any, the company has none. */
    void replace(
            Transaction tx,
            int company,
            List<Figure> figures,
            Instant countedAt,
            Duration took,
            String stamp) {
        for (String table : List.of("recipient_rollup_tbl", "recipient_rollup_state_tbl")) {
            tx.sql()
                    .createUpdate("DELETE FROM <table> WHERE company_id = :company")
                    .define("table", table)
                    .bind("company", company)
                    .execute();
        }
        if (figures.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                tx.sql()
                        .prepareBatch(
                                """
                                INSERT INTO recipient_rollup_tbl
                                       (company_id, mailinglist_id, what, user_status, value, rest, persons)
                                VALUES (:company, :list, :what, :status, :value, :rest, :persons)
                                """);
        for (Figure figure : figures) {
            batch.bind("company", company)
                    .bind("list", figure.list())
                    .bind("what", figure.what().name())
                    .bind("status", figure.status())
                    .bind("value", figure.value())
                    .bind("rest", figure.rest())
                    .bind("persons", figure.persons())
                    .add();
        }
        batch.execute();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO recipient_rollup_state_tbl (company_id, counted_at, took_ms, stamp)
                        VALUES (:company, :at, :took, :stamp)
                        """)
                .bind("company", company)
                .bind("at", countedAt)
                .bind("took", took.toMillis())
                .bind("stamp", stamp)
                .execute();
    }

    /** Every list has a figure, be it 0: it is known that there is nobody. */
    private static void statuses(
            Transaction tx, int company, List<Integer> lists, List<Figure> figures) {
        lists.forEach(list -> figures.add(new Figure(list, What.STATUS, 1, "", true, 0)));
        tx.sql()
                .createQuery(STATUSES)
                .define("company", company)
                .bindList("lists", lists)
                .map(
                        (row, context) ->
                                new Figure(
                                        row.getInt(1),
                                        What.STATUS,
                                        row.getInt(2),
                                        "",
                                        false,
                                        row.getLong(3)))
                .forEach(figures::add);
    }

    /** The most frequent ones of all lists need not be among those of each. */
    private static void remarks(
            Transaction tx, int company, List<Integer> lists, List<Figure> figures) {
        record Group(int list, int status) {}
        Map<Group, Map<String, Long>> numbers = new HashMap<>();
        tx.sql()
                .createQuery(REMARKS)
                .define("company", company)
                .bindList("lists", lists)
                .setFetchSize(FETCH)
                .map(
                        (row, context) -> {
                            String remark = row.getString(3);
                            long persons = row.getLong(4);
                            for (int list : new int[] {row.getInt(1), ALL_LISTS}) {
                                numbers.computeIfAbsent(
                                                new Group(list, row.getInt(2)),
                                                group -> new HashMap<>())
                                        .merge(remark, persons, Long::sum);
                            }
                            return persons;
                        })
                .forEach(number -> {});
        numbers.forEach(
                (group, values) -> add(figures, group.list, What.REMARK, group.status, values));
    }

    private static void people(
            Transaction tx, int company, List<Integer> lists, String sql, List<Figure> figures) {
        Map<Integer, Map<What, Map<String, Long>>> numbers = new HashMap<>();
        tx.sql()
                .createQuery(sql)
                .define("company", company)
                .bindList("lists", lists)
                .setFetchSize(FETCH)
                .map(
                        (row, context) -> {
                            var list =
                                    numbers.computeIfAbsent(
                                            row.getInt("mailinglist_id"),
                                            id -> new EnumMap<>(What.class));
                            long persons = row.getLong("persons");
                            String domain =
                                    Objects.toString(row.getString("domain"), "")
                                            .toLowerCase(Locale.ROOT);
                            add(list, What.FORMAT, row.getString("mailtype"), persons);
                            add(list, What.GENDER, row.getString("gender"), persons);
                            add(list, What.DOMAIN, domain, persons);
                            String top = domain.substring(domain.lastIndexOf('.') + 1);
                            return add(list, What.TOPLEVEL, top, persons);
                        })
                .forEach(number -> {});
        numbers.forEach(
                (list, kinds) ->
                        kinds.forEach((what, values) -> add(figures, list, what, 0, values)));
    }

    private static long add(
            Map<What, Map<String, Long>> numbers, What what, String value, long persons) {
        return numbers.computeIfAbsent(what, kind -> new HashMap<>())
                .merge(Objects.toString(value, ""), persons, Long::sum);
    }

    private static void add(
            List<Figure> figures, int list, What what, int status, Map<String, Long> values) {
        Distribution biggest = Distribution.of(values, MOST);
        for (Distribution.Part part : biggest.parts()) {
            String value = part.value();
            figures.add(
                    new Figure(
                            list,
                            what,
                            status,
                            value.substring(0, Math.min(MAX_VALUE, value.length())),
                            false,
                            part.recipients()));
        }
        if (biggest.others() > 0) {
            figures.add(new Figure(list, what, status, "", true, biggest.others()));
        }
    }

    private static List<Integer> lists(Transaction tx, int company) {
        return tx.sql()
                .createQuery(
                        "SELECT mailinglist_id FROM mailinglist_tbl WHERE company_id = :company AND"
                                + " deleted = 0 ORDER BY mailinglist_id")
                .bind("company", company)
                .mapTo(Integer.class)
                .list();
    }
}
