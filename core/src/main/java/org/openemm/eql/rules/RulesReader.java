package org.openemm.eql.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openemm.eql.Condition;

/** Finds the rules of the builder in a rule that was read. */
final class RulesReader {
    private RulesReader() {}

    /**
     * @throws HasNoForm naming the part that the builder cannot show
     */
    static RuleGroup read(Condition condition) {
        if (condition instanceof Condition.Everybody) {
            return RuleGroup.everybody();
        }
        return group(condition, false);
    }

    /** What stands in parentheses, or the whole rule. */
    private static RuleGroup group(Condition content, boolean negated) {
        List<Condition> parts = List.of(content);
        RuleGroup.Joint joint = RuleGroup.Joint.AND;
        if (content instanceof Condition.And and) {
            parts = and.parts();
        } else if (content instanceof Condition.Or or) {
            parts = or.parts();
            joint = RuleGroup.Joint.OR;
        }
        List<RuleNode> rules = new ArrayList<>();
        for (Condition part : parts) {
            rules.add(node(part));
        }
        return new RuleGroup(joint, negated, rules);
    }

    private static RuleNode node(Condition condition) {
        if (condition instanceof Condition.Grouped grouped) {
            Optional<Rule> single = orEmpty(grouped.part());
            return single.isPresent() ? single.get() : group(grouped.part(), false);
        }
        if (condition instanceof Condition.And) {
            return group(condition, false);
        }
        if (condition instanceof Condition.Not not) {
            return negated(not.part());
        }
        return new Rule(Claims.of(condition), false, false);
    }

    private static RuleNode negated(Condition part) {
        if (part instanceof Condition.Grouped grouped) {
            Condition content = grouped.part();
            boolean several =
                    content instanceof Condition.And
                            || content instanceof Condition.Or
                            || content instanceof Condition.Not
                            || content instanceof Condition.Grouped;
            return several ? group(content, true) : new Rule(Claims.of(content), true, false);
        }
        return new Rule(Claims.of(part), true, false);
    }

    /** {@code (rule OR field IS EMPTY)} is a single rule with its box ticked. */
    private static Optional<Rule> orEmpty(Condition content) {
        if (!(content instanceof Condition.Or or) || or.parts().size() != 2) {
            return Optional.empty();
        }
        boolean possible =
                isSingle(or.parts().get(0))
                        && or.parts().get(1) instanceof Condition.Emptiness emptiness
                        && !emptiness.negated();
        if (!possible) {
            return Optional.empty();
        }
        Rule rule = (Rule) node(or.parts().get(0));
        Rule empty = (Rule) node(or.parts().get(1));
        boolean same =
                rule.claim() instanceof Claim.OfField field
                        && empty.claim() instanceof Claim.Empty other
                        && field.field().equals(other.field());
        return same ? Optional.of(new Rule(rule.claim(), rule.negated(), true)) : Optional.empty();
    }

    private static boolean isSingle(Condition condition) {
        Condition bare = condition;
        if (bare instanceof Condition.Not not) {
            bare = not.part() instanceof Condition.Grouped grouped ? grouped.part() : not.part();
        }
        return !(bare instanceof Condition.And
                || bare instanceof Condition.Or
                || bare instanceof Condition.Not
                || bare instanceof Condition.Grouped);
    }
}
