package org.openemm.eql.rules;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pieces of a rule's text. Nothing from outside gets into a text but through here. */
final class Words {
    /** More digits than this are refused by the language. */
    private static final int MAX_DIGITS = 40;

    private static final Pattern NAME = Pattern.compile("[^`$\\r\\n]+");
    private static final Pattern NUMBER = Pattern.compile("([+-]?)0*(\\d*)(\\.\\d+)?");

    private Words() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** A field between backticks. */
    static String name(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(name);
        }
        return "`" + name + "`";
    }

    /** A text is one line of whole characters. */
    static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == '\r' || c == '\n' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** A text between quotes. */
    static String text(String text) {
        if (!isText(text)) {
            throw new IllegalArgumentException(text);
        }
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A number as the language writes it; empty when it is none. */
    static Optional<String> number(String text) {
        String trimmed = text.trim();
        Matcher number = NUMBER.matcher(trimmed);
        if (trimmed.length() > MAX_DIGITS
                || !number.matches()
                || trimmed.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        String sign = number.group(1).equals("-") ? "-" : "";
        String whole = number.group(2).isEmpty() ? "0" : number.group(2);
        String fraction = number.group(3) == null ? "" : number.group(3);
        return Optional.of(sign + whole + fraction);
    }
}
