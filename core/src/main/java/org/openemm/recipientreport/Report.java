package org.openemm.recipientreport;

import java.time.Instant;

/**
 * A line of the log of imports and exports.
 *
 * @param user name of who did it; empty when nobody knows any more
 * @param datasourceId 0 for none
 * @param text lines {@code name=value}
 * @param files how many there are to download
 */
public record Report(
        int id,
        ReportType type,
        Instant date,
        String fileName,
        int datasourceId,
        String user,
        String text,
        boolean failed,
        boolean automatic,
        long objectId,
        int files) {

    /** A value of the report, empty text when it has none of that name. */
    public String value(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
