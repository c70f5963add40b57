package org.openemm.tracking;

import java.util.List;
import java.util.Map;

/**
 * What a click needs to know of a mailing. Kept in memory and, for the case that the database is
 * away after a restart, in a file.
 *
 * @param secretKey signs the UIDs of the company
 * @param minimumUidVersion oldest UID version that the company accepts
 * @param active whether openings and clicks of the company are counted
 */
public record TrackedMailing(
        int companyId,
        int mailingId,
        int mailinglistId,
        String secretKey,
        int minimumUidVersion,
        boolean active,
        Map<Integer, TrackedLink> links) {

    /**
     * A link of a mailing.
     *
     * @param url target as stored, with hash tags
     * @param extensions parameters added to the target, in order
     */
    public record TrackedLink(int urlId, String url, List<Parameter> extensions) {}

    /** A parameter of a link extension; the value may hold hash tags. */
    public record Parameter(String name, String value) {}
}
