package org.openemm.statistics;

import java.util.List;
import org.openemm.statistics.Growth.Figures;

/**
 * How the number of subscribers developed.
 *
 * @param growth what happened in each step
 * @param sizes subscribers at the end of each step; who is in two lists counts in each
 */
public record Development(Growth growth, List<Long> sizes) {
    public Development {
        sizes = List.copyOf(sizes);
    }

    /** From the size of today back over what came and went. */
    static Development of(Growth growth, long now) {
        Long[] sizes = new Long[growth.steps().size()];
        long size = now;
        for (int i = sizes.length - 1; i >= 0; i--) {
            sizes[i] = size;
            size -= growth.steps().get(i).figures().net();
        }
        return new Development(growth, List.of(sizes));
    }

    /** Subscribers of today. */
    public long now() {
        return sizes.isEmpty() ? 0 : sizes.get(sizes.size() - 1);
    }

    /** Before the first step. */
    public long before() {
        Figures total = growth.total();
        return now() - total.net();
    }
}
