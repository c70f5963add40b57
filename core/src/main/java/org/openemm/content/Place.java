package org.openemm.content;

/**
 * Where something stands, as a person finds it.
 *
 * @param source name of the component, block or field, e.g. {@code agnHtml} or {@code subject}
 * @param line from 1
 * @param column from 1, in characters
 */
public record Place(String source, int line, int column) {
    /** The place of a character of a text. */
    public static Place of(String source, String text, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
            line++;
            lineStart = at + 1;
        }
        return new Place(source, line, text.codePointCount(lineStart, offset) + 1);
    }

    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
