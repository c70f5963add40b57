package org.openemm.web.ui;

import java.net.URI;

/** Addresses of pages that came with a request and are not to be trusted. */
final class Addresses {
    private Addresses() {}

    /** Whether it leads to a page of this server: a path, not another host. */
    static boolean isOurs(String address) {
        return address.startsWith("/")
                && !address.startsWith("//")
                && address.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    }

    /** Path and query of a whole address; empty text when it cannot be read. */
    static String local(String address) {
        try {
            URI uri = URI.create(address == null ? "" : address);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            String local = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
            return isOurs(local) ? local : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Whether both lead to one page, and the parameters of the second are in the first. */
    static boolean samePage(String seen, String page) {
        int mark = page.indexOf('?');
        String path = mark < 0 ? page : page.substring(0, mark);
        String own = mark < 0 ? "" : page.substring(mark + 1);
        return seen.equals(path)
                ? own.isEmpty()
                : seen.startsWith(path + "?") && seen.contains(own);
    }
}
