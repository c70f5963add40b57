package org.openemm.web.search;

import java.util.List;

/**
 * What was found of one kind, best first.
 *
 * @param name its title has the key {@code search.group.<name>}
 * @param all address of the full list for these words; empty when all is shown
 */
public record Group(String name, List<Hit> hits, String all) {
    int best() {
        return hits.stream().mapToInt(Hit::score).max().orElse(0);
    }
}
