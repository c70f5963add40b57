package org.openemm.content;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of one medium of a mailing as they are kept in {@code mailing_mt_tbl.param}: {@code
 * name="value", name="value"}, where a backslash escapes the next character. Names are found
 * without regard to case, because {@code preHeader} and {@code preheader} both occur. Immutable.
 *
 * <p>Known names: from, reply, envelope, bcc, subject, preHeader, charset, linefeed, mailformat,
 * onepixlog, remove_dups, skipempty.
 */
public final class MediaParameters {
    private static final MediaParameters NONE = new MediaParameters(new TreeMap<>());
    private final Map<String, String> values;

    private MediaParameters(Map<String, String> values) {
        this.values = values;
    }

    public static MediaParameters none() {
        return NONE;
    }

    /**
     * Reads stored text. Never fails: what is not of the form {@code name="value"} is skipped; the
     * last of several values of one name counts.
     *
     * @param text null is taken as empty
     */
    public static MediaParameters parse(String text) {
        return text == null ? NONE : new MediaParameters(new Reader(text).all());
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** The value as a whole number; the other one when it is missing or not a number. */
    public int number(String name, int otherwise) {
        try {
            return get(name).map(String::trim).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** True for the text {@code true} in any case. */
    public boolean isTrue(String name) {
        return get(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** A copy with one value set; null or empty takes the name out. */
    public MediaParameters with(String name, String value) {
        Map<String, String> copy = caseless();
        copy.putAll(values);
        copy.remove(name);
        if (value != null && !value.isEmpty()) {
            copy.put(name, value);
        }
        return new MediaParameters(copy);
    }

    public Map<String, String> all() {
        return Collections.unmodifiableMap(values);
    }

    /** The text to store; {@link #parse} reads it back unchanged. */
    public String format() {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (name, value) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(name)
                                .append("=\"")
                                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                                .append('"'));
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaParameters parameters && values.equals(parameters.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return format();
    }

    private static Map<String, String> caseless() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    /** One pass over the text. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Map<String, String> all() {
            Map<String, String> found = caseless();
            while (at < text.length()) {
                String name = name();
                if (!name.isEmpty() && looksAt('=')) {
                    at++;
                    skipBlanks();
                    found.remove(name);
                    found.put(name, value());
                } else {
                    at++;
                }
            }
            return found;
        }

        private String name() {
            while (at < text.length() && !isNamePart(text.charAt(at))) {
                at++;
            }
            int start = at;
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
            String name = text.substring(start, at);
            skipBlanks();
            return name;
        }

        private String value() {
            StringBuilder value = new StringBuilder();
            boolean quoted = looksAt('"');
            if (quoted) {
                at++;
            }
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\\' && at < text.length()) {
                    value.append(text.charAt(at++));
                } else if (c == (quoted ? '"' : ',')) {
                    break;
                } else {
                    value.append(c);
                }
            }
            return quoted ? value.toString() : value.toString().strip();
        }

        private void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private boolean looksAt(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        private static boolean isNamePart(char c) {
            return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
        }
    }
}
