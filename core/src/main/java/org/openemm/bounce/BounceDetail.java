package org.openemm.bounce;

/** What a bounce means (bounce_tbl.detail). */
public enum BounceDetail {
    IGNORE(0),
    INFORMATIVE(1),
    INTERNAL(100),
    SUCCESS(200),
    SOFT_OTHER(400),
    SOFT_RECIPIENT(410),
    SOFT_MAILBOX(420),
    SOFT_SERVER(430),
    IRREGULAR(500),
    HARD_OTHER(510),
    HARD_RECIPIENT(511),
    HARD_SYSTEM(512),
    HARD_NOT_ENCRYPTED(513);

    private final int code;

    BounceDetail(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The recipient gets no more mails. */
    public boolean isHard() {
        return this == HARD_OTHER || this == HARD_RECIPIENT || this == HARD_SYSTEM;
    }

    /** Goes into bounce_tbl. */
    boolean isKept() {
        return code >= SOFT_OTHER.code;
    }

    /** Unknown codes count as soft. */
    public static BounceDetail of(int code) {
        for (BounceDetail detail : values()) {
            if (detail.code == code) {
                return detail;
            }
        }
        return SOFT_OTHER;
    }
}
