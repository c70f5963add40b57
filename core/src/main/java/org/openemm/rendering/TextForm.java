package org.openemm.rendering;

/** What a piece of content is part of. */
enum TextForm {
    HTML,
    TEXT,
    /** Subject, names, files: neither links nor HTML. */
    PLAIN;

    /** Bit of rdir_url_tbl.usage that has links measured here. */
    int usageBit() {
        return switch (this) {
            case HTML -> 2;
            case TEXT -> 1;
            case PLAIN -> 0;
        };
    }
}
