package org.openemm.importing;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Turns quotes with a backslash in front into doubled ones, and doubled backslashes into one. */
final class BackslashReader extends FilterReader {
    private static final int NONE = -2;

    private final char quote;
    private int next = NONE;

    BackslashReader(Reader in, char quote) {
        super(in);
        this.quote = quote;
    }

    @Override
    public int read() throws IOException {
        if (next != NONE) {
            int held = next;
            next = NONE;
            return held;
        }
        int first = super.read();
        if (first != '\\') {
            return first;
        }
        int second = super.read();
        if (second == quote) {
            next = quote;
            return quote;
        }
        if (second != '\\') {
            next = second;
        }
        return first;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int c = read();
            if (c < 0) {
                return done == 0 ? -1 : done;
            }
            buffer[offset + done++] = (char) c;
        }
        return done;
    }
}
