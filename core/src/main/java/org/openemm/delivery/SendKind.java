package org.openemm.delivery;

import org.openemm.mailing.MailingType;

/** What a send job is for (maildrop_status_tbl.status_field). */
public enum SendKind {
    /** To everybody on the list. Once per mailing. */
    WORLD('W'),
    /** To admin recipients. */
    ADMIN('A'),
    /** To admin and test recipients. */
    TEST('T'),
    DATE_BASED('R'),
    ACTION_BASED('E'),
    ON_DEMAND('D');

    private final char code;

    SendKind(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }

    /** Single sendings go on a lane of their own and never wait behind a list. */
    public boolean isSingle() {
        return this == ADMIN || this == TEST || this == ACTION_BASED;
    }

    /** Trials take no part in bounce management and statistics. */
    public boolean isTrial() {
        return this == ADMIN || this == TEST;
    }

    /** How mailings of a type are sent to recipients. */
    public static SendKind of(MailingType type) {
        return switch (type) {
            case NORMAL, FOLLOW_UP -> WORLD;
            case ACTION_BASED -> ACTION_BASED;
            case DATE_BASED -> DATE_BASED;
            case INTERVAL -> ON_DEMAND;
        };
    }

    /** Stays after each sending, to be sent again: date-based and interval mailings. */
    public boolean isRecurring() {
        return this == DATE_BASED || this == ON_DEMAND;
    }

    /**
     * @throws IllegalArgumentException for a code that is not sent by this product
     */
    public static SendKind of(String statusField) {
        for (SendKind kind : values()) {
            if (statusField.length() == 1 && statusField.charAt(0) == kind.code) {
                return kind;
            }
        }
        if (statusField.equals("C")) {
            return ACTION_BASED;
        }
        throw new IllegalArgumentException("Status field " + statusField);
    }
}
