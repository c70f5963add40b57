package org.openemm.backend.pickdist;

/** Whether a package may be sent. */
enum Verdict {
    GO,
    /** Not now: its mailing is paused, or nothing is known of it yet. */
    HOLD,
    /** Never: its mailing was deleted or stopped. */
    DROP
}
