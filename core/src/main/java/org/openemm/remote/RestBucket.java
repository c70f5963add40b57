package org.openemm.remote;

import java.time.Instant;
import java.util.List;

/** What a user has left of his limits. At the end of its time each is whole again. */
final class RestBucket {
    private final List<RestLimit> limits;
    private final long[] left;
    private final Instant[] end;

    RestBucket(List<RestLimit> limits, Instant now) {
        this.limits = List.copyOf(limits);
        left = new long[limits.size()];
        end = new Instant[limits.size()];
        for (int i = 0; i < left.length; i++) {
            fill(i, now);
        }
    }

    boolean holds(List<RestLimit> others) {
        return limits.equals(others);
    }

    /**
     * @return false: not enough is left, and nothing was taken
     */
    synchronized boolean take(int cost, Instant now) {
        for (int i = 0; i < left.length; i++) {
            if (!now.isBefore(end[i])) {
                fill(i, now);
            }
            if (left[i] < cost) {
                return false;
            }
        }
        for (int i = 0; i < left.length; i++) {
            left[i] -= cost;
        }
        return true;
    }

    private void fill(int i, Instant now) {
        left[i] = limits.get(i).tokens();
        end[i] = now.plus(limits.get(i).time());
    }
}
