package org.openemm.response;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Words of RFC 2047 in headers, {@code =?utf-8?Q?...?=}. What is damaged stays as it is. */
final class EncodedWords {
    private static final int MAX_CHARSET = 40;

    /** The standard allows 75 characters; many programs never split a subject. */
    private static final int MAX_WORD = 4000;

    private EncodedWords() {}

    static String decode(String value) {
        int start = value.indexOf("=?");
        if (start < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length());
        int done = 0;
        boolean afterWord = false;
        while (start >= 0) {
            int charsetEnd = value.indexOf('?', start + 2);
            int encodingEnd = charsetEnd < 0 ? -1 : value.indexOf('?', charsetEnd + 1);
            int end = encodingEnd < 0 ? -1 : value.indexOf("?=", encodingEnd + 1);
            if (end < 0) {
                break;
            }
            String word =
                    word(
                            value.substring(start + 2, charsetEnd),
                            value.substring(charsetEnd + 1, encodingEnd),
                            value.substring(encodingEnd + 1, end));
            if (word == null) {
                start = value.indexOf("=?", start + 2);
                continue;
            }
            // Blanks between two encoded words are not part of the text.
            String between = value.substring(done, start);
            if (!afterWord || !between.isBlank()) {
                out.append(between);
            }
            out.append(word);
            done = end + 2;
            afterWord = true;
            start = value.indexOf("=?", done);
        }
        return out.append(value, done, value.length()).toString();
    }

    /** Null when it is none. */
    private static String word(String charset, String encoding, String text) {
        if (charset.length() > MAX_CHARSET
                || text.length() > MAX_WORD
                || text.indexOf(' ') >= 0 && encoding.equalsIgnoreCase("B")) {
            return null;
        }
        int language = charset.indexOf('*');
        String name = language < 0 ? charset : charset.substring(0, language);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return switch (encoding.toUpperCase(Locale.ROOT)) {
            case "B" -> Decoder.text(Decoder.base64(bytes, 0, bytes.length), name);
            case "Q" -> {
                byte[] blanks = text.replace('_', ' ').getBytes(StandardCharsets.ISO_8859_1);
                yield Decoder.text(Decoder.quotedPrintable(blanks, 0, blanks.length), name);
            }
            default -> null;
        };
    }
}
