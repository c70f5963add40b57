package org.openemm.remote;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/**
 * So many calls in a time.
 *
 * @param tokens at least 1
 */
record RestLimit(long tokens, Duration time) {

    /**
     * @param expression e.g. {@code 432000/P1D;1200/PT1M}
     * @throws IllegalArgumentException when it is none
     */
    static List<RestLimit> parse(String expression) {
        return Arrays.stream(expression.split(";")).map(RestLimit::one).toList();
    }

    private static RestLimit one(String text) {
        String[] parts = text.strip().split("/");
        if (parts.length != 2) {
            throw new IllegalArgumentException(text);
        }
        try {
            RestLimit limit =
                    new RestLimit(
                            Long.parseLong(parts[0].strip()), Duration.parse(parts[1].strip()));
            if (limit.tokens < 1 || limit.time.isNegative() || limit.time.isZero()) {
                throw new IllegalArgumentException(text);
            }
            return limit;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
