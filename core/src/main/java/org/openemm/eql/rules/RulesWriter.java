package org.openemm.eql.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.eql.Condition;
import org.openemm.eql.Range;

/** Writes rules in the language of target groups. */
final class RulesWriter {
    private final StringBuilder text = new StringBuilder();
    private final Map<List<Integer>, Range> parts = new HashMap<>();

    private RulesWriter() {}

    static Written write(RuleGroup rules) {
        RulesWriter writer = new RulesWriter();
        if (rules.negated() && !rules.rules().isEmpty()) {
            writer.text.append("NOT (");
            writer.content(rules, List.of());
            writer.text.append(')');
        } else {
            writer.content(rules, List.of());
        }
        writer.parts.put(List.of(), new Range(0, writer.text.length()));
        return new Written(writer.text.toString(), Map.copyOf(writer.parts));
    }

    private void content(RuleGroup group, List<Integer> path) {
        for (int i = 0; i < group.rules().size(); i++) {
            if (i > 0) {
                text.append(' ').append(group.joint()).append(' ');
            }
            List<Integer> inner = new ArrayList<>(path);
            inner.add(i);
            node(group.rules().get(i), List.copyOf(inner));
        }
    }

    private void node(RuleNode node, List<Integer> path) {
        int from = text.length();
        if (node instanceof RuleGroup group) {
            text.append(group.negated() ? "NOT (" : "(");
            content(group, path);
            text.append(')');
        } else {
            rule((Rule) node);
        }
        parts.put(path, new Range(from, text.length()));
    }

    private void rule(Rule rule) {
        String claim = claim(rule.claim());
        String meant = rule.negated() ? "NOT (" + claim + ")" : claim;
        if (rule.includeEmpty() && rule.claim() instanceof Claim.OfField field) {
            String name = Words.name(field.field());
            text.append('(').append(meant).append(" OR ").append(name).append(" IS EMPTY)");
        } else {
            text.append(meant);
        }
    }

    private static String claim(Claim claim) {
        if (claim instanceof Claim.OfField field) {
            return Words.name(field.field()) + " " + ofField(field);
        }
        return BehaviourWords.of(claim);
    }

    private static String ofField(Claim.OfField claim) {
        if (claim instanceof Claim.NumberIs number) {
            return number.operator().symbol() + " " + number.number();
        }
        if (claim instanceof Claim.TextIs constant) {
            return constant.operator().symbol() + " " + Words.text(constant.text());
        }
        if (claim instanceof Claim.DateIs date) {
            return date.operator().symbol()
                    + " "
                    + day(date.day())
                    + " DATEFORMAT "
                    + Words.text(date.format());
        }
        if (claim instanceof Claim.Empty empty) {
            return empty.negated() ? "IS NOT EMPTY" : "IS EMPTY";
        }
        if (claim instanceof Claim.Matches match) {
            return (match.negated() ? "NOT " : "")
                    + word(match.kind())
                    + " "
                    + Words.text(match.pattern());
        }
        if (claim instanceof Claim.NumberBetween between) {
            return between(between.negated(), between.low(), between.high());
        }
        if (claim instanceof Claim.TextBetween between) {
            return between(
                    between.negated(), Words.text(between.low()), Words.text(between.high()));
        }
        if (claim instanceof Claim.DateBetween between) {
            return between(between.negated(), day(between.low()), day(between.high()))
                    + " DATEFORMAT "
                    + Words.text(between.format());
        }
        Claim.Calculated calculated = (Claim.Calculated) claim;
        return calculated.arithmetic().symbol()
                + " "
                + calculated.operand()
                + " "
                + calculated.operator().symbol()
                + " "
                + calculated.result();
    }

    private static String between(boolean negated, String low, String high) {
        return (negated ? "NOT BETWEEN " : "BETWEEN ") + low + " AND " + high;
    }

    private static String word(Condition.Match.Kind kind) {
        return switch (kind) {
            case LIKE -> "LIKE";
            case CONTAINS -> "CONTAINS";
            case STARTS_WITH -> "STARTS WITH";
        };
    }

    private static String day(Claim.Day day) {
        if (day instanceof Claim.Day.Constant constant) {
            return Words.text(constant.date());
        }
        Optional<Claim.Day.Shift> shift = ((Claim.Day.Today) day).shift();
        return shift.map(by -> "TODAY" + (by.later() ? "+" : "-") + by.days()).orElse("TODAY");
    }
}
