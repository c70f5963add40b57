package org.openemm.tabular;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.openemm.InvalidInput;

/**
 * Stops unpacking when more comes out than allowed, or much more than went in: text shrinks to a
 * tenth, only a bomb to a three-hundredth.
 */
final class CountedInput extends FilterInputStream {
    private static final long HIGHEST_RATIO = 300;

    /** Small files of blanks are nobody's attack. */
    private static final long HARMLESS = 20L * 1024 * 1024;

    private static final long MEGABYTE = 1024 * 1024;

    private final long packed;
    private final long most;
    private long count;

    /**
     * @param packed bytes that went in
     * @param most bytes that may come out
     */
    CountedInput(InputStream in, long packed, long most) {
        super(in);
        this.packed = packed;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        add(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        add(Math.max(0, read));
        return read;
    }

    private void add(int more) {
        count += more;
        if (count > most) {
            throw new InvalidInput("file", "tabular.big", most / MEGABYTE);
        }
        if (count > HARMLESS && count / HIGHEST_RATIO > packed) {
            throw new InvalidInput("file", "tabular.bomb");
        }
    }
}
