package org.openemm.eql;

/**
 * A part of a rule's text, in UTF-16 units as {@link String#substring(int, int)} and the text
 * fields of browsers count them.
 *
 * @param from index of the first character
 * @param to index behind the last one; equal to {@code from} for a place between characters
 */
public record Range(int from, int to) {
    public Range {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(from + ".." + to);
        }
    }

    /** The part of the rule that is meant. */
    public String of(String text) {
        return text.substring(from, to);
    }

    /** From the start of this part to the end of another one behind it. */
    Range until(Range end) {
        return new Range(from, end.to);
    }
}
