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
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b > 32 && b != '=' && b != 127 || isInnerBlank(text, i, to)) {
                if (col == LINE) {
                    at = softBreak(array, at);
                    col = 0;
                }
                if (b == '.' && col == 0) {
                    at = escape(array, at, b);
                    col = 3;
                } else {
                    array[at++] = b;
                    col++;
                }
            } else if (b == '\n') {
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

    /** A blank or tab that does not end a line; at the end of the text nobody knows yet. */
    private static boolean isInnerBlank(byte[] text, int i, int to) {
        return isBlank(text[i]) && (i + 1 == to || text[i + 1] != '\n' && text[i + 1] != '\r');
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
