package org.openemm.eql.proof;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.openemm.eql.Condition;
import org.openemm.eql.DateFormat;
import org.openemm.eql.TestContext;
import org.openemm.eql.Value;
import org.openemm.eql.ValueType;
import org.openemm.eql.World;

/**
 * Says of a person whether a rule holds: true, false, or unknown (null). Written from the
 * description of the language.
 */
final class Evaluator {
    private final Facts facts;
    private final Behaviour behaviour;
    private final Values values;

    Evaluator(Facts facts) {
        this.facts = facts;
        behaviour = new Behaviour(facts);
        values = new Values(behaviour);
    }

    /** Numbers of the people a rule selects, in order. */
    List<Integer> select(Condition rule) {
        return facts.people.stream()
                .filter(person -> Boolean.TRUE.equals(holds(rule, person, false)))
                .map(person -> person.id() - World.FIRST)
                .sorted()
                .toList();
    }

    /**
     * @param negated NOT reaches the single conditions, where behaviour has a meaning of its own
     */
    private Boolean holds(Condition condition, Facts.Person person, boolean negated) {
        if (condition instanceof Condition.Everybody) {
            return true;
        }
        if (condition instanceof Condition.Grouped grouped) {
            return holds(grouped.part(), person, negated);
        }
        if (condition instanceof Condition.Not not) {
            return holds(not.part(), person, !negated);
        }
        if (condition instanceof Condition.And and) {
            return all(and.parts(), person, negated, negated);
        }
        if (condition instanceof Condition.Or or) {
            return all(or.parts(), person, negated, !negated);
        }
        Optional<Boolean> done = behaviour.holds(condition, person, negated);
        if (done.isPresent()) {
            return done.get();
        }
        Boolean single = single(condition, person);
        return single == null ? null : single != negated;
    }

    /**
     * @param enough the value of one part that decides: true for OR, false for AND
     */
    private Boolean all(
            List<Condition> parts, Facts.Person person, boolean negated, boolean enough) {
        boolean unknown = false;
        for (Condition part : parts) {
            Boolean holds = holds(part, person, negated);
            if (holds == null) {
                unknown = true;
            } else if (holds == enough) {
                return enough;
            }
        }
        return unknown ? null : !enough;
    }

    private Boolean single(Condition condition, Facts.Person person) {
        if (condition instanceof Condition.InGroup in) {
            // Whoever a group does not select is not in it, for whatever reason.
            return Boolean.TRUE.equals(holds(TestContext.ruleOf(in.group()), person, false));
        }
        if (condition instanceof Condition.Comparison comparison) {
            return compared(
                    comparison.operator(),
                    values.compare(comparison.left(), comparison.right(), person));
        }
        if (condition instanceof Condition.Between between) {
            return negated(
                    between.negated(),
                    both(
                            compared(
                                    Condition.Operator.GREATER_OR_EQUAL,
                                    values.compare(between.value(), between.low(), person)),
                            compared(
                                    Condition.Operator.LESS_OR_EQUAL,
                                    values.compare(between.value(), between.high(), person))));
        }
        if (condition instanceof Condition.DateComparison comparison) {
            return dates(
                    comparison.left(),
                    comparison.operator(),
                    comparison.right(),
                    comparison.format(),
                    person);
        }
        if (condition instanceof Condition.DateBetween between) {
            return negated(
                    between.negated(),
                    both(
                            dates(
                                    between.value(),
                                    Condition.Operator.GREATER_OR_EQUAL,
                                    between.low(),
                                    between.format(),
                                    person),
                            dates(
                                    between.value(),
                                    Condition.Operator.LESS_OR_EQUAL,
                                    between.high(),
                                    between.format(),
                                    person)));
        }
        if (condition instanceof Condition.Membership membership) {
            return membership(membership, person);
        }
        if (condition instanceof Condition.Emptiness emptiness) {
            Object value = values.of(emptiness.value(), person);
            boolean empty =
                    value == null
                            || emptiness.value().type() == ValueType.TEXT
                                    && Alphabet.compare((String) value, "") == 0;
            return empty != emptiness.negated();
        }
        return match((Condition.Match) condition, person);
    }

    private Boolean membership(Condition.Membership membership, Facts.Person person) {
        Boolean any = false;
        for (Value member : membership.members()) {
            Integer order = values.compare(membership.value(), member, person);
            if (order == null) {
                any = null;
            } else if (order == 0) {
                any = true;
                break;
            }
        }
        return negated(membership.negated(), any);
    }

    private Boolean match(Condition.Match match, Facts.Person person) {
        Object value = values.of(match.value(), person);
        if (value == null) {
            return null;
        }
        String text = Values.written(value);
        List<Alphabet.Piece> pattern =
                switch (match.kind()) {
                    case LIKE -> Alphabet.Piece.wild(match.pattern());
                    case CONTAINS ->
                            Alphabet.Piece.around(true, Alphabet.Piece.plain(match.pattern()));
                    case STARTS_WITH ->
                            Alphabet.Piece.around(false, Alphabet.Piece.plain(match.pattern()));
                };
        return Alphabet.matches(text, pattern) != match.negated();
    }

    private Boolean dates(
            Value left,
            Condition.Operator operator,
            Condition.DateOperand right,
            DateFormat format,
            Facts.Person person) {
        String one = written(values.of(left, person), format);
        String other =
                right instanceof Condition.DateOperand.Constant constant
                        ? constant.date().text()
                        : written(
                                values.of(((Condition.DateOperand.Moment) right).value(), person),
                                format);
        return compared(operator, one == null || other == null ? null : one.compareTo(other));
    }

    /** A date as text of a format. */
    private static String written(Object date, DateFormat format) {
        if (date == null) {
            return null;
        }
        LocalDate day =
                date instanceof LocalDateTime moment ? moment.toLocalDate() : (LocalDate) date;
        return format.pattern()
                .replace("YYYY", "%04d".formatted(day.getYear()))
                .replace("MM", "%02d".formatted(day.getMonthValue()))
                .replace("DD", "%02d".formatted(day.getDayOfMonth()));
    }

    private static Boolean compared(Condition.Operator operator, Integer order) {
        if (order == null) {
            return null;
        }
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static Boolean negated(boolean negated, Boolean holds) {
        return holds == null ? null : holds != negated;
    }

    private static Boolean both(Boolean one, Boolean other) {
        if (Boolean.FALSE.equals(one) || Boolean.FALSE.equals(other)) {
            return false;
        }
        return one == null || other == null ? null : Boolean.TRUE;
    }
}
