package org.openemm.bulk;

import java.time.Instant;

/**
 * A change of many recipients and how far it is.
 *
 * @param expected how many were meant when it was confirmed
 * @param seen how many were looked at
 * @param changed how many of those were changed; the others were as wished, gone or blocked
 * @param problem key of a text for why it failed; empty when it did not
 */
public record BulkRun(
        long id,
        BulkChange change,
        State state,
        long expected,
        long seen,
        long changed,
        String by,
        Instant started,
        String problem) {

    /** How it stands with a change. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /** Share of the work that is done, 0 to 100. */
    public int percent() {
        if (!isRunning()) {
            return 100;
        }
        return expected <= 0 ? 0 : (int) Math.min(99, seen * 100 / expected);
    }
}
