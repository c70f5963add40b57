package org.openemm.mailing;

import java.util.List;

/**
 * One page of the overview.
 *
 * @param total lines on all pages
 */
public record MailingPage(List<MailingSummary> rows, long total) {
    public MailingPage {
        rows = List.copyOf(rows);
    }
}
