package org.openemm.rendering.mime;

import java.util.Arrays;

/** Breaks lines that are longer than mail servers take. */
final class LongLines {
    /** RFC 5322 section 2.1.1: characters of a line without its end. */
    static final int LIMIT = 998;

    private LongLines() {}

    /**
     * Breaks the lines behind a place, at the last blank that is not too far, else between two
     * characters.
     */
    static void breakUp(Bytes out, int start, boolean utf8) {
        int first = firstTooLong(out, start);
        if (first < 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(out.array, first, out.length);
        out.length = first;
        int line = 0;
        while (line < rest.length) {
            int end = line;
            while (end < rest.length && rest[end] != '\n' && end - line <= LIMIT + 1) {
                end++;
            }
            int text = end > line && rest[end - 1] == '\r' ? end - 1 : end;
            if (text - line <= LIMIT) {
                int next = Math.min(end + 1, rest.length);
                out.append(rest, line, next);
                line = next;
                continue;
            }
            int at = place(rest, line, utf8);
            out.append(rest, line, at);
            out.append('\r');
            out.append('\n');
            line = at;
        }
    }

    /** Begin of the first line over the limit; -1: there is none. */
    private static int firstTooLong(Bytes out, int start) {
        int line = start;
        for (int i = start; i < out.length; i++) {
            if (out.array[i] == '\n') {
                line = i + 1;
            } else if (i - line >= LIMIT && out.array[i] != '\r') {
                return line;
            }
        }
        return -1;
    }

    private static int place(byte[] bytes, int line, boolean utf8) {
        int limit = line + LIMIT;
        for (int at = limit; at > line + LIMIT / 2; at--) {
            if (bytes[at - 1] == ' ') {
                return at;
            }
        }
        int at = limit;
        while (utf8 && at > line + 1 && (bytes[at] & 0xc0) == 0x80) {
            at--;
        }
        return at;
    }
}
