package org.openemm.importing;

/** How far an import is. */
public enum ImportState {
    /** The file is there, nothing was read yet. */
    UPLOADED,
    /** The rows are being read and checked. */
    CHECKING,
    /** The numbers are known; nothing has been written to the recipients. */
    CHECKED,
    /** The good rows are being written, block by block. */
    RUNNING,
    DONE,
    /** Stopped by an error. */
    FAILED,
    /** Stopped by a person. */
    CANCELLED;

    /** Something is going on in the background. */
    public boolean isBusy() {
        return this == CHECKING || this == RUNNING;
    }

    /** Nothing more will happen. */
    public boolean isOver() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }
}
