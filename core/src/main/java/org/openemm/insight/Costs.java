package org.openemm.insight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openemm.eql.Condition;
import org.openemm.eql.EqlField;
import org.openemm.eql.EqlRule;
import org.openemm.eql.Value;

/** Reads out of a rule what makes it slow. */
final class Costs {
    private static final int LONG_RULE = 4;
    private static final int MAX_REASONS = 6;

    private final EqlRule rule;
    private final Set<String> indexed;
    private final Set<Cost.Reason> found = new LinkedHashSet<>();
    private int operators;

    private Costs(EqlRule rule, Set<String> indexed) {
        this.rule = rule;
        this.indexed = indexed;
    }

    /**
     * @param indexed columns that an index begins with, lower case
     */
    static List<Cost.Reason> of(EqlRule rule, Set<String> indexed) {
        Costs costs = new Costs(rule, indexed);
        costs.look(rule.condition(), false);
        for (EqlField field : rule.fields()) {
            if (!costs.hasIndex(field)) {
                costs.found.add(new Cost.Reason(Cost.Kind.NO_INDEX, field.name()));
            }
        }
        if (costs.operators >= LONG_RULE) {
            costs.found.add(new Cost.Reason(Cost.Kind.LONG, ""));
        }
        return costs.found.stream().limit(MAX_REASONS).toList();
    }

    /**
     * Conditions that everybody has to fulfil whom the rule selects, and that an index on their
     * field would answer; by the field.
     */
    static Map<EqlField, Condition> candidates(EqlRule rule, Set<String> indexed) {
        Costs costs = new Costs(rule, indexed);
        Map<EqlField, Condition> candidates = new LinkedHashMap<>();
        for (Condition condition : costs.needed(rule.condition())) {
            Value left = left(condition);
            if (left instanceof Value.Field field && !costs.hasIndex(field.field())) {
                candidates.putIfAbsent(field.field(), condition);
            }
        }
        return candidates;
    }

    private boolean hasIndex(EqlField field) {
        return indexed.stream().anyMatch(field.column()::equalsIgnoreCase);
    }

    private List<Condition> needed(Condition condition) {
        if (condition instanceof Condition.Grouped grouped) {
            return needed(grouped.part());
        }
        if (condition instanceof Condition.And and) {
            List<Condition> needed = new ArrayList<>();
            and.parts().forEach(part -> needed.addAll(needed(part)));
            return needed;
        }
        return List.of(condition);
    }

    /** The side that an index could answer. */
    private static Value left(Condition condition) {
        if (condition instanceof Condition.Comparison comparison
                && comparison.operator() != Condition.Operator.NOT_EQUAL
                && comparison.right().isSameForAll()) {
            return comparison.left();
        }
        if (condition instanceof Condition.DateComparison comparison
                && comparison.operator() != Condition.Operator.NOT_EQUAL
                && comparison.format().isDay()) {
            return comparison.left();
        }
        if (condition instanceof Condition.Membership membership && !membership.negated()) {
            return membership.value();
        }
        if (condition instanceof Condition.Between between && !between.negated()) {
            return between.value();
        }
        return condition instanceof Condition.Match match
                        && !match.negated()
                        && match.kind() == Condition.Match.Kind.STARTS_WITH
                ? match.value()
                : null;
    }

    private void look(Condition condition, boolean negated) {
        if (condition instanceof Condition.Grouped grouped) {
            look(grouped.part(), negated);
        } else if (condition instanceof Condition.And and) {
            operators += and.parts().size() - 1;
            and.parts().forEach(part -> look(part, negated));
        } else if (condition instanceof Condition.Or or) {
            operators += or.parts().size() - 1;
            or.parts().forEach(part -> look(part, negated));
        } else if (condition instanceof Condition.Not not) {
            look(not.part(), !negated);
        } else if (condition instanceof Condition.Match match) {
            if (match.kind() != Condition.Match.Kind.STARTS_WITH) {
                Fields.of(match)
                        .forEach(
                                field ->
                                        found.add(
                                                new Cost.Reason(
                                                        Cost.Kind.INSIDE_TEXT, field.name())));
            }
        } else if (counts(condition)) {
            found.add(new Cost.Reason(Cost.Kind.COUNTING, condition.range().of(rule.text())));
        } else if (isBehaviour(condition)) {
            found.add(
                    new Cost.Reason(
                            negated ? Cost.Kind.BEHAVIOUR_NOT : Cost.Kind.BEHAVIOUR,
                            condition.range().of(rule.text())));
        }
    }

    /** Adds up for each recipient instead of looking for one event. */
    private static boolean counts(Condition condition) {
        return condition instanceof Condition.Opened opened && opened.how().times() > 1
                || condition instanceof Condition.Clicked clicked && clicked.how().times() > 1
                || condition instanceof Condition.Received received && received.how().times() > 1
                || condition instanceof Condition.Comparison comparison
                        && (comparison.left().usesRevenue() || comparison.right().usesRevenue());
    }

    private static boolean isBehaviour(Condition condition) {
        return condition instanceof Condition.Opened
                || condition instanceof Condition.Clicked
                || condition instanceof Condition.Received;
    }
}
