package org.openemm.response;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.openemm.response.BounceMailRules.Section;

/**
 * One expression of the rules.
 *
 * @param source where it stands: file or table
 * @param line line in the file, from 1; position in the table's list, from 1
 * @param label what stands before the expression in braces, lower case; empty for nothing
 * @param needed lower-case texts of which every match has one in it; empty when none can be told
 */
record Rule(
        Section section,
        String source,
        int line,
        String label,
        Pattern pattern,
        Set<String> needed) {
    private static final int READS_PER_CHARACTER = 60;
    private static final int READS = 20_000;

    static Rule of(Section section, String source, int line, String text) {
        String label = "";
        String expression = text;
        if (text.startsWith("{")) {
            int close = text.indexOf('}');
            // A brace that is a quantifier cannot stand in front, so this is always a label.
            if (close > 0) {
                label = text.substring(1, close).strip().toLowerCase(Locale.ROOT);
                expression = text.substring(close + 1).strip();
            }
        }
        return new Rule(
                section,
                source,
                line,
                label,
                Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                NeededText.of(expression));
    }

    /** As people name it: {@code hard, line 17 of bav.rule}. */
    String name() {
        return section.word() + ", line " + line + " of " + source;
    }

    /** False when the expression cannot match; quick. */
    boolean mayMatch(String lowerCaseText) {
        if (needed.isEmpty()) {
            return true;
        }
        for (String text : needed) {
            if (lowerCaseText.contains(text)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @throws BoundedText.TooSlow when the expression needs too long for this line
     * @throws StackOverflowError when it nests too deeply for this line
     */
    boolean matches(String text) {
        return pattern.matcher(new BoundedText(text, READS + READS_PER_CHARACTER * text.length()))
                .find();
    }
}
