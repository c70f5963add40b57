package org.openemm.mailing;

/** What starts a mailing (mailing_tbl.mailing_type). */
public enum MailingType {
    /** Sent once, at a time a person chooses. */
    NORMAL(0),
    /** Sent to one recipient when a trigger fires. */
    ACTION_BASED(1),
    /** Sent daily to those whose date matches. */
    DATE_BASED(2),
    FOLLOW_UP(3),
    INTERVAL(4);

    private final int code;

    MailingType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Unknown codes are taken as normal. */
    public static MailingType of(int code) {
        for (MailingType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return NORMAL;
    }
}
