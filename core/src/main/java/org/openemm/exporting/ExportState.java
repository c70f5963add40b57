package org.openemm.exporting;

/** How far an export is. */
public enum ExportState {
    /** Its turn comes when one of those at work is done. */
    WAITING,
    RUNNING,
    /** The file is there, as long as it is kept. */
    DONE,
    /** Stopped by an error; there is no file. */
    FAILED,
    /** Stopped by a person; there is no file. */
    CANCELLED;

    public boolean isBusy() {
        return this == WAITING || this == RUNNING;
    }
}
