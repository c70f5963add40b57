package org.openemm.planning;

import java.time.Instant;
import org.openemm.mailing.WorkStatus;

/**
 * A mailing in the calendar.
 *
 * @param mailinglist name of the list, empty when there is none any more
 * @param at when it was sent, will be sent, or is meant to be sent; null when nobody has said
 * @param changed when somebody worked on it last
 */
public record PlannedMailing(
        int id,
        String name,
        String mailinglist,
        State state,
        WorkStatus status,
        Instant at,
        Instant changed) {

    /** How certain the time is. */
    public enum State {
        /** It has been sent or is being sent. */
        SENT,
        /** It will be sent at that time. */
        SCHEDULED,
        /** Somebody means to send it then; nothing happens by itself. */
        PLANNED,
        /** Without a time. */
        OPEN
    }

    /** Whether its day can be changed without changing what will be sent. */
    public boolean isMovable() {
        return state == State.PLANNED || state == State.OPEN;
    }
}
