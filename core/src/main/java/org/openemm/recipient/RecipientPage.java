package org.openemm.recipient;

import java.util.List;

/**
 * Some recipients of a longer list.
 *
 * @param previous start of the page before, null on the first
 * @param next start of the page after, null on the last
 */
public record RecipientPage(List<Recipient> recipients, PageCursor previous, PageCursor next) {
    public RecipientPage {
        recipients = List.copyOf(recipients);
    }
}
