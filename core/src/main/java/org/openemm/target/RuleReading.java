package org.openemm.target;

import java.util.Optional;
import org.openemm.eql.EqlProblem;
import org.openemm.eql.EqlRule;
import org.openemm.eql.rules.NotShown;
import org.openemm.eql.rules.RuleGroup;
import org.openemm.eql.rules.Written;
import org.openemm.eql.sentence.Names;

/**
 * What an editor has to know about a rule.
 *
 * @param text in the language of target groups
 * @param written where each part of the rule of the builder stands in the text; empty for a rule
 *     that was written as text
 * @param problem why the text is no rule; then there is nothing else
 * @param correction what a wrong text was probably meant to be
 * @param rule the rule as it was understood
 * @param shown the rule of the visual builder
 * @param notShown why the builder cannot show a legal rule
 * @param names of what it refers to by number; of links their address where they have no name
 */
public record RuleReading(
        String text,
        Optional<Written> written,
        Optional<EqlProblem> problem,
        Optional<String> correction,
        Optional<EqlRule> rule,
        Optional<RuleGroup> shown,
        Optional<NotShown> notShown,
        Names names) {}
