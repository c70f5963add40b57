package org.openemm.web.ui;

import java.util.Optional;

/**
 * A line above every page.
 *
 * @param icon name in icons.txt
 * @param key key of the text
 * @param linkKey key of the text of the link
 * @param href where the link goes
 * @param right needed to see the link
 */
public record Banner(String icon, String key, String linkKey, String href, String right) {

    public boolean leadsTo(String page) {
        return href.equals(page);
    }

    /** Says whether its banner is due for a tenant. Asked for every page: answers from memory. */
    @FunctionalInterface
    public interface Source {
        Optional<Banner> show(int companyId);
    }
}
