package org.openemm.backend.mailloop;

/**
 * Something that was done with a message, or should have been.
 *
 * @param action as the log and mailloop_log_tbl name it
 * @param done false: it could not be done
 * @param remark details, or the reason why not
 */
record Deed(String action, boolean done, String remark) {
    static Deed done(String action, String remark) {
        return new Deed(action, true, remark);
    }

    static Deed failed(String action, String reason) {
        return new Deed(action, false, reason);
    }
}
