package org.openemm.rendering.mime;

import java.nio.charset.Charset;

/**
 * Text whose lines are broken. Lines without a value in them are broken and encoded once; only a
 * line that a value stands in is put together, broken and encoded per recipient.
 */
final class WrappedBody extends BodyEncoding {
    private static final byte[] NOTHING = {};
    private final BodyEncoding inner;
    private final int columns;

    WrappedBody(BodyEncoding inner, int columns) {
        this.inner = inner;
        this.columns = columns;
    }

    @Override
    public Chunk chunk(String text) {
        String unified = normalised(text);
        int first = unified.indexOf('\n');
        if (first < 0) {
            return new Chunk(unified.getBytes(charset()), null, NOTHING);
        }
        int last = unified.lastIndexOf('\n');
        byte[] lines = unified.substring(first + 1, last + 1).getBytes(charset());
        Bytes wrapped = new Bytes(lines.length + 16);
        int start = 0;
        for (int at = 0; at < lines.length; at++) {
            if (lines[at] == '\n') {
                LineWrap.wrap(lines, start, at, columns, wrapped);
                start = at + 1;
            }
        }
        return new Chunk(
                unified.substring(0, first).getBytes(charset()),
                inner.chunk(new String(wrapped.array, 0, wrapped.length, charset())),
                unified.substring(last + 1).getBytes(charset()));
    }

    @Override
    public Sink sink() {
        return new WrappedSink(charset(), inner.sink(), columns);
    }

    @Override
    public String transferName() {
        return inner.transferName();
    }

    @Override
    public boolean isDotSafe() {
        return inner.isDotSafe();
    }

    @Override
    Charset charset() {
        return inner.charset();
    }

    /** Holds back the line that is not complete yet. */
    private static final class WrappedSink extends Sink {
        private final Sink inner;
        private final int columns;
        private final Bytes line = new Bytes(1024);
        private final Bytes wrapped = new Bytes(1024);
        private boolean empty;

        WrappedSink(Charset charset, Sink inner, int columns) {
            super(charset);
            this.inner = inner;
            this.columns = columns;
        }

        @Override
        public void begin(Bytes target) {
            super.begin(target);
            inner.begin(target);
            line.clear();
            empty = true;
        }

        @Override
        public void constant(Chunk chunk) {
            line.append(chunk.bytes, 0, chunk.bytes.length);
            if (chunk.lines != null) {
                flush();
                inner.constant(chunk.lines);
                line.append(chunk.tail, 0, chunk.tail.length);
            }
        }

        @Override
        public void ascii(byte[] bytes, int from, int to) {
            line.append(bytes, from, to);
        }

        @Override
        public void raw(byte[] bytes, int from, int to) {
            int start = from;
            for (int at = from; at < to; at++) {
                if (bytes[at] == '\n') {
                    line.append(bytes, start, at);
                    flush();
                    start = at + 1;
                }
            }
            line.append(bytes, start, to);
        }

        @Override
        public void end() {
            if (line.length > 0 || empty) {
                flush();
            }
            inner.end();
        }

        private void flush() {
            wrapped.clear();
            LineWrap.wrap(line.array, 0, line.length, columns, wrapped);
            inner.raw(wrapped.array, 0, wrapped.length);
            line.clear();
            empty = false;
        }
    }
}
