package org.openemm.bulk;

/**
 * What deleting the recipients of a mailing list would do.
 *
 * @param members everybody who is in the list, whatever the status
 * @param deleted who would be deleted for good
 * @param leaving who would only be taken out of the list, because of other lists
 */
public record ListClearance(long members, long deleted, long leaving) {
    /** Who would be concerned at all. */
    public long meant() {
        return deleted + leaving;
    }

    /** Who would stay in the list as before. */
    public long kept() {
        return members - meant();
    }
}
