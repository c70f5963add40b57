package org.openemm.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How recipients divide by what they have.
 *
 * @param parts the biggest first
 * @param others recipients of all smaller parts together
 */
public record Distribution(List<Part> parts, long others) {
    public Distribution {
        parts = List.copyOf(parts);
    }

    /**
     * @param value as it is stored; null for recipients without one
     */
    public record Part(String value, long recipients) {}

    /** The biggest of all these numbers. */
    static Distribution of(Map<String, Long> numbers, int limit) {
        List<Part> all =
                numbers.entrySet().stream()
                        .map(number -> new Part(number.getKey(), number.getValue()))
                        .sorted(
                                Comparator.comparingLong(Part::recipients)
                                        .reversed()
                                        .thenComparing(Part::value))
                        .toList();
        return new Distribution(all, 0).first(limit);
    }

    /** Smaller parts are others. */
    Distribution first(int limit) {
        if (parts.size() <= limit) {
            return this;
        }
        List<Part> shown = parts.subList(0, Math.max(1, limit));
        return new Distribution(shown, total() - shown.stream().mapToLong(Part::recipients).sum());
    }

    public long total() {
        return others + parts.stream().mapToLong(Part::recipients).sum();
    }
}
