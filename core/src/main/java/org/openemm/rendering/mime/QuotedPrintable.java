package org.openemm.rendering.mime;

/**
 * Quoted-printable (RFC 2045, 6.7): at most 76 characters in a line. Beyond the letter of the RFC a
 * dot at the start of a line is encoded too, so that SMTP never has to double it.
 */
final class QuotedPrintable {
    /** Characters before a soft line break. */
    static final int LINE = 75;

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (int b = ' '; b < 0x7f; b++) {
            PLAIN[b] = b != '=';
        }
        PLAIN['\t'] = true;
    }

    private QuotedPrintable() {}

    /**
     * Appends encoded text.
     *
     * @param column where the line stands
     * @return where the line stands then
     */
    static int encode(byte[] text, int from, int to, Bytes out, int column) {
        // Three bytes for each, a soft break for every 25 of them, and one line end more.
        out.reserve(3 * (to - from) + 3 * ((to - from) / 24 + 2));
        byte[] array = out.array;
        int at = out.length;
        int col = column;
        int i = from;
        while (i < to) {
            byte b = text[i];
            if (PLAIN[b & 0xff] && !(b == '.' && (col == 0 || col == LINE))) {
                if (col == LINE) {
                    at = softBreak(array, at);
                    col = 0;
                }
                int end = plainRun(text, i, Math.min(to, i + LINE - col), to);
                if (end > i) {
                    System.arraycopy(text, i, array, at, end - i);
                    at += end - i;
                    col += end - i;
                    i = end;
                    continue;
                }
            }
            i++;
            if (b == '\n') {
                if (col > 0 && isBlank(array[at - 1])) {
                    at = softBreak(array, at);
                }
                array[at++] = '\r';
                array[at++] = '\n';
                col = 0;
            } else if (b != '\r') {
                if (col + 3 > LINE) {
                    at = softBreak(array, at);
                    col = 0;
                }
                at = escape(array, at, b);
                col += 3;
            }
        }
        out.length = at;
        return col;
    }

    /**
     * Where bytes end that may stand as they are. A blank before a line end may not; at the end of
     * the text nobody knows yet.
     */
    private static int plainRun(byte[] text, int from, int limit, int to) {
        int end = from + 1;
        while (end < limit && PLAIN[text[end] & 0xff]) {
            end++;
        }
        if (isBlank(text[end - 1]) && end < to && (text[end] == '\n' || text[end] == '\r')) {
            end--;
        }
        return end;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static int softBreak(byte[] array, int at) {
        array[at] = '=';
        array[at + 1] = '\r';
        array[at + 2] = '\n';
        return at + 3;
    }

    static int escape(byte[] array, int at, byte b) {
        array[at] = '=';
        array[at + 1] = HEX[b >> 4 & 0xf];
        array[at + 2] = HEX[b & 0xf];
        return at + 3;
    }
}
