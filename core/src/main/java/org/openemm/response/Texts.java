package org.openemm.response;

import java.util.Locale;

/** Readable text of parts. */
final class Texts {
    private static final int MAX_ENTITY = 8;

    private Texts() {}

    /** The part's text; HTML without tags, each block on a line of its own. */
    static String of(Part part) {
        String text = part.text();
        return part.type().is("text/html") ? withoutTags(text) : text;
    }

    /** Linear in the text, whatever it is. Scripts and styles are left out. */
    static String withoutTags(String html) {
        StringBuilder out = new StringBuilder(html.length());
        int i = 0;
        while (i < html.length()) {
            char c = html.charAt(i);
            if (c == '<') {
                int end = html.indexOf('>', i);
                if (end < 0) {
                    break;
                }
                i = tag(html, i, end, out);
            } else if (c == '&') {
                i = entity(html, i, out);
            } else {
                // In HTML a line end is a blank.
                out.append(c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
                i++;
            }
        }
        return out.toString();
    }

    private static int tag(String html, int open, int close, StringBuilder out) {
        int nameEnd = open + 1;
        while (nameEnd < close && isName(html.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = html.substring(open + 1, nameEnd).toLowerCase(Locale.ROOT);
        switch (name) {
            case "style", "script", "head" -> {
                int end = indexOfIgnoreCase(html, "</" + name, close);
                int after = end < 0 ? -1 : html.indexOf('>', end);
                return after < 0 ? html.length() : after + 1;
            }
            case "b",
                    "/b",
                    "i",
                    "/i",
                    "a",
                    "/a",
                    "span",
                    "/span",
                    "font",
                    "/font",
                    "strong",
                    "/strong",
                    "em",
                    "/em",
                    "wbr",
                    "u",
                    "/u" -> {}
            default -> out.append('\n');
        }
        return close + 1;
    }

    private static boolean isName(char c) {
        return c == '/' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static int indexOfIgnoreCase(String text, String wanted, int from) {
        for (int i = text.indexOf('<', from); i >= 0; i = text.indexOf('<', i + 1)) {
            if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }

    private static int entity(String html, int start, StringBuilder out) {
        int end = start + 1;
        while (end < html.length() && end - start <= MAX_ENTITY && html.charAt(end) != ';') {
            end++;
        }
        if (end >= html.length() || html.charAt(end) != ';') {
            out.append('&');
            return start + 1;
        }
        String name = html.substring(start + 1, end);
        String text =
                switch (name) {
                    case "lt" -> "<";
                    case "gt" -> ">";
                    case "amp" -> "&";
                    case "quot" -> "\"";
                    case "nbsp" -> " ";
                    case "auml" -> "ä";
                    case "ouml" -> "ö";
                    case "uuml" -> "ü";
                    case "Auml" -> "Ä";
                    case "Ouml" -> "Ö";
                    case "Uuml" -> "Ü";
                    case "szlig" -> "ß";
                    case "eacute" -> "é";
                    case "egrave" -> "è";
                    default -> numeric(name);
                };
        out.append(text == null ? html.substring(start, end + 1) : text);
        return end + 1;
    }

    private static String numeric(String name) {
        if (!name.startsWith("#") || name.length() < 2) {
            return null;
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        try {
            int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(code) && code > 0 ? Character.toString(code) : " ";
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
