package org.openemm.blocklist;

import java.util.List;

/**
 * What a file of addresses would do to a blocklist.
 *
 * @param lines that are not blank, without a heading
 * @param fresh entries that are not on the list yet
 * @param known entries that are there already; they stay as they are
 * @param twice lines whose entry stands in the file before
 * @param bad lines that are no address or pattern; they are passed over
 * @param badLines the first of them
 */
public record BlocklistUpload(
        int id,
        Blocklist.Scope scope,
        String filename,
        long lines,
        long fresh,
        long known,
        long twice,
        long bad,
        List<BadLine> badLines) {
    public BlocklistUpload {
        badLines = List.copyOf(badLines);
    }

    /**
     * @param number from 1
     * @param problem key of the reason
     * @param text the entry, cut to 100 characters
     */
    public record BadLine(long number, String problem, String text) {}
}
