package org.openemm.mailinglist;

/**
 * What a mailing list is used in.
 *
 * @param id of the mailing, template, filter, profile or target group
 * @param blocks whether the list cannot be deleted for it: something would still be sent to the
 *     list, or people would still come into it
 */
public record MailinglistUse(Kind kind, int id, String name, boolean blocks) {
    /** What uses a list. */
    public enum Kind {
        MAILING,
        TEMPLATE,
        /** A filter for what comes in by mail, that subscribes people. */
        FILTER,
        IMPORT_PROFILE,
        EXPORT_PROFILE,
        /** A target group whose rule asks who is on the list. */
        TARGET_GROUP
    }
}
