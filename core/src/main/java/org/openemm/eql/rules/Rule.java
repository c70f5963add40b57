package org.openemm.eql.rules;

/**
 * A single rule of the visual builder.
 *
 * @param includeEmpty whether recipients without a value in the field are meant as well
 */
public record Rule(Claim claim, boolean negated, boolean includeEmpty) implements RuleNode {}
