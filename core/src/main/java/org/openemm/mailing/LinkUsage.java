package org.openemm.mailing;

/** Where clicks on a link are measured (rdir_url_tbl.usage). */
public enum LinkUsage {
    NONE(0),
    TEXT(1),
    HTML(2),
    BOTH(3);

    private final int code;

    LinkUsage(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Unknown codes are taken as {@link #BOTH}, the default. */
    public static LinkUsage of(int code) {
        for (LinkUsage usage : values()) {
            if (usage.code == code) {
                return usage;
            }
        }
        return BOTH;
    }
}
