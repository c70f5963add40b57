package org.openemm.statistics;

import java.util.List;

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

    public long total() {
        return others + parts.stream().mapToLong(Part::recipients).sum();
    }
}
