package org.openemm.subscription;

/**
 * What a page says to somebody who followed the link of a question.
 *
 * @param email empty when nothing is known
 * @param mailinglist name of the list; empty when nothing is known
 */
public record Confirmation(State state, String email, String mailinglist) {
    /** How it stands. */
    public enum State {
        /** Can be confirmed. */
        OPEN,
        /** Is confirmed, and the address is on the list. */
        CONFIRMED,
        /** Was confirmed once, and the address has left the list since. */
        USED,
        /** The question is too old. */
        EXPIRED,
        /** The address must not get mail: blocklist, bounces. */
        IMPOSSIBLE,
        /** Damaged, forged, or about something that is gone. */
        UNKNOWN
    }

    static final Confirmation UNKNOWN = new Confirmation(State.UNKNOWN, "", "");

    Confirmation with(State other) {
        return new Confirmation(other, email, mailinglist);
    }
}
