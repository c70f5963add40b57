package org.openemm.blocklist;

/**
 * Which entries of a blocklist a page shows.
 *
 * @param search text that occurs in the entry or its reason; empty for all
 * @param patterns true: only patterns, false: only addresses, null: both
 * @param byTime sorted by the time of the entry, else by address
 * @param page from 1
 */
public record BlocklistQuery(
        Blocklist.Scope scope,
        String search,
        Boolean patterns,
        boolean byTime,
        boolean descending,
        int page,
        int size) {
    public BlocklistQuery {
        search = search == null ? "" : search.strip();
        page = Math.max(1, page);
    }

    /** The company's entries by address. */
    public static BlocklistQuery of(String search, int page, int size) {
        return new BlocklistQuery(Blocklist.Scope.COMPANY, search, null, false, false, page, size);
    }
}
