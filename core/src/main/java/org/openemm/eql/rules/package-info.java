/**
 * Rules of target groups as the visual builder shows them: nested groups of single rules. The text
 * stays the truth; {@link org.openemm.eql.rules.VisualRules} goes from text to rules and back, and
 * says which part of a text cannot be shown.
 *
 * <p>Start with {@link org.openemm.eql.rules.RuleGroup}. JSON exists only in {@code RulesJson}.
 */
package org.openemm.eql.rules;
