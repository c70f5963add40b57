package org.openemm.eql.rules;

import org.openemm.eql.Eql;
import org.openemm.eql.EqlContext;
import org.openemm.eql.EqlRule;

/** Between the text of a rule and the rules of the visual builder. */
public final class VisualRules {
    private VisualRules() {}

    /** A rule as the builder shows it, or the part that it has no form for. */
    public static Shown toRules(EqlRule rule) {
        try {
            return Shown.as(RulesReader.read(rule.condition()));
        } catch (HasNoForm e) {
            return Shown.not(e.reason());
        }
    }

    /**
     * @param text rule; empty means everybody
     * @throws org.openemm.eql.EqlError the text is wrong
     */
    public static Shown toRules(String text, EqlContext context) {
        return toRules(Eql.read(text, context));
    }

    /**
     * The text that says the same. It need not be a legal rule: the builder may hold a date that
     * does not exist or a field that is gone.
     */
    public static Written toText(RuleGroup rules) {
        return RulesWriter.write(rules);
    }

    /**
     * @throws RulesError naming the rule that means nothing
     */
    public static Written toText(String json, EqlContext context) {
        return toText(fromJson(json, context));
    }

    /**
     * @param context tells the types of fields
     * @throws RulesError naming the rule that means nothing
     */
    public static RuleGroup fromJson(String json, EqlContext context) {
        return RulesJson.read(json, context);
    }

    public static String toJson(RuleGroup rules) {
        return RulesJson.write(rules);
    }
}
