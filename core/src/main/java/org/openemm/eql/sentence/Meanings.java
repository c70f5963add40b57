package org.openemm.eql.sentence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openemm.eql.Condition;

/** Finds out what is to be told of a rule. */
final class Meanings {
    /** Keys of two limits, and of both said at once. */
    private record Limits(String least, String most, String both) {}

    private static final List<Limits> LIMITS =
            List.of(
                    new Limits("sentence.atLeast", "sentence.atMost", "sentence.between"),
                    new Limits("sentence.ago.from", "sentence.today.until", "sentence.withinLast"),
                    new Limits(
                            "sentence.today.from", "sentence.ahead.until", "sentence.withinNext"),
                    new Limits("sentence.from", "sentence.until", "sentence.dateBetween"));

    private final Clauses clauses;

    Meanings(Clauses clauses) {
        this.clauses = clauses;
    }

    /**
     * @param negated whether the opposite is meant; NOT of unknown is unknown, so the opposite of a
     *     comparison is another comparison
     */
    Meaning of(Condition condition, boolean negated) {
        if (condition instanceof Condition.Everybody) {
            return new Meaning.Several(Meaning.Joint.AND, List.of());
        }
        if (condition instanceof Condition.Grouped grouped) {
            return of(grouped.part(), negated);
        }
        if (condition instanceof Condition.Not not) {
            return of(not.part(), !negated);
        }
        if (condition instanceof Condition.And and) {
            return several(Meaning.Joint.AND, and.parts(), negated);
        }
        if (condition instanceof Condition.Or or) {
            return several(Meaning.Joint.OR, or.parts(), negated);
        }
        return clauses.of(condition, negated);
    }

    private Meaning several(Meaning.Joint joint, List<Condition> conditions, boolean negated) {
        Meaning.Joint told = negated ? joint.other() : joint;
        List<Meaning> parts = new ArrayList<>();
        for (Condition condition : conditions) {
            Meaning part = of(condition, negated);
            if (part instanceof Meaning.Several inner && inner.joint() == told) {
                parts.addAll(inner.parts());
            } else {
                parts.add(part);
            }
        }
        return together(told, parts);
    }

    /** Clauses about the same subject become one. */
    private static Meaning together(Meaning.Joint joint, List<Meaning> parts) {
        Map<Object, Meaning> all = new LinkedHashMap<>();
        for (Meaning part : parts) {
            boolean canJoin = part instanceof Meaning.Clause clause && clause.fits(joint);
            Object key = canJoin ? ((Meaning.Clause) part).subject() : part;
            all.merge(key, part, (first, next) -> joined(joint, first, next));
        }
        List<Meaning> told =
                all.values().stream()
                        .map(
                                part ->
                                        part instanceof Meaning.Clause clause && clause.fits(joint)
                                                ? shortened(joint, clause)
                                                : part)
                        .toList();
        return told.size() == 1 ? told.get(0) : new Meaning.Several(joint, told);
    }

    private static Meaning joined(Meaning.Joint joint, Meaning first, Meaning next) {
        if (!(first instanceof Meaning.Clause one) || !(next instanceof Meaning.Clause two)) {
            return first;
        }
        if (one.equals(two)) {
            return one;
        }
        Set<Predicate> predicates = new LinkedHashSet<>(one.predicates());
        predicates.addAll(two.predicates());
        return new Meaning.Clause(one.subject(), joint, List.copyOf(predicates));
    }

    /** Says several values, or two limits, at once. */
    private static Meaning.Clause shortened(Meaning.Joint joint, Meaning.Clause clause) {
        List<Predicate> left = new ArrayList<>();
        Predicate.OneOf values = null;
        int place = 0;
        boolean negated = joint == Meaning.Joint.AND;
        for (Predicate predicate : clause.predicates()) {
            if (predicate instanceof Predicate.OneOf one
                    && one.negated() == negated
                    && !(negated && one.empty())) {
                if (values == null) {
                    values = one;
                    place = left.size();
                } else {
                    Set<Phrase> all = new LinkedHashSet<>(values.values());
                    all.addAll(one.values());
                    values =
                            new Predicate.OneOf(
                                    List.copyOf(all), negated, values.empty() || one.empty());
                }
            } else {
                left.add(predicate);
            }
        }
        if (values != null) {
            left.add(place, values);
        }
        if (joint == Meaning.Joint.AND) {
            limits(left);
        }
        return new Meaning.Clause(
                clause.subject(), left.size() == 1 ? Meaning.Joint.AND : joint, left);
    }

    /** "Is at least 18 and at most 30" is between them. */
    private static void limits(List<Predicate> predicates) {
        for (Limits limits : LIMITS) {
            Predicate.Said least = find(predicates, limits.least);
            Predicate.Said most = find(predicates, limits.most);
            if (least != null && most != null) {
                predicates.set(
                        predicates.indexOf(least),
                        new Predicate.Said(
                                limits.both,
                                Stream.concat(least.arguments().stream(), most.arguments().stream())
                                        .toList()));
                predicates.remove(most);
            }
        }
    }

    private static Predicate.Said find(List<Predicate> predicates, String key) {
        for (Predicate predicate : predicates) {
            if (predicate instanceof Predicate.Said said && said.key().equals(key)) {
                return said;
            }
        }
        return null;
    }
}
