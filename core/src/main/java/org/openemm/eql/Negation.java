package org.openemm.eql;

import java.util.List;

/**
 * Moves every NOT down to the single conditions (De Morgan; two NOTs cancel out), because a negated
 * behaviour condition means more than its opposite: who forbade tracking or never got the mailing
 * does not count as "did not open".
 */
final class Negation {
    private Negation() {}

    /** The same rule without parentheses, with Not directly around single conditions only. */
    static Condition pushDown(Condition condition) {
        return push(condition, false);
    }

    private static Condition push(Condition condition, boolean negated) {
        if (condition instanceof Condition.Not not) {
            return push(not.part(), !negated);
        }
        if (condition instanceof Condition.Grouped grouped) {
            return push(grouped.part(), negated);
        }
        if (condition instanceof Condition.And and) {
            List<Condition> parts = pushAll(and.parts(), negated);
            return negated
                    ? new Condition.Or(parts, and.range())
                    : new Condition.And(parts, and.range());
        }
        if (condition instanceof Condition.Or or) {
            List<Condition> parts = pushAll(or.parts(), negated);
            return negated
                    ? new Condition.And(parts, or.range())
                    : new Condition.Or(parts, or.range());
        }
        return negated ? new Condition.Not(condition, condition.range()) : condition;
    }

    private static List<Condition> pushAll(List<Condition> parts, boolean negated) {
        return parts.stream().map(part -> push(part, negated)).toList();
    }
}
