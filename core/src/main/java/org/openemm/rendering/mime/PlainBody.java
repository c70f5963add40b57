package org.openemm.rendering.mime;

import java.nio.charset.Charset;

/** Bytes as they are; only line ends are brought into one form. */
final class PlainBody extends BodyEncoding {
    private final Charset charset;
    private final String transferName;
    private final String lineEnd;
    private final boolean endsWithLineEnd;

    PlainBody(Charset charset, String transferName, String lineEnd, boolean endsWithLineEnd) {
        this.charset = charset;
        this.transferName = transferName;
        this.lineEnd = lineEnd;
        this.endsWithLineEnd = endsWithLineEnd;
    }

    @Override
    public Chunk chunk(String text) {
        String unified = normalised(text);
        return new Chunk(
                (lineEnd.equals("\n") ? unified : unified.replace("\n", lineEnd))
                        .getBytes(charset));
    }

    @Override
    public Sink sink() {
        return new PlainSink(charset, lineEnd.length() == 2, endsWithLineEnd);
    }

    @Override
    public String transferName() {
        return transferName;
    }

    @Override
    public boolean isDotSafe() {
        return false;
    }

    @Override
    Charset charset() {
        return charset;
    }

    /** Keeps no state but where the part began. */
    private static final class PlainSink extends Sink {
        private final boolean carriageReturns;
        private final boolean endsWithLineEnd;
        private int start;

        PlainSink(Charset charset, boolean carriageReturns, boolean endsWithLineEnd) {
            super(charset);
            this.carriageReturns = carriageReturns;
            this.endsWithLineEnd = endsWithLineEnd;
        }

        @Override
        public void begin(Bytes target) {
            super.begin(target);
            start = target.length;
        }

        @Override
        public void constant(Chunk chunk) {
            out.append(chunk.bytes, 0, chunk.bytes.length);
        }

        @Override
        public void ascii(byte[] bytes, int from, int to) {
            out.append(bytes, from, to);
        }

        @Override
        public void raw(byte[] bytes, int from, int to) {
            out.reserve(2 * (to - from));
            for (int i = from; i < to; i++) {
                byte b = bytes[i];
                if (b == '\n' && carriageReturns) {
                    out.array[out.length++] = '\r';
                }
                if (b != '\r') {
                    out.array[out.length++] = b;
                }
            }
        }

        @Override
        public void end() {
            if (endsWithLineEnd && (out.length == start || out.array[out.length - 1] != '\n')) {
                out.append('\r');
                out.append('\n');
            }
        }
    }
}
