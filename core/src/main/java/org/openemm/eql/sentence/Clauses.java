package org.openemm.eql.sentence;

import java.util.List;
import org.openemm.eql.Condition;
import org.openemm.eql.Value;
import org.openemm.eql.ValueType;

/** What single conditions say. */
final class Clauses {
    private final Voice voice;
    private final Expressions expressions;
    private final DateClauses dates;
    private final BehaviourClauses behaviour;

    Clauses(Voice voice, Names names) {
        this.voice = voice;
        expressions = new Expressions(voice, names);
        dates = new DateClauses(voice, expressions);
        behaviour = new BehaviourClauses(voice, names);
    }

    /**
     * @param condition a single one
     */
    Meaning.Clause of(Condition condition, boolean negated) {
        if (condition instanceof Condition.Comparison comparison) {
            return comparison(comparison, negated);
        }
        if (condition instanceof Condition.DateComparison comparison) {
            return dates.of(comparison, negated);
        }
        if (condition instanceof Condition.Between between) {
            return clause(
                    subject(between.value()),
                    Predicate.Said.of(
                            between.negated() != negated
                                    ? "sentence.between.not"
                                    : "sentence.between",
                            expressions.value(between.low(), between.value()),
                            expressions.value(between.high(), between.value())));
        }
        if (condition instanceof Condition.DateBetween between) {
            return dates.of(between, negated);
        }
        if (condition instanceof Condition.Membership membership) {
            return clause(
                    subject(membership.value()),
                    new Predicate.OneOf(
                            membership.members().stream()
                                    .map(member -> expressions.value(member, membership.value()))
                                    .distinct()
                                    .toList(),
                            membership.negated() != negated,
                            false));
        }
        if (condition instanceof Condition.Emptiness emptiness) {
            return clause(
                    subject(emptiness.value()),
                    emptiness.negated() != negated
                            ? Predicate.Said.of("sentence.filled")
                            : new Predicate.OneOf(List.of(), false, true));
        }
        if (condition instanceof Condition.Match match) {
            return clause(subject(match.value()), match(match, match.negated() != negated));
        }
        return clause(Meaning.Subject.PERSON, behaviour.of(condition, negated));
    }

    static Meaning.Clause clause(Meaning.Subject subject, Predicate predicate) {
        return new Meaning.Clause(subject, Meaning.Joint.AND, List.of(predicate));
    }

    private Meaning.Subject subject(Value value) {
        Phrase phrase = expressions.of(value);
        return value.isSameForAll()
                ? Meaning.Subject.constant(phrase)
                : Meaning.Subject.field(phrase);
    }

    private Meaning.Clause comparison(Condition.Comparison comparison, boolean negated) {
        boolean turned = comparison.left().isSameForAll() && !comparison.right().isSameForAll();
        Value subject = turned ? comparison.right() : comparison.left();
        Value other = turned ? comparison.left() : comparison.right();
        Condition.Operator operator =
                turned ? Operators.mirrored(comparison.operator()) : comparison.operator();
        if (negated) {
            operator = Operators.opposite(operator);
        }
        Phrase value = expressions.value(other, subject);
        return clause(
                subject(subject),
                subject.type() == ValueType.TEXT ? text(operator, value) : number(operator, value));
    }

    private static Predicate text(Condition.Operator operator, Phrase value) {
        return switch (operator) {
            case EQUAL -> new Predicate.OneOf(List.of(value), false, false);
            case NOT_EQUAL -> new Predicate.OneOf(List.of(value), true, false);
            case LESS -> Predicate.Said.of("sentence.alphabet.before", value);
            case LESS_OR_EQUAL -> Predicate.Said.of("sentence.alphabet.until", value);
            case GREATER -> Predicate.Said.of("sentence.alphabet.after", value);
            case GREATER_OR_EQUAL -> Predicate.Said.of("sentence.alphabet.from", value);
        };
    }

    static Predicate number(Condition.Operator operator, Phrase value) {
        return switch (operator) {
            case EQUAL -> new Predicate.OneOf(List.of(value), false, false);
            case NOT_EQUAL -> new Predicate.OneOf(List.of(value), true, false);
            case LESS -> Predicate.Said.of("sentence.less", value);
            case LESS_OR_EQUAL -> Predicate.Said.of("sentence.atMost", value);
            case GREATER -> Predicate.Said.of("sentence.more", value);
            case GREATER_OR_EQUAL -> Predicate.Said.of("sentence.atLeast", value);
        };
    }

    private Predicate match(Condition.Match match, boolean negated) {
        String kind = "like";
        String pattern = match.pattern();
        switch (match.kind()) {
            case CONTAINS -> kind = "contains";
            case STARTS_WITH -> kind = "starts";
            case LIKE -> {
                boolean before = pattern.startsWith("*") || pattern.startsWith("%");
                boolean behind = pattern.endsWith("*") || pattern.endsWith("%");
                int from = before ? 1 : 0;
                int to = pattern.length() - (behind ? 1 : 0);
                String bare = from < to ? pattern.substring(from, to) : "";
                boolean simple = !bare.isEmpty() && !bare.matches("(?s).*[*%?_].*");
                if (simple && !before && !behind) {
                    return new Predicate.OneOf(List.of(voice.text(bare)), negated, false);
                }
                if (simple) {
                    kind = before && behind ? "contains" : before ? "ends" : "starts";
                    pattern = bare;
                }
            }
        }
        return Predicate.Said.of("sentence." + kind + (negated ? ".not" : ""), voice.text(pattern));
    }
}
