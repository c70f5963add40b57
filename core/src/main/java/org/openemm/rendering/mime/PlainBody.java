package org.openemm.rendering.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as they are; only line ends are brought into one form, and lines of bodies that are longer
 * than mail servers take (RFC 5322 section 2.1.1) are broken, at a blank where there is one.
 */
final class PlainBody extends BodyEncoding {
    private final Charset charset;
    private final String transferName;
    private final String lineEnd;
    private final boolean endsWithLineEnd;
    private final boolean limited;

    PlainBody(Charset charset, String transferName, String lineEnd, boolean endsWithLineEnd) {
        this(charset, transferName, lineEnd, endsWithLineEnd, false);
    }

    private PlainBody(
            Charset charset,
            String transferName,
            String lineEnd,
            boolean endsWithLineEnd,
            boolean limited) {
        this.charset = charset;
        this.limited = limited;
        this.transferName = transferName;
        this.lineEnd = lineEnd;
        this.endsWithLineEnd = endsWithLineEnd;
    }

    /** A part that goes over the wire as it is. */
    static PlainBody limited(Charset charset, String transferName) {
        return new PlainBody(charset, transferName, "\r\n", true, true);
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
        return new PlainSink(charset, lineEnd.length() == 2, endsWithLineEnd, limited);
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
        private final boolean limited;
        private final boolean isUtf8;
        private int start;

        PlainSink(
                Charset charset,
                boolean carriageReturns,
                boolean endsWithLineEnd,
                boolean limited) {
            super(charset);
            this.carriageReturns = carriageReturns;
            this.endsWithLineEnd = endsWithLineEnd;
            this.limited = limited;
            isUtf8 = charset.equals(StandardCharsets.UTF_8);
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
            if (!endsWithLineEnd) {
                return;
            }
            if (limited) {
                LongLines.breakUp(out, start, isUtf8);
            }
            if (out.length == start || out.array[out.length - 1] != '\n') {
                out.append('\r');
                out.append('\n');
            }
        }
    }
}
