package org.openemm.contact;

import java.time.Instant;

/**
 * A mail and what became of it.
 *
 * @param at first of them when they are several
 * @param mailing name
 * @param link name or address of what was clicked; empty otherwise
 * @param count how often
 */
public record MailEvent(
        Instant at, Kind kind, int mailingId, String mailing, String link, long count)
        implements Event {

    public enum Kind {
        SENT,
        OPENED,
        CLICKED,
        /** For now: mailbox full, server away. */
        SOFT_BOUNCE,
        /** For good: no such address. */
        HARD_BOUNCE
    }
}
