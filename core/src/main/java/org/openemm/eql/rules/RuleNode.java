package org.openemm.eql.rules;

/** A rule of the visual builder or a group of them. */
public sealed interface RuleNode permits RuleGroup, Rule {
    /** Whether the opposite is meant. */
    boolean negated();
}
