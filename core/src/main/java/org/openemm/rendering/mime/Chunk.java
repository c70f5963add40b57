package org.openemm.rendering.mime;

/** Constant text prepared by a {@link BodyEncoding}. Immutable. */
public final class Chunk {
    /** Encoded as if it began a line. */
    final byte[] bytes;

    /** Bytes before the first line end. */
    final int firstLine;

    /** Column behind the last byte, or -1 when it stays on the line on which it began. */
    final int endColumn;

    /** Wrapped text: whole lines between {@link #bytes} (raw) and {@link #tail} (raw). */
    final Chunk lines;

    final byte[] tail;

    Chunk(byte[] bytes) {
        this(bytes, null, null);
    }

    Chunk(byte[] bytes, Chunk lines, byte[] tail) {
        this.bytes = bytes;
        this.lines = lines;
        this.tail = tail;
        int first = bytes.length;
        int end = -1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                if (end < 0) {
                    first = i > 0 && bytes[i - 1] == '\r' ? i - 1 : i;
                }
                end = 0;
            } else if (end >= 0) {
                end++;
            }
        }
        firstLine = first;
        endColumn = end;
    }
}
