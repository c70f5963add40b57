package org.openemm.rest;

import java.util.Locale;

/** Patterns in which a star stands for any text. Upper and lower case are the same. */
final class Wildcards {
    private Wildcards() {}

    /** Whether the pattern occurs in the text. */
    static boolean occurs(String pattern, String text) {
        String rest = text.toLowerCase(Locale.ROOT);
        for (String piece : pattern.toLowerCase(Locale.ROOT).split("\\*")) {
            int at = rest.indexOf(piece);
            if (at < 0) {
                return false;
            }
            rest = rest.substring(at + piece.length());
        }
        return true;
    }

    /** Whether the pattern is the whole text. */
    static boolean matches(String pattern, String text) {
        String wanted = pattern.toLowerCase(Locale.ROOT);
        String given = text.toLowerCase(Locale.ROOT);
        int star = wanted.indexOf('*');
        if (star < 0) {
            return wanted.equals(given);
        }
        String end = wanted.substring(wanted.lastIndexOf('*') + 1);
        return given.length() >= star + end.length()
                && given.startsWith(wanted.substring(0, star))
                && given.endsWith(end)
                && occurs(
                        wanted.substring(star, wanted.length() - end.length()),
                        given.substring(star, given.length() - end.length()));
    }
}
