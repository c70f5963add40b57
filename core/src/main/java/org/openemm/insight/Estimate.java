package org.openemm.insight;

import java.util.List;

/**
 * About how many recipients a rule selects.
 *
 * @param about the most probable number, rounded as far as it is known; exact when {@code from} and
 *     {@code to} are the same
 * @param from with 19 of 20 rules there are at least so many
 * @param to and at most so many
 * @param total recipients there are at all, about
 * @param some ids of recipients that the rule selects, at most {@link Insights#SAMPLE}
 */
public record Estimate(long about, long from, long to, long total, List<Long> some) {
    private static final double SURE = 1.96;

    /** Neighbours in the table are alike: they tell less than as many from all over it. */
    private static final double ALIKE = 2;

    public Estimate {
        some = List.copyOf(some);
    }

    static Estimate exactly(long count, long total, List<Long> some) {
        return new Estimate(count, count, count, Math.max(count, total), some);
    }

    /**
     * From a sample, by Wilson's interval.
     *
     * @param looked recipients of the sample
     * @param hits those of them that the rule selects
     */
    static Estimate sampled(long looked, long hits, long total, List<Long> some) {
        if (looked == 0) {
            return new Estimate(0, 0, total, total, some);
        }
        double n = looked / ALIKE;
        double share = (double) hits / looked;
        double z = SURE * SURE / n;
        double middle = (share + z / 2) / (1 + z);
        double away = SURE / (1 + z) * Math.sqrt(share * (1 - share) / n + z / n / 4);
        long from = Math.max(hits, Math.round((middle - away) * total));
        long to = Math.max(from, Math.min(total, Math.round((middle + away) * total)));
        long about = Math.max(from, Math.min(to, rounded(share * total, (double) to - from)));
        return new Estimate(about, from, to, total, some);
    }

    /** Without digits that nobody knows. */
    private static long rounded(double number, double width) {
        double step = 1;
        while (step * 10 <= width / 2) {
            step *= 10;
        }
        return Math.round(Math.round(number / step) * step);
    }

    public boolean isExact() {
        return from == to;
    }
}
