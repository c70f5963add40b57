package org.openemm.response;

import java.util.Locale;

/** The longest run of plain characters that everything an expression matches must have in it. */
final class NeededText {
    private static final String SPECIAL = ".[](){}^$|\\+*?";
    private static final int SHORTEST = 3;

    private NeededText() {}

    /**
     * In lower case; empty when it cannot be told simply. Never wrong: expressions with
     * alternatives at the top, quotes or flags have none.
     */
    static String of(String expression) {
        if (expression.contains("(?") || expression.contains("\\Q")) {
            return "";
        }
        String best = "";
        StringBuilder run = new StringBuilder();
        int depth = 0;
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            boolean plain = depth == 0 && !inClass && c < 0x80 && SPECIAL.indexOf(c) < 0;
            if (plain && !isOptional(expression, i + 1)) {
                run.append(c);
                continue;
            }
            best = longer(best, run);
            run.setLength(0);
            if (c == '\\') {
                i++;
            } else if (inClass) {
                if (c == '[') {
                    // Classes within classes: not worth understanding.
                    return "";
                }
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
                // A bracket right at the beginning is a member.
                if (expression.startsWith("]", i + 1) || expression.startsWith("^]", i + 1)) {
                    return "";
                }
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == '|' && depth == 0) {
                return "";
            } else if (c == '{') {
                // A quantifier's numbers.
                int close = expression.indexOf('}', i);
                i = close < 0 ? expression.length() : close;
            }
        }
        best = longer(best, run);
        return best.length() < SHORTEST ? "" : best.toLowerCase(Locale.ROOT);
    }

    private static boolean isOptional(String expression, int next) {
        return next < expression.length() && "?*{".indexOf(expression.charAt(next)) >= 0;
    }

    private static String longer(String best, StringBuilder run) {
        return run.length() > best.length() ? run.toString() : best;
    }
}
