package org.openemm.mailing;

/** Which forms of a mailing exist (media parameter mailformat). */
public enum MailFormat {
    TEXT(0),
    /** HTML with a text alternative. */
    HTML(1),
    /** HTML with a text alternative; images embedded for those who asked for it. */
    OFFLINE_HTML(2);

    private final int code;

    MailFormat(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public boolean hasHtml() {
        return this != TEXT;
    }

    /** Unknown codes are taken as the default, {@link #OFFLINE_HTML}. */
    public static MailFormat of(int code) {
        for (MailFormat format : values()) {
            if (format.code == code) {
                return format;
            }
        }
        return OFFLINE_HTML;
    }
}
