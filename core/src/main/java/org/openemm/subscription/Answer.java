package org.openemm.subscription;

/**
 * What came of a wish, for the log.
 *
 * @param done false: it could not be done
 * @param remark in English
 */
public record Answer(boolean done, String remark) {
    static Answer done(String remark) {
        return new Answer(true, remark);
    }

    static Answer refused(String remark) {
        return new Answer(false, remark);
    }
}
