package org.openemm.insight;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openemm.database.Transaction;
import org.openemm.eql.Condition;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlRule;
import org.openemm.recipient.Recipient;

/** Asks the database for one recipient which parts of a rule hold, all of them together. */
final class Explaining {
    /** Statements stay readable for the database. */
    private static final int PARTS_AT_ONCE = 60;

    private final Transaction tx;
    private final Lane.Turn turn;
    private final EqlRule rule;
    private final long customerId;
    private final Map<Condition, Verdict> verdicts = new IdentityHashMap<>();

    private Explaining(Transaction tx, Lane.Turn turn, EqlRule rule, long customerId) {
        this.tx = tx;
        this.turn = turn;
        this.rule = rule;
        this.customerId = customerId;
    }

    static Explanation of(Transaction tx, Lane.Turn turn, EqlRule rule, Recipient recipient) {
        Explaining explaining = new Explaining(tx, turn, rule, recipient.id());
        List<Condition> all = new ArrayList<>();
        collect(rule.condition(), all);
        for (int from = 0; from < all.size(); from += PARTS_AT_ONCE) {
            explaining.ask(all.subList(from, Math.min(all.size(), from + PARTS_AT_ONCE)));
        }
        return new Explanation(rule.text(), recipient, explaining.part(rule.condition()));
    }

    private static void collect(Condition condition, List<Condition> all) {
        if (condition instanceof Condition.Grouped grouped) {
            collect(grouped.part(), all);
            return;
        }
        all.add(condition);
        parts(condition).forEach(part -> collect(part, all));
    }

    private static List<Condition> parts(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.parts();
        }
        if (condition instanceof Condition.Or or) {
            return or.parts();
        }
        return condition instanceof Condition.Not not ? List.of(not.part()) : List.of();
    }

    private void ask(List<Condition> conditions) {
        String columns =
                IntStream.range(0, conditions.size())
                        .mapToObj(
                                i ->
                                        "(%s) AS part%d"
                                                .formatted(
                                                        Eql.sql(
                                                                conditions.get(i),
                                                                rule.companyId()),
                                                        i))
                        .collect(Collectors.joining(", "));
        Map<String, Object> row =
                turn.query(
                                tx,
                                "SELECT %s FROM customer_%d_tbl cust WHERE cust.customer_id = :id"
                                        .formatted(columns, rule.companyId()))
                        .bind("id", customerId)
                        .mapToMap()
                        .one();
        for (int i = 0; i < conditions.size(); i++) {
            verdicts.put(conditions.get(i), verdict(row.get("part" + i)));
        }
    }

    private static Verdict verdict(Object value) {
        if (value instanceof Number number) {
            return number.longValue() == 0 ? Verdict.FALSE : Verdict.TRUE;
        }
        if (value instanceof Boolean truth) {
            return truth ? Verdict.TRUE : Verdict.FALSE;
        }
        return Verdict.UNKNOWN;
    }

    private Explanation.Part part(Condition condition) {
        if (condition instanceof Condition.Grouped grouped) {
            return part(grouped.part());
        }
        return new Explanation.Part(
                kind(condition),
                condition.range(),
                verdicts.get(condition),
                parts(condition).stream().map(this::part).toList(),
                Fields.of(condition).stream()
                        .map(field -> new Explanation.Value(field.name(), field.column()))
                        .toList());
    }

    private static Explanation.Kind kind(Condition condition) {
        if (condition instanceof Condition.And) {
            return Explanation.Kind.AND;
        }
        if (condition instanceof Condition.Or) {
            return Explanation.Kind.OR;
        }
        if (condition instanceof Condition.Not) {
            return Explanation.Kind.NOT;
        }
        return condition instanceof Condition.Everybody
                ? Explanation.Kind.EVERYBODY
                : Explanation.Kind.CONDITION;
    }
}
