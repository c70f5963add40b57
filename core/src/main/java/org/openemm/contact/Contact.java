package org.openemm.contact;

import java.time.Instant;

/**
 * One thing that passed between us and a recipient.
 *
 * @param mailingId 0 where no mailing led to it
 * @param mailing name; empty for a deleted one and for none
 * @param link name or address of what was clicked; empty otherwise
 * @param device class of the device that opened or clicked, 0 for unknown; see {@link Device}
 * @param client mail program or browser; empty when nobody knows
 * @param detail bounce_tbl.detail of a bounce, 0 otherwise
 * @param dsn three digits of a bounce, e.g. 511; 0 otherwise
 * @param answer what the mail server said; empty when nobody kept it
 * @param change of a subscription; null for everything else
 */
public record Contact(
        Instant at,
        Kind kind,
        int mailingId,
        String mailing,
        String link,
        int device,
        String client,
        int detail,
        int dsn,
        String answer,
        ListEvent change) {

    public enum Kind {
        RECEIVED,
        OPENED,
        CLICKED,
        BOUNCED,
        /** Came into a mailing list, changed there, opted out, was taken out. */
        LISTS
    }

    static Contact of(ListEvent change) {
        return new Contact(
                change.at(), Kind.LISTS, change.mailingId(), "", "", 0, "", 0, 0, "", change);
    }
}
