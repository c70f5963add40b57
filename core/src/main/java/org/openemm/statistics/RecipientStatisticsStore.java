package org.openemm.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.statement.Query;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;
import org.openemm.statistics.Distribution.Part;
import org.openemm.statistics.RecipientStatistics.Remark;

/** SQL of one question about recipients. */
final class RecipientStatisticsStore {
    private static final String WORLD = "b.mediatype = 0 AND b.user_type IN ('W', 'w')";

    private static final int FETCH = 1_000;

    private final Transaction tx;
    private final String customers;
    private final String bindings;
    private final RecipientChoice choice;
    private final String condition;
    private final int limit;
    private final String lists;

    /**
     * @param condition of a target group on alias cust, empty for everybody
     */
    RecipientStatisticsStore(
            Transaction tx, Actor actor, RecipientChoice choice, String condition, int limit) {
        this.tx = tx;
        this.customers = "customer_" + actor.companyId() + "_tbl";
        this.bindings = "customer_" + actor.companyId() + "_binding_tbl";
        this.choice = choice;
        this.condition = condition;
        this.limit = limit;
        this.lists = lists(tx, actor, choice);
    }

    /** Naming the lists lets an index that begins with them answer, and leaves deleted ones out. */
    private static String lists(Transaction tx, Actor actor, RecipientChoice choice) {
        if (choice.mailinglistId() != 0) {
            return String.valueOf(choice.mailinglistId());
        }
        return tx
                .sql()
                .createQuery(
                        "SELECT mailinglist_id FROM mailinglist_tbl WHERE company_id = :company AND"
                                + " deleted = 0")
                .bind("company", actor.companyId())
                .mapTo(Integer.class)
                .list()
                .stream()
                .filter(actor::usesList)
                .map(String::valueOf)
                .reduce("0", (all, list) -> all + "," + list);
    }

    Map<Integer, Long> statuses() {
        Map<Integer, Long> counts = new HashMap<>();
        query(
                        """
                        SELECT b.user_status, COUNT(*) AS recipients FROM %s
                         WHERE %s AND b.mailinglist_id IN (%s) %s GROUP BY b.user_status
                        """
                                .formatted(bound(), WORLD, lists, group()))
                .map((row, context) -> Map.entry(row.getInt(1), row.getLong(2)))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** One reading of all recipients for all that is asked about them. */
    RecipientStatistics.People people() {
        Map<String, Long> formats = new HashMap<>();
        Map<String, Long> genders = new HashMap<>();
        Map<String, Long> domains = new HashMap<>();
        Map<String, Long> topLevels = new HashMap<>();
        query(
                        """
                        SELECT cust.mailtype, cust.gender, SUBSTRING_INDEX(cust.email, '@', -1) AS domain,
                               COUNT(*) AS recipients
                          FROM %s GROUP BY 1, 2, 3
                        """
                                .formatted(active()))
                .setFetchSize(FETCH)
                .map(
                        (row, context) -> {
                            long number = row.getLong("recipients");
                            String domain =
                                    Objects.toString(row.getString("domain"), "")
                                            .toLowerCase(Locale.ROOT);
                            formats.merge(row.getString(1), number, Long::sum);
                            genders.merge(row.getString(2), number, Long::sum);
                            domains.merge(domain, number, Long::sum);
                            return topLevels.merge(
                                    domain.substring(domain.lastIndexOf('.') + 1),
                                    number,
                                    Long::sum);
                        })
                .forEach(number -> {});
        return new RecipientStatistics.People(
                Distribution.of(formats, limit),
                Distribution.of(genders, limit),
                Distribution.of(domains, limit),
                Distribution.of(topLevels, limit));
    }

    /** The biggest parts of active recipients. */
    Distribution parts(String value) {
        List<Group> groups =
                query(
                                """
                                SELECT value, recipients, SUM(recipients) OVER () AS total
                                  FROM (SELECT %s AS value, COUNT(*) AS recipients FROM %s GROUP BY 1) counted
                                 ORDER BY recipients DESC, value LIMIT :limit
                                """
                                        .formatted(value, active()))
                        .bind("limit", limit)
                        .map(
                                (row, context) ->
                                        new Group(
                                                new Part(row.getString("value"), row.getLong(2)),
                                                row.getLong("total")))
                        .list();
        long shown = groups.stream().mapToLong(group -> group.part.recipients()).sum();
        return new Distribution(
                groups.stream().map(Group::part).toList(),
                groups.isEmpty() ? 0 : groups.get(0).total - shown);
    }

    /** Active recipients, alias cust, each once. */
    private String active() {
        return choice.mailinglistId() == 0
                ? """
                %s cust WHERE cust.bounceload = 0
                   AND EXISTS (SELECT 1 FROM %s b
                                WHERE b.customer_id = cust.customer_id AND b.user_status = 1
                                  AND %s AND b.mailinglist_id IN (%s)) %s
                """
                        .formatted(customers, bindings, WORLD, lists, group())
                : """
                %s b JOIN %s cust ON cust.customer_id = b.customer_id
                   WHERE cust.bounceload = 0 AND b.mailinglist_id = %s AND b.user_status = 1 AND %s %s
                """
                        .formatted(bindings, customers, lists, WORLD, group());
    }

    List<Remark> remarks() {
        return query(
                        """
                        SELECT b.user_status, COALESCE(b.user_remark, '') AS remark, COUNT(*) AS recipients
                          FROM %s WHERE %s AND b.mailinglist_id IN (%s) %s
                         GROUP BY 1, 2 ORDER BY recipients DESC, remark LIMIT :limit
                        """
                                .formatted(bound(), WORLD, lists, group()))
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Remark(
                                        BindingStatus.find(row.getInt(1))
                                                .orElse(BindingStatus.SUSPENDED),
                                        Objects.toString(row.getString(2), ""),
                                        row.getLong(3)))
                .list();
    }

    /** Text of people may stand in target groups: nothing in it is a template. */
    private Query query(String sql) {
        return tx.sql().createQuery(sql).setTemplateEngine((template, context) -> template);
    }

    private String bound() {
        return condition.isEmpty()
                ? bindings + " b"
                : bindings + " b JOIN " + customers + " cust ON cust.customer_id = b.customer_id";
    }

    private String group() {
        return condition.isEmpty() ? "" : " AND " + condition;
    }

    private record Group(Part part, long total) {}
}
