package org.openemm.target;

import java.util.List;

/**
 * One page of the list.
 *
 * @param total groups on all pages
 */
public record TargetPage(List<Target> rows, long total) {
    public TargetPage {
        rows = List.copyOf(rows);
    }
}
