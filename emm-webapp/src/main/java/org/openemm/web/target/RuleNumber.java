package org.openemm.web.target;

import org.openemm.insight.Estimate;
import org.openemm.insight.Insights;

/**
 * How many recipients a rule selects, as far as it is known.
 *
 * @param known whether there is a number at all
 * @param exact whether it is the number, not about the number
 * @param from with an estimate: at least so many, most probably
 * @param to and at most so many
 * @param total recipients the person sees
 * @param problem why there is no number and will not be one; empty without
 */
public record RuleNumber(
        boolean known, boolean exact, long number, long from, long to, long total, String problem) {
    /** Not known yet. */
    static final RuleNumber COMING = new RuleNumber(false, false, 0, 0, 0, 0, "");

    static RuleNumber of(Estimate estimate) {
        return new RuleNumber(
                true,
                estimate.isExact(),
                estimate.about(),
                estimate.from(),
                estimate.to(),
                estimate.total(),
                "");
    }

    static RuleNumber of(Insights.Count count) {
        long number = count.recipients();
        return new RuleNumber(true, true, number, number, number, count.total(), "");
    }

    static RuleNumber problem(String text) {
        return new RuleNumber(false, false, 0, 0, 0, 0, text);
    }

    /** Whether an exact number is still to come. */
    public boolean isOpen() {
        return !exact && problem.isEmpty();
    }

    /** Width of a bar, 0 to 100. */
    public long percent() {
        return total <= 0 ? 0 : Math.min(100, Math.round(number * 100.0 / total));
    }
}
