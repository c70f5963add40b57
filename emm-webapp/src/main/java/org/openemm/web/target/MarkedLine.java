package org.openemm.web.target;

import org.openemm.eql.Place;

/**
 * A line of a rule with the place of an error in it.
 *
 * @param before text of the line before the place, at most {@value #MOST} characters
 * @param marked what stands there; empty at the end of the rule
 * @param after the rest of the line, at most {@value #MOST} characters
 * @param from index of the place in the whole rule
 * @param to index behind it
 */
public record MarkedLine(int line, String before, String marked, String after, int from, int to) {
    private static final int MOST = 80;

    static MarkedLine of(String rule, Place place) {
        int start = 0;
        for (int line = 1; line < place.line(); line++) {
            start = rule.indexOf('\n', start) + 1;
        }
        int end = rule.indexOf('\n', start);
        String text = rule.substring(start, end < 0 ? rule.length() : end);
        int from = index(text, place.column());
        String word = place.word();
        int to = text.startsWith(word, from) ? from + word.length() : text.length();
        return new MarkedLine(
                place.line(),
                last(text.substring(0, from)),
                first(text.substring(from, to)),
                first(text.substring(to)),
                start + from,
                start + to);
    }

    /** Columns count characters as people see them; indexes count UTF-16 units. */
    private static int index(String text, int column) {
        return text.offsetByCodePoints(0, Math.min(column, text.codePointCount(0, text.length())));
    }

    private static String last(String text) {
        return text.length() <= MOST ? text : "…" + text.substring(text.length() - MOST);
    }

    private static String first(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    }
}
