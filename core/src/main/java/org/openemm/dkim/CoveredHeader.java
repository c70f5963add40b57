package org.openemm.dkim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The header lines of a mail that a signature covers, in relaxed form (RFC 6376, 3.4.2), and their
 * names. Every line is covered but those that mail servers change or that say who gets a blind
 * copy. Lines are taken from the last to the first, as receivers look for lines of the same name.
 * Buffers are used again; not thread-safe.
 */
final class CoveredHeader {
    private static final byte[][] LEFT_OUT =
            bytes(
                    "return-path",
                    "received",
                    "comments",
                    "keywords",
                    "bcc",
                    "resent-bcc",
                    "dkim-signature");

    /** Named once more than they occur: nobody can add a second one that mail programs show. */
    private static final byte[][] ONLY_ONCE = bytes("from", "to", "subject");

    private static final int LINE = 76;
    private static final int MANY_LINES = 64;

    private int[] starts = new int[MANY_LINES];
    private int count;
    private int end;
    private byte[] text = new byte[4096];
    private int length;
    private byte[] names = new byte[1024];
    private int namesLength;
    private int column;

    /** Covered lines with CR LF each; the first {@link #length()} bytes. */
    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    /** For {@code h=}, folded; the first {@link #namesLength()} bytes. */
    byte[] names() {
        return names;
    }

    int namesLength() {
        return namesLength;
    }

    /**
     * Reads the header of a mail.
     *
     * @param column where {@code h=} begins in its line
     * @return where the body starts
     */
    int read(byte[] mail, int from, int to, int column) {
        this.column = column;
        length = 0;
        namesLength = 0;
        int body = findLines(mail, from, to);
        for (int i = count - 1; i >= 0; i--) {
            add(mail, starts[i], i + 1 < count ? starts[i + 1] : end);
        }
        for (byte[] name : ONLY_ONCE) {
            addName(name, 0, name.length);
        }
        return body;
    }

    /** Lines that begin with a blank belong to the one before. */
    private int findLines(byte[] mail, int from, int to) {
        count = 0;
        int at = from;
        while (at < to) {
            if (mail[at] == '\r') {
                end = at;
                return Math.min(to, at + 2);
            }
            if (mail[at] != ' ' && mail[at] != '\t') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = at;
            }
            while (at < to && mail[at] != '\n') {
                at++;
            }
            at++;
        }
        end = to;
        return to;
    }

    private void add(byte[] mail, int from, int to) {
        int colon = from;
        while (colon < to && mail[colon] != ':') {
            colon++;
        }
        if (colon == to) {
            return;
        }
        if (text.length - length < to - from + 2) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, length + to - from + 2));
        }
        int start = length;
        int at = start;
        for (int i = from; i < colon; i++) {
            byte b = mail[i];
            if (b != ' ' && b != '\t') {
                text[at++] = b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
            }
        }
        if (isLeftOut(start, at)) {
            return;
        }
        addName(text, start, at);
        text[at++] = ':';
        length = relaxed(mail, colon + 1, to, at);
    }

    /** Blanks and line ends become one blank; none at either end. */
    private int relaxed(byte[] mail, int from, int to, int start) {
        int at = start;
        boolean blank = false;
        for (int i = from; i < to; i++) {
            byte b = mail[i];
            if (b == ' ' || b == '\t' || b == '\r' || b == '\n') {
                blank = true;
            } else {
                if (blank && at > start) {
                    text[at++] = ' ';
                }
                blank = false;
                text[at++] = b;
            }
        }
        text[at++] = '\r';
        text[at++] = '\n';
        return at;
    }

    private boolean isLeftOut(int from, int to) {
        for (byte[] name : LEFT_OUT) {
            if (name.length == to - from && Arrays.equals(text, from, to, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    private void addName(byte[] source, int from, int to) {
        int size = to - from;
        if (names.length - namesLength < size + 4) {
            names = Arrays.copyOf(names, Math.max(names.length * 2, namesLength + size + 4));
        }
        if (namesLength > 0) {
            names[namesLength++] = ':';
            column++;
            if (column + size + 1 > LINE) {
                names[namesLength++] = '\r';
                names[namesLength++] = '\n';
                names[namesLength++] = ' ';
                column = 1;
            }
        }
        System.arraycopy(source, from, names, namesLength, size);
        namesLength += size;
        column += size;
    }

    private static byte[][] bytes(String... names) {
        return Arrays.stream(names).map(name -> name.getBytes(US_ASCII)).toArray(byte[][]::new);
    }
}
