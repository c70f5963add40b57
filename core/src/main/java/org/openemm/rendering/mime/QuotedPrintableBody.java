package org.openemm.rendering.mime;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Quoted-printable with chunks that were encoded as if they began a line. A chunk is appended as it
 * is where its first line still fits, and after a soft line break where it does not.
 */
final class QuotedPrintableBody extends BodyEncoding {
    private final Charset charset;

    QuotedPrintableBody(Charset charset) {
        this.charset = charset;
    }

    @Override
    public Chunk chunk(String text) {
        byte[] raw = normalised(text).getBytes(charset);
        Bytes encoded = new Bytes(raw.length + raw.length / 8 + 16);
        QuotedPrintable.encode(raw, 0, raw.length, encoded, 0);
        return new Chunk(Arrays.copyOf(encoded.array, encoded.length));
    }

    @Override
    public Sink sink() {
        return new QuotedPrintableSink(charset);
    }

    @Override
    public String transferName() {
        return "quoted-printable";
    }

    @Override
    public boolean isDotSafe() {
        return true;
    }

    @Override
    Charset charset() {
        return charset;
    }

    /** Knows the column. */
    private static final class QuotedPrintableSink extends Sink {
        private int column;

        QuotedPrintableSink(Charset charset) {
            super(charset);
        }

        @Override
        public void begin(Bytes target) {
            super.begin(target);
            column = 0;
        }

        @Override
        public void constant(Chunk chunk) {
            int length = chunk.bytes.length;
            out.reserve(length + 3);
            if (column > 0
                    && (column + chunk.firstLine > QuotedPrintable.LINE
                            || chunk.firstLine == 0
                                    && length > 0
                                    && QuotedPrintable.isBlank(out.array[out.length - 1]))) {
                softBreak();
            }
            System.arraycopy(chunk.bytes, 0, out.array, out.length, length);
            out.length += length;
            column = chunk.endColumn < 0 ? column + length : chunk.endColumn;
        }

        @Override
        public void raw(byte[] bytes, int from, int to) {
            column = QuotedPrintable.encode(bytes, from, to, out, column);
        }

        @Override
        public void ascii(byte[] bytes, int from, int to) {
            out.reserve((to - from) + 5 * ((to - from) / QuotedPrintable.LINE + 2));
            int at = from;
            while (at < to) {
                if (column == QuotedPrintable.LINE) {
                    softBreak();
                }
                if (column == 0 && bytes[at] == '.') {
                    out.length = QuotedPrintable.escape(out.array, out.length, bytes[at++]);
                    column = 3;
                }
                int count = Math.min(QuotedPrintable.LINE - column, to - at);
                System.arraycopy(bytes, at, out.array, out.length, count);
                out.length += count;
                column += count;
                at += count;
            }
        }

        @Override
        public void end() {
            if (column > 0 || out.length == 0 || out.array[out.length - 1] != '\n') {
                if (column > 0 && QuotedPrintable.isBlank(out.array[out.length - 1])) {
                    out.reserve(5);
                    softBreak();
                }
                out.append('\r');
                out.append('\n');
                column = 0;
            }
        }

        private void softBreak() {
            out.length = QuotedPrintable.softBreak(out.array, out.length);
            column = 0;
        }
    }
}
