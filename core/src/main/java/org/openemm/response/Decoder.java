package org.openemm.response;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;

/** Transfer encodings and character sets, forgiving: what is damaged is read as far as it goes. */
final class Decoder {
    private static final int BITS = 6;
    private static final byte[] BASE64 = base64Values();
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private Decoder() {}

    /** The first bytes of a part, decoded; at most {@code limit} encoded bytes are looked at. */
    static byte[] decode(byte[] source, int from, int to, String encoding, int limit) {
        int end = Math.min(to, from + limit);
        return switch (encoding) {
            case "base64" -> base64(source, from, end);
            case "quoted-printable" -> quotedPrintable(source, from, end);
            default -> Arrays.copyOfRange(source, from, end);
        };
    }

    /** Skips what is no digit, as line ends; stops at the padding. */
    static byte[] base64(byte[] source, int from, int to) {
        byte[] out = new byte[(to - from) * 3 / 4 + 3];
        int length = 0;
        int bits = 0;
        int count = 0;
        for (int i = from; i < to && source[i] != '='; i++) {
            int digit = source[i] >= 0 ? BASE64[source[i]] : -1;
            if (digit < 0) {
                continue;
            }
            bits = bits << BITS | digit;
            count++;
            if (count == 4) {
                out[length++] = (byte) (bits >> 16);
                out[length++] = (byte) (bits >> 8);
                out[length++] = (byte) bits;
                bits = 0;
                count = 0;
            }
        }
        if (count == 2) {
            out[length++] = (byte) (bits >> 4);
        } else if (count == 3) {
            out[length++] = (byte) (bits >> 10);
            out[length++] = (byte) (bits >> 2);
        }
        return Arrays.copyOf(out, length);
    }

    static byte[] quotedPrintable(byte[] source, int from, int to) {
        byte[] out = new byte[to - from];
        int length = 0;
        int i = from;
        while (i < to) {
            byte b = source[i];
            if (b != '=') {
                out[length++] = b;
                i++;
                continue;
            }
            int afterBreak = softBreak(source, i + 1, to);
            if (afterBreak > 0) {
                i = afterBreak;
                continue;
            }
            int high = i + 1 < to ? Character.digit(source[i + 1], 16) : -1;
            int low = i + 2 < to ? Character.digit(source[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                out[length++] = b;
                i++;
            } else {
                out[length++] = (byte) (high << 4 | low);
                i += 3;
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** Where it goes on after a soft line break, blanks at the end allowed; 0: it is none. */
    private static int softBreak(byte[] source, int start, int to) {
        int i = start;
        while (i < to && (source[i] == ' ' || source[i] == '\t')) {
            i++;
        }
        if (i < to && source[i] == '\r') {
            i++;
        }
        return i < to && source[i] == '\n' ? i + 1 : 0;
    }

    /**
     * Text in the named character set; what is not known or not true is read as UTF-8 or western.
     */
    static String text(byte[] bytes, String charsetName) {
        Charset charset = charset(charsetName);
        if (charset == null || charset.equals(StandardCharsets.US_ASCII)) {
            return guess(bytes);
        }
        return new String(bytes, charset);
    }

    /** UTF-8 where it is valid, else windows-1252, which reads every byte. */
    static String guess(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WESTERN);
        }
    }

    private static Charset charset(String name) {
        if (name.isEmpty()) {
            return null;
        }
        try {
            Charset charset = Charset.forName(name.trim().toLowerCase(Locale.ROOT));
            // The web's reading of latin-1: what really is sent has curly quotes in it.
            return charset.equals(StandardCharsets.ISO_8859_1) ? WESTERN : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    private static byte[] base64Values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < digits.length(); i++) {
            values[digits.charAt(i)] = (byte) i;
        }
        values['-'] = values['+'];
        values['_'] = values['/'];
        return values;
    }
}
