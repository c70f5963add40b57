package org.openemm.rendering.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Header lines: folded at 78 characters (RFC 5322), other characters than ASCII in encoded words of
 * at most 75 characters that never split a character (RFC 2047). Line breaks in values are taken
 * out: nobody can add a header through a value.
 */
public final class HeaderText {
    private static final String HEX = "0123456789ABCDEF";
    private static final int LINE = 78;
    private static final int ENCODED_WORD = 75;

    /** A word without blanks that is longer could break the limit of 998. */
    private static final int LONG_WORD = 300;

    /** An encoded word with fewer characters of text is not worth starting. */
    private static final int LEAST_ROOM = 24;

    private final StringBuilder out;
    private final Charset charset;
    private final int nameLength;
    private int column;

    private HeaderText(String name, Charset charset) {
        this.out = new StringBuilder(name).append(':');
        this.charset = charset;
        this.nameLength = out.length();
        this.column = nameLength;
    }

    /** {@code Name: text} with CRLF at its end. */
    public static String line(String name, String text, Charset charset) {
        HeaderText header = new HeaderText(name, charset);
        header.words(clean(text), false);
        return header.out.append("\r\n").toString();
    }

    /**
     * {@code Name: "display name" <address>} with CRLF at its end.
     *
     * @param displayName may be empty
     */
    public static String address(String name, String displayName, String address, Charset charset) {
        HeaderText header = new HeaderText(name, charset);
        String display = clean(displayName).strip();
        if (isAscii(display) && !display.contains("=?")) {
            if (!display.isEmpty()) {
                header.words(
                        '"' + display.replace("\\", "\\\\").replace("\"", "\\\"") + '"', false);
            }
        } else {
            header.words(display, true);
        }
        header.word('<' + clean(address).replaceAll("[<>\\s]", "") + '>');
        return header.out.append("\r\n").toString();
    }

    /** A value without line breaks and other control characters. */
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                return text.replaceAll("[\\r\\n]+[ \\t]*", " ")
                        .replaceAll("[\\x00-\\x1f\\x7f]", " ");
            }
        }
        return text;
    }

    /**
     * @param phrase words before an address: those that are encoded are encoded together
     */
    private void words(String text, boolean phrase) {
        String[] words = text.split(" ", -1);
        int at = 0;
        while (at < words.length) {
            if (!phrase && !needsEncoding(words[at])) {
                word(words[at++]);
                continue;
            }
            int end = at + 1;
            for (int next = end; next < words.length; next++) {
                if (phrase || needsEncoding(words[next])) {
                    end = next + 1;
                } else if (!words[next].isEmpty()) {
                    break;
                }
            }
            encoded(String.join(" ", Arrays.asList(words).subList(at, end)));
            at = end;
        }
    }

    private void word(String word) {
        if (column > nameLength && !word.isEmpty() && column + 1 + word.length() > LINE) {
            fold();
        } else {
            out.append(' ');
            column++;
        }
        out.append(word);
        column += word.length();
    }

    private void encoded(String text) {
        Charset used =
                charset == StandardCharsets.UTF_8 || charset.newEncoder().canEncode(text)
                        ? charset
                        : StandardCharsets.UTF_8;
        String start = "=?" + used.name() + "?Q?";
        int room = LINE - column - 1;
        if (room < start.length() + LEAST_ROOM) {
            fold();
            room = ENCODED_WORD;
        } else {
            out.append(' ');
            column++;
        }
        StringBuilder word = new StringBuilder(start);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int before = word.length();
            character(point, used, word);
            if (word.length() + 2 > Math.min(room, ENCODED_WORD)) {
                out.append(word, 0, before).append("?=");
                fold();
                room = ENCODED_WORD;
                word.delete(start.length(), before);
            }
            i += Character.charCount(point);
        }
        out.append(word).append("?=");
        column += word.length() + 2;
    }

    private void fold() {
        out.append("\r\n ");
        column = 1;
    }

    private static void character(int point, Charset charset, StringBuilder word) {
        if (point == ' ') {
            word.append('_');
        } else if (point < 0x80
                && (Character.isLetterOrDigit(point) || "!*+-/".indexOf(point) >= 0)) {
            word.append((char) point);
        } else {
            for (byte b : Character.toString(point).getBytes(charset)) {
                word.append('=').append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
            }
        }
    }

    /** Also what would be taken for an encoded word: everybody shall read what was written. */
    private static boolean needsEncoding(String word) {
        return !isAscii(word) || word.length() > LONG_WORD || word.contains("=?");
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
