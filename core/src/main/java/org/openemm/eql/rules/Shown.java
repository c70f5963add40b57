package org.openemm.eql.rules;

import java.util.Optional;

/**
 * A text as rules of the builder, or why that is not possible.
 *
 * @param rules empty when a part of the text has no form in the builder
 * @param reason empty when the rules are there
 */
public record Shown(Optional<RuleGroup> rules, Optional<NotShown> reason) {
    static Shown as(RuleGroup rules) {
        return new Shown(Optional.of(rules), Optional.empty());
    }

    static Shown not(NotShown reason) {
        return new Shown(Optional.empty(), Optional.of(reason));
    }
}
