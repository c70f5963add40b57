package org.openemm.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.openemm.blocklist.BlockRule;
import org.openemm.database.Transaction;

/**
 * Collects conditions, each with the reason why somebody is left out who does not meet it. Whoever
 * meets all of them is a recipient.
 */
final class AudienceSql {
    private static final int ACTIVE = 1;
    private static final int UNCONFIRMED = 5;

    /** Reason by state on the list; everything else is {@link Exclusion#SUSPENDED}. */
    private static final String STATUS_REASON =
            "CASE bind.user_status WHEN 2 THEN %d WHEN 3 THEN %d WHEN 4 THEN %d WHEN 5 THEN %d"
                    + " WHEN 6 THEN %d ELSE %d END";

    private final Maildrop job;
    private final int companyId;
    private final String from;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    /**
     * @param anybody also recipients who are not on the list
     */
    AudienceSql(Maildrop job, int mailinglistId, boolean anybody) {
        this.job = job;
        companyId = job.companyId();
        values.put("list", mailinglistId);
        from =
                "customer_%1$d_tbl cust %2$s JOIN customer_%1$d_binding_tbl bind"
                                .formatted(companyId, anybody ? "LEFT" : "")
                        + " ON bind.customer_id = cust.customer_id"
                        + " AND bind.mailinglist_id = :list AND bind.mediatype = 0";
    }

    String from() {
        return from;
    }

    /** Who passes all conditions. */
    String where() {
        return steps.isEmpty()
                ? "TRUE"
                : steps.stream().map(Step::condition).collect(Collectors.joining(" AND "));
    }

    /** Number of the first reason that holds, -1 for a recipient. */
    String reason() {
        StringBuilder sql = new StringBuilder("CASE");
        for (Step step : steps) {
            sql.append(" WHEN NOT COALESCE(")
                    .append(step.condition())
                    .append(", FALSE) THEN ")
                    .append(step.reason());
        }
        return steps.isEmpty() ? "-1" : sql.append(" ELSE -1 END").toString();
    }

    /** Text of people may stand in target groups: nothing in it is a template. */
    Query query(Transaction tx, String sql) {
        return tx.sql()
                .createQuery(sql)
                .setTemplateEngine((template, context) -> template)
                .bindMap(values);
    }

    void add(Exclusion reason, String condition) {
        if (!condition.isBlank()) {
            steps.add(new Step("(" + condition + ")", Integer.toString(reason.ordinal())));
        }
    }

    void limitTo(List<Long> customerIds) {
        add(
                Exclusion.OTHER_TYPE,
                "cust.customer_id IN ("
                        + customerIds.stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", "))
                        + ")");
    }

    void addChosen() {
        values.put("job", job.statusId());
        add(
                Exclusion.OTHER_TYPE,
                "cust.customer_id IN (SELECT chosen.customer_id FROM test_recipients_tbl chosen"
                        + " WHERE chosen.maildrop_status_id = :job)");
        add(Exclusion.BLOCKED_BEFORE, "COALESCE(bind.user_status, 1) <> 6");
    }

    /** Active ones, or those who have yet to confirm where that is what the company sends to. */
    void addStatus(CompanyInfo info) {
        boolean optIn = info.find("opt-in-mailing").isPresent();
        if (optIn && job.kind().isTrial()) {
            addStatuses(Set.of(ACTIVE, UNCONFIRMED));
        } else {
            addStatuses(Set.of(optIn ? UNCONFIRMED : ACTIVE));
        }
    }

    void addStatuses(Set<Integer> statuses) {
        String condition =
                "(bind.user_status IN ("
                        + new TreeSet<>(statuses)
                                .stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + "))";
        Object[] reasons =
                Stream.of(
                                Exclusion.BOUNCED,
                                Exclusion.OPTED_OUT,
                                Exclusion.OPTED_OUT,
                                Exclusion.UNCONFIRMED,
                                Exclusion.BLOCKED_BEFORE,
                                Exclusion.SUSPENDED)
                        .map(Exclusion::ordinal)
                        .toArray();
        steps.add(new Step(condition, STATUS_REASON.formatted(reasons)));
    }

    /** The collation does not tell T from t; the first condition can use an index. */
    void addTypes() {
        String types =
                switch (job.kind()) {
                    case ADMIN -> "'A'";
                    case TEST -> "'A', 'T', 't'";
                    case WORLD, DATE_BASED, ACTION_BASED, ON_DEMAND -> "'A', 'T', 'W', 'w'";
                };
        add(
                Exclusion.OTHER_TYPE,
                "bind.user_type IN (%1$s) AND BINARY bind.user_type IN (%1$s)".formatted(types));
    }

    /**
     * What an administrator added in SQL for all mailings, those of a type, and those of a kind.
     */
    void addFixedClauses(CompanyInfo info, String type, String kind) {
        for (String name : new String[] {"", "-" + type, "-" + kind}) {
            info.find("fixed-target-clause" + name)
                    .ifPresent(clause -> add(Exclusion.FIXED_CLAUSE, clause));
        }
    }

    void addBlocklist(Transaction tx) {
        BlockRule rule = BlockRule.of(tx, companyId, "cust.email");
        if (!rule.blocksNobody()) {
            values.putAll(rule.values());
            add(Exclusion.BLOCKLIST, "NOT " + rule.where());
        }
    }

    void addBounceBleed(CompanyInfo info) {
        String condition = BounceBleed.condition(info, companyId);
        if (!condition.isEmpty()) {
            values.put("bleedSince", BounceBleed.since(info, job.sendAt()));
            add(Exclusion.BOUNCE_BLEED, condition);
        }
    }

    /**
     * Of all with the same address only the first; addresses differ in nothing but case. Nearly all
     * addresses occur once, which the index of addresses tells: only the others are sorted.
     */
    void addDuplicates() {
        String twin =
                """
                EXISTS (SELECT 1 FROM customer_%d_tbl twin
                         WHERE twin.email = cust.email AND twin.customer_id <> cust.customer_id)
                """
                        .formatted(companyId);
        add(
                Exclusion.DUPLICATE,
                """
                NOT %1$s OR cust.customer_id IN (SELECT first_id FROM (
                    SELECT MIN(cust.customer_id) AS first_id FROM %2$s WHERE %3$s AND %1$s
                     GROUP BY LOWER(cust.email) COLLATE utf8mb4_bin) AS firsts)
                """
                        .formatted(twin, from, where()));
    }

    void addMailsPerDay(MailsPerDay limit) {
        String condition = limit.condition(companyId, job.kind());
        if (!condition.isEmpty()) {
            values.put("limitDay", limit.day(job.sendAt()));
            values.put("ownJob", job.kind() == SendKind.ACTION_BASED ? 0 : job.statusId());
            add(Exclusion.MAILS_PER_DAY, condition);
        }
    }

    /**
     * @param condition of those who stay, in parentheses
     * @param reason SQL of the number of the reason for all others
     */
    private record Step(String condition, String reason) {}
}
