package org.openemm.eql.sentence;

/** A piece of a sentence and what it is, so that a page can set it off. */
public record Part(Kind kind, String text) {
    /** What pieces of a sentence are. */
    public enum Kind {
        /** Words of the language. */
        WORDS,
        /** Name of a profile field. */
        FIELD,
        /** Something that a field is compared with. */
        VALUE,
        /** Name of a mailing, a link, a mailing list or a target group. */
        NAME
    }
}
