package org.openemm.backend.pickdist;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which receivers of a package still wait, counted by reason: few numbers, however many receivers.
 * Not thread-safe.
 */
final class Leftovers {
    private static final int MAX_ANSWERS = 20;

    private final Map<DomainLimit, Integer> byLimit = new LinkedHashMap<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private int deferred;
    private long dueAt = Long.MAX_VALUE;

    /** A receiver whose domain takes no more at present. */
    void left(DomainLimit limit) {
        left(limit, 1);
    }

    void left(DomainLimit limit, int count) {
        if (count > 0) {
            byLimit.merge(limit, count, Integer::sum);
        }
    }

    /**
     * A receiver whose mail was put off.
     *
     * @param next milliseconds since 1970
     */
    void deferred(String answer, long next) {
        deferred++;
        dueAt = Math.min(dueAt, next);
        if (answers.size() < MAX_ANSWERS || answers.containsKey(answer)) {
            answers.merge(answer, 1, Integer::sum);
        }
    }

    boolean isEmpty() {
        return byLimit.isEmpty() && deferred == 0;
    }

    Map<DomainLimit, Integer> byLimit() {
        return byLimit;
    }

    int deferred() {
        return deferred;
    }

    /** Next attempt, milliseconds since 1970. */
    long dueAt() {
        return dueAt;
    }

    Map<String, Integer> answers() {
        return answers;
    }

    Leftovers copy() {
        Leftovers copy = new Leftovers();
        copy.add(this);
        return copy;
    }

    void add(Leftovers other) {
        other.byLimit.forEach(this::left);
        other.answers.forEach((answer, count) -> answers.merge(answer, count, Integer::sum));
        deferred += other.deferred;
        dueAt = Math.min(dueAt, other.dueAt);
    }
}
