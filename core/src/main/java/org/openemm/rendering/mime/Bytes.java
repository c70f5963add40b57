package org.openemm.rendering.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer that is used again for every mail. Not thread-safe. */
public final class Bytes {
    byte[] array;
    int length;

    public Bytes(int capacity) {
        array = new byte[capacity];
    }

    /** The buffer itself; only the first {@link #length()} bytes count. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /** Cuts off everything from a position on. */
    public void truncate(int newLength) {
        length = Math.min(length, newLength);
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    public void append(byte[] source, int from, int to) {
        int count = to - from;
        reserve(count);
        System.arraycopy(source, from, array, length, count);
        length += count;
    }

    public void append(char ascii) {
        reserve(1);
        array[length++] = (byte) ascii;
    }

    /** Puts bytes in at a position, moving what stands behind. */
    public void insert(int at, byte[] source) {
        reserve(source.length);
        System.arraycopy(array, at, array, at + source.length, length - at);
        System.arraycopy(source, 0, array, at, source.length);
        length += source.length;
    }

    /** Text in a charset, with the characters that mean something in HTML as entities if asked. */
    void append(String text, boolean html, Charset charset) {
        if (charset != StandardCharsets.UTF_8) {
            append((html ? escaped(text) : text).getBytes(charset));
            return;
        }
        int count = text.length();
        reserve(count * 6);
        byte[] out = array;
        int at = length;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (html && isSpecial(c)) {
                    at = entity(c, out, at);
                } else {
                    out[at++] = (byte) c;
                }
            } else if (c < 0x800) {
                out[at++] = (byte) (0xc0 | c >> 6);
                out[at++] = (byte) (0x80 | c & 0x3f);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < count
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                out[at++] = (byte) (0xf0 | point >> 18);
                out[at++] = (byte) (0x80 | point >> 12 & 0x3f);
                out[at++] = (byte) (0x80 | point >> 6 & 0x3f);
                out[at++] = (byte) (0x80 | point & 0x3f);
            } else if (Character.isSurrogate(c)) {
                out[at++] = '?';
            } else {
                out[at++] = (byte) (0xe0 | c >> 12);
                out[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                out[at++] = (byte) (0x80 | c & 0x3f);
            }
        }
        length = at;
    }

    void reserve(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
        }
    }

    private static boolean isSpecial(char c) {
        return c == '<' || c == '>' || c == '&' || c == '"' || c == '\'';
    }

    private static int entity(char c, byte[] out, int at) {
        String name = entity(c);
        for (int i = 0; i < name.length(); i++) {
            out[at + i] = (byte) name.charAt(i);
        }
        return at + name.length();
    }

    /** At most six characters, as {@link #append} counts on. */
    private static String entity(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            default -> "&#39;";
        };
    }

    private static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpecial(c)) {
                result.append(entity(c));
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }
}
