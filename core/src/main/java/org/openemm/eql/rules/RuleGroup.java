package org.openemm.eql.rules;

import java.util.List;

/**
 * Rules joined by one word.
 *
 * @param negated whether the opposite of the whole is meant
 * @param rules empty only for the group that stands for the whole rule: then it means everybody
 */
public record RuleGroup(Joint joint, boolean negated, List<RuleNode> rules) implements RuleNode {
    public RuleGroup {
        rules = List.copyOf(rules);
    }

    /** The word between the rules of a group. */
    public enum Joint {
        AND,
        OR
    }

    /** The rule that everybody fulfils. */
    static RuleGroup everybody() {
        return new RuleGroup(Joint.AND, false, List.of());
    }
}
