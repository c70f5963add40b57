package org.openemm.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds the tags of a text.
 *
 * <p>Blanks separate parameters and may stand around {@code =}; values stand in {@code "} or {@code
 * '} or reach to the next blank; a backslash takes the next character as it is, except that escaped
 * quotes around a value are quotes too. HTML entities inside a tag are read as the characters they
 * mean, and every typographic quote as {@code "}. What starts like a tag but never ends is text.
 */
public final class TagParser {
    private static final String OPEN = "[agn";
    private static final String CLOSE = "[/agn";

    private TagParser() {}

    /** All tags in order of appearance, not overlapping. */
    public static List<Tag> parse(String text) {
        List<Tag> tags = new ArrayList<>();
        int at = 0;
        while (true) {
            int start = next(text, at);
            if (start < 0) {
                return tags;
            }
            Tag tag = read(text, start);
            if (tag == null) {
                at = start + 1;
            } else {
                tags.add(tag);
                at = tag.end();
            }
        }
    }

    /** Offset of the next tag's opening bracket, or -1. */
    private static int next(String text, int from) {
        for (int at = text.indexOf('[', from); at >= 0; at = text.indexOf('[', at + 1)) {
            if (startsTag(text, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsTag(String text, int at) {
        return text.regionMatches(true, at, OPEN, 0, OPEN.length())
                || text.regionMatches(true, at, CLOSE, 0, CLOSE.length());
    }

    private static Tag read(String text, int start) {
        boolean closing = text.charAt(start + 1) == '/';
        int nameStart = start + (closing ? 2 : 1);
        int nameEnd = nameStart;
        while (nameEnd < text.length() && isNamePart(text.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = text.substring(nameStart, nameEnd);
        Parameters quoted = new Parameters(text, nameEnd, true);
        if (quoted.read()) {
            return quoted.tag(name, closing, start, false);
        }
        Parameters plain = new Parameters(text, nameEnd, false);
        return plain.read() ? plain.tag(name, closing, start, true) : null;
    }

    private static boolean isNamePart(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c) || c == '_';
    }

    /** Reads from the end of the name to the closing bracket. */
    private static final class Parameters {
        private final String text;
        private final boolean quotes;
        private final Map<String, String> values = new LinkedHashMap<>();
        private final Set<String> attributes = new LinkedHashSet<>();
        private int at;
        private boolean selfClosing;

        /** The current character with its entity read, and where the next one starts. */
        private int current;

        private int following;

        Parameters(String text, int at, boolean quotes) {
            this.text = text;
            this.at = at;
            this.quotes = quotes;
            look();
        }

        Tag tag(String name, boolean closing, int start, boolean malformed) {
            return new Tag(name, closing, selfClosing, values, attributes, start, at, malformed);
        }

        /**
         * @return false when there is no closing bracket
         */
        boolean read() {
            while (true) {
                skipBlanks();
                if (current == ']') {
                    advance();
                    return true;
                }
                if (current < 0 || isNextTag()) {
                    return false;
                }
                if (current == '/') {
                    advance();
                    skipBlanks();
                    selfClosing = current == ']';
                    continue;
                }
                if (!parameter()) {
                    return false;
                }
            }
        }

        private boolean parameter() {
            StringBuilder name = new StringBuilder();
            while (current != '=' && !isBlank(current) && !endsTag()) {
                name.appendCodePoint(current);
                advance();
            }
            skipBlanks();
            if (current != '=') {
                attributes.add(name.toString());
                return true;
            }
            advance();
            skipBlanks();
            String value = value();
            if (value == null) {
                return false;
            }
            values.put(name.toString().toLowerCase(Locale.ROOT), value);
            return true;
        }

        private String value() {
            boolean escaped = quotes && current == '\\' && isQuote(peek());
            if (escaped) {
                advance();
            }
            if (quotes && (escaped || isQuote(current))) {
                int quote = current;
                advance();
                return quotedValue(quote, escaped);
            }
            return plainValue();
        }

        private String quotedValue(int quote, boolean escaped) {
            StringBuilder value = new StringBuilder();
            while (true) {
                if (current < 0 || current == '\n' || isNextTag()) {
                    return null;
                }
                if (current == '\\' && peek() >= 0) {
                    advance();
                    if (escaped && current == quote) {
                        advance();
                        return value.toString();
                    }
                } else if (!escaped && current == quote) {
                    advance();
                    return value.toString();
                }
                value.appendCodePoint(current);
                advance();
            }
        }

        private String plainValue() {
            StringBuilder value = new StringBuilder();
            while (!isBlank(current) && !endsTag()) {
                if (current == '\\' && peek() >= 0) {
                    advance();
                }
                value.appendCodePoint(current);
                advance();
            }
            return value.toString();
        }

        private boolean endsTag() {
            return current < 0 || current == ']' || current == '/' && peek() == ']' || isNextTag();
        }

        private boolean isNextTag() {
            return current == '[' && startsTag(text, at);
        }

        private void skipBlanks() {
            while (isBlank(current)) {
                advance();
            }
        }

        private void advance() {
            at = following;
            look();
        }

        private int peek() {
            int here = at;
            advance();
            int next = current;
            at = here;
            look();
            return next;
        }

        private void look() {
            if (at >= text.length()) {
                current = -1;
                following = at;
                return;
            }
            current = text.codePointAt(at);
            following = at + Character.charCount(current);
            if (current == '&') {
                Entities.Found entity = Entities.at(text, at);
                if (entity != null) {
                    current = entity.codePoint();
                    following = entity.end();
                }
            }
            if ("„“”‚‘’«»‹›".indexOf(current) >= 0) {
                current = '"';
            }
        }

        private static boolean isQuote(int c) {
            return c == '"' || c == '\'';
        }

        private static boolean isBlank(int c) {
            return c >= 0 && (Character.isWhitespace(c) || c == 0xa0);
        }
    }
}
