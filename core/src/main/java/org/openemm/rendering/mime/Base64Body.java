package org.openemm.rendering.mime;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 in lines of 76 characters. Its groups of three bytes run across chunks, so the part is
 * collected and encoded as a whole.
 */
final class Base64Body extends BodyEncoding {
    private static final byte[] LINE_END = {'\r', '\n'};
    private final PlainBody plain;

    Base64Body(Charset charset) {
        plain = new PlainBody(charset, "", "\r\n", true);
    }

    @Override
    public Chunk chunk(String text) {
        return plain.chunk(text);
    }

    @Override
    public Sink sink() {
        return new Base64Sink(plain.charset(), plain.sink());
    }

    @Override
    public String transferName() {
        return "base64";
    }

    @Override
    public boolean isDotSafe() {
        return true;
    }

    @Override
    Charset charset() {
        return plain.charset();
    }

    /** Encoded lines, each with its line end. */
    static byte[] encode(byte[] bytes) {
        byte[] encoded = Base64.getMimeEncoder(76, LINE_END).encode(bytes);
        byte[] result = Arrays.copyOf(encoded, encoded.length + 2);
        result[encoded.length] = '\r';
        result[encoded.length + 1] = '\n';
        return result;
    }

    /** Collects, then encodes. */
    private static final class Base64Sink extends Sink {
        private final Sink plain;
        private final Bytes collected = new Bytes(4096);

        Base64Sink(Charset charset, Sink plain) {
            super(charset);
            this.plain = plain;
        }

        @Override
        public void begin(Bytes target) {
            super.begin(target);
            collected.clear();
            plain.begin(collected);
        }

        @Override
        public void constant(Chunk chunk) {
            plain.constant(chunk);
        }

        @Override
        public void raw(byte[] bytes, int from, int to) {
            plain.raw(bytes, from, to);
        }

        @Override
        public void end() {
            plain.end();
            out.append(encode(Arrays.copyOf(collected.array, collected.length)));
        }
    }
}
