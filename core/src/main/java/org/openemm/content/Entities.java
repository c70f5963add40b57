package org.openemm.content;

import java.util.Map;

/** The HTML entities that matter inside tags and links. */
public final class Entities {
    private static final int MAX_LENGTH = 12;

    private static final Map<String, Integer> NAMED =
            Map.ofEntries(
                    Map.entry("amp", (int) '&'),
                    Map.entry("lt", (int) '<'),
                    Map.entry("gt", (int) '>'),
                    Map.entry("quot", (int) '"'),
                    Map.entry("apos", (int) '\''),
                    Map.entry("nbsp", 0xa0),
                    Map.entry("bdquo", (int) '„'),
                    Map.entry("ldquo", (int) '“'),
                    Map.entry("rdquo", (int) '”'),
                    Map.entry("sbquo", (int) '‚'),
                    Map.entry("lsquo", (int) '‘'),
                    Map.entry("rsquo", (int) '’'),
                    Map.entry("laquo", (int) '«'),
                    Map.entry("raquo", (int) '»'),
                    Map.entry("lsaquo", (int) '‹'),
                    Map.entry("rsaquo", (int) '›'),
                    Map.entry("auml", (int) 'ä'),
                    Map.entry("ouml", (int) 'ö'),
                    Map.entry("uuml", (int) 'ü'),
                    Map.entry("Auml", (int) 'Ä'),
                    Map.entry("Ouml", (int) 'Ö'),
                    Map.entry("Uuml", (int) 'Ü'),
                    Map.entry("szlig", (int) 'ß'),
                    Map.entry("euro", (int) '€'));

    private Entities() {}

    /**
     * An entity found in a text.
     *
     * @param end offset after its semicolon
     */
    record Found(int codePoint, int end) {}

    /** The text with its entities read; those not known stay as they are. */
    public static String decode(String text) {
        int amp = text.indexOf('&');
        if (amp < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        for (; amp >= 0; amp = text.indexOf('&', amp + 1)) {
            Found found = at <= amp ? at(text, amp) : null;
            if (found != null) {
                plain.append(text, at, amp).appendCodePoint(found.codePoint());
                at = found.end();
            }
        }
        return plain.append(text, at, text.length()).toString();
    }

    /** The entity that starts at this ampersand, or null. */
    static Found at(String text, int ampersand) {
        int limit = Math.min(text.length(), ampersand + MAX_LENGTH);
        int end = ampersand + 1;
        while (end < limit && text.charAt(end) != ';') {
            end++;
        }
        if (end == limit || end == ampersand + 1) {
            return null;
        }
        String name = text.substring(ampersand + 1, end);
        Integer codePoint = name.charAt(0) == '#' ? numeric(name) : NAMED.get(name);
        return codePoint == null ? null : new Found(codePoint, end + 1);
    }

    private static Integer numeric(String name) {
        try {
            boolean hex = name.length() > 2 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
            int codePoint =
                    hex
                            ? Integer.parseInt(name, 2, name.length(), 16)
                            : Integer.parseInt(name, 1, name.length(), 10);
            return Character.isValidCodePoint(codePoint) && codePoint != 0 ? codePoint : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
