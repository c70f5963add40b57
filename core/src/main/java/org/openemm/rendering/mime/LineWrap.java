package org.openemm.rendering.mime;

/**
 * Breaks one line of text at blanks, else behind hyphens, so that no piece is longer than wanted;
 * addresses stay whole, and blanks at the end of a piece go away. Columns are characters.
 */
final class LineWrap {
    private LineWrap() {}

    /** Appends the pieces of a line without line end, each with a line feed. */
    static void wrap(byte[] line, int from, int to, int columns, Bytes out) {
        int end = withoutBlanks(line, from, to);
        if (end - from <= columns || isAddress(line, from, end) && !hasBlank(line, from, end)) {
            out.append(line, from, end);
            out.append('\n');
            return;
        }
        int start = from;
        while (true) {
            int cut = cut(line, start, end, columns);
            out.append(line, start, withoutBlanks(line, start, cut));
            out.append('\n');
            if (cut == end) {
                return;
            }
            start = cut;
            while (start < end && QuotedPrintable.isBlank(line[start])) {
                start++;
            }
        }
    }

    private static boolean hasBlank(byte[] line, int from, int to) {
        for (int at = from; at < to; at++) {
            if (QuotedPrintable.isBlank(line[at])) {
                return true;
            }
        }
        return false;
    }

    /** Where the piece that starts here ends. */
    private static int cut(byte[] line, int start, int end, int columns) {
        int column = 0;
        int best = -1;
        boolean ink = false;
        boolean address = isAddress(line, start, end);
        for (int at = start; at < end; at++) {
            byte b = line[at];
            if ((b & 0xc0) == 0x80) {
                continue;
            }
            boolean blank = QuotedPrintable.isBlank(b);
            if (blank && ink && (column <= columns || best < 0)) {
                best = at;
            }
            if (column >= columns && best >= 0 && !(blank && best == at && column == columns)) {
                return best;
            }
            column++;
            if (blank) {
                address = isAddress(line, at + 1, end);
            } else {
                ink = true;
                if (b == '-'
                        && !address
                        && (column <= columns || best < 0)
                        && isBetweenWords(line, at, start, end)) {
                    best = at + 1;
                }
            }
        }
        return end;
    }

    private static boolean isBetweenWords(byte[] line, int at, int start, int end) {
        return at > start && at + 1 < end && isWord(line[at - 1]) && isWord(line[at + 1]);
    }

    private static boolean isWord(byte b) {
        return b < 0 || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
    }

    /** Whether the word that starts here holds an address. */
    private static boolean isAddress(byte[] line, int start, int end) {
        for (int at = start; at < end && !QuotedPrintable.isBlank(line[at]); at++) {
            if (line[at] == '@'
                    || line[at] == ':' && at + 1 < end && line[at + 1] == '/'
                    || line[at] == 'w'
                            && at + 3 < end
                            && line[at + 3] == '.'
                            && line[at + 1] == 'w'
                            && line[at + 2] == 'w') {
                return true;
            }
        }
        return false;
    }

    private static int withoutBlanks(byte[] line, int from, int to) {
        int end = to;
        while (end > from && QuotedPrintable.isBlank(line[end - 1])) {
            end--;
        }
        return end;
    }
}
