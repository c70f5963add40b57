package org.openemm.backend.merger;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.openemm.delivery.Audience;

/**
 * A random choice of so many recipients of the list, decided one by one while they stream past;
 * each of them has the same chance. Admin and test recipients are not part of it.
 */
final class Reduction {
    private final RandomGenerator random;
    private final long kept;
    private long wanted;
    private long left;

    Reduction(long kept, long all, RandomGenerator random) {
        this.kept = kept;
        wanted = kept;
        left = all;
        this.random = random;
    }

    /**
     * @param maximum 0: no reduction
     */
    static Reduction to(int maximum, Audience.Count count) {
        long kept = maximum > 0 ? Math.min(maximum, count.world()) : count.world();
        return new Reduction(kept, count.world(), new Random());
    }

    /** Keeps everybody, however many there are. */
    static Reduction none() {
        return new Reduction(Long.MAX_VALUE, Long.MAX_VALUE, new Random());
    }

    /** How many will be chosen. */
    long kept() {
        return kept;
    }

    /** Decides about the next one. */
    boolean keepsNext() {
        boolean keep = wanted >= left || random.nextDouble() * left < wanted;
        left--;
        if (keep) {
            wanted--;
        }
        return keep;
    }
}
