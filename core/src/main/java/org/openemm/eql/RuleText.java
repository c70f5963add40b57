package org.openemm.eql;

import org.antlr.v4.runtime.Token;

/**
 * The text of a rule and the places in it. The parser counts characters as people see them (code
 * points), texts are indexed in UTF-16 units.
 */
final class RuleText {
    /** Longest piece of a rule that a message repeats. */
    private static final int MAX_WORD = 60;

    private final String text;

    /** Index of the n-th character where the two ways of counting differ, else null. */
    private final int[] indexes;

    RuleText(String text) {
        this.text = text;
        int characters = text.codePointCount(0, text.length());
        indexes = characters == text.length() ? null : indexes(text, characters);
    }

    private static int[] indexes(String text, int characters) {
        int[] indexes = new int[characters + 1];
        int at = 0;
        for (int i = 0; i < characters; i++) {
            indexes[i] = at;
            at += Character.charCount(text.codePointAt(at));
        }
        indexes[characters] = at;
        return indexes;
    }

    @Override
    public String toString() {
        return text;
    }

    Range all() {
        return new Range(0, text.length());
    }

    Range range(Token token) {
        return range(token, token);
    }

    /** From the start of one token to the end of another one. */
    Range range(Token first, Token last) {
        int from = index(first.getStartIndex());
        return new Range(from, Math.max(from, index(last.getStopIndex() + 1)));
    }

    private int index(int character) {
        return indexes == null
                ? Math.min(character, text.length())
                : indexes[Math.min(character, indexes.length - 1)];
    }

    Place place(Token token) {
        return place(range(token));
    }

    Place place(Token first, Token last) {
        return place(range(first, last));
    }

    Place place(Range range) {
        int start = 1 + text.lastIndexOf('\n', range.from() - 1);
        int line =
                1
                        + Math.toIntExact(
                                text.substring(0, start).chars().filter(c -> c == '\n').count());
        return new Place(
                line, text.codePointCount(start, range.from()), shortened(range.of(text)), range);
    }

    /** The whole text, to be named in a message about its length. */
    Place start() {
        return new Place(1, 0, "", all());
    }

    static String shortened(String word) {
        return word.codePointCount(0, word.length()) <= MAX_WORD
                ? word
                : word.substring(0, word.offsetByCodePoints(0, MAX_WORD)) + "…";
    }
}
