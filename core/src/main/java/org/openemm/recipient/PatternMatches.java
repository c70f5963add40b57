package org.openemm.recipient;

import java.util.List;

/**
 * Recipients whose values fit to patterns.
 *
 * @param ids the lowest ones, as many as were asked for
 * @param total how many there are
 */
public record PatternMatches(List<Long> ids, long total) {
    public PatternMatches {
        ids = List.copyOf(ids);
    }
}
