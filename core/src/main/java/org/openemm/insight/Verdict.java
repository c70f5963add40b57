package org.openemm.insight;

/** What a part of a rule says of one recipient. */
public enum Verdict {
    TRUE,
    FALSE,
    /** A field is empty, so a comparison with it says neither; it does not select. */
    UNKNOWN
}
