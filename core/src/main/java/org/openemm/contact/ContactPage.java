package org.openemm.contact;

import java.util.List;

/**
 * Some contacts of a longer history, newest first.
 *
 * @param previous place where the page before ends; null on the first
 * @param next start of the page after; null on the last
 * @param total how many there are on all pages
 */
public record ContactPage(
        List<Contact> contacts,
        ContactQuery.Cursor previous,
        ContactQuery.Cursor next,
        long total) {
    public ContactPage {
        contacts = List.copyOf(contacts);
    }
}
