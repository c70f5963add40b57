package org.openemm.importing;

/** What became of the rows of an import: one file for each kind, beside those of the bad rows. */
public enum ResultKind {
    ADDED,
    UPDATED,
    /** Good, but there already, in a mode that only adds. */
    IN_DATABASE,
    /** Good, but not there, in a mode that does not add. */
    UNKNOWN,
    /** Brought into the state that the mode makes: opted out, bounced, on the blocklist ... */
    DONE,
    /** Corrected by hand and then imported; these are among the others, too. */
    FIXED;

    /** Before the name of a {@link RowProblem}, for the files of the bad rows. */
    public static final String INVALID = "INVALID_";

    static ResultKind of(ImportMode mode, boolean added, boolean known) {
        if (added) {
            return ADDED;
        }
        if (mode == ImportMode.ADD) {
            return IN_DATABASE;
        }
        if (mode.blocks()) {
            return DONE;
        }
        if (!known) {
            return UNKNOWN;
        }
        return mode.updates() ? UPDATED : DONE;
    }
}
