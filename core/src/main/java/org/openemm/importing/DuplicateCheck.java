package org.openemm.importing;

/**
 * Whether an import looks for recipients that are there twice
 * (import_profile_tbl.check_for_duplicates).
 */
public enum DuplicateCheck {
    /** In the file and among the recipients; of several rows with the same key the first counts. */
    FULL(1),
    /** Not at all: every row becomes a new recipient. Only for {@link ImportMode#ADD}. */
    NONE(2);

    private final int code;

    DuplicateCheck(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** 0, the check of the file alone, is treated as the full one. */
    public static DuplicateCheck of(int code) {
        return code == NONE.code ? NONE : FULL;
    }
}
