package org.openemm.response;

/** How much of a mail is looked at. What lies beyond is left aside, silently. */
final class Limits {
    /** Bytes of a mail. */
    static final int MAIL = 16 * 1024 * 1024;

    /** Parts of a mail, over all levels. */
    static final int PARTS = 200;

    /** Parts within parts, mails within mails. */
    static final int DEPTH = 12;

    /** Header lines of one part. */
    static final int HEADERS = 1000;

    /** Characters of one header, unfolded. */
    static final int HEADER = 16 * 1024;

    /** Bytes of all headers of a mail, over all levels. */
    static final int HEADER_BYTES = 1024 * 1024;

    /** Bytes of one part that are decoded and read. */
    static final int TEXT = 256 * 1024;

    /** Characters of one line that rules are applied to. */
    static final int LINE = 1024;

    /** Lines that rules are applied to. */
    static final int LINES = 2000;

    private Limits() {}
}
