package org.openemm.tabular;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Takes UTF-8 and writes another charset; characters that it lacks become question marks. */
final class Transcoder extends FilterOutputStream {
    private static final int SIZE = 1 << 14;
    private static final byte[] NOTHING = {};

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    private final CharsetEncoder encoder;
    private final CharBuffer chars = CharBuffer.allocate(SIZE);
    private final ByteBuffer encoded = ByteBuffer.allocate(SIZE * 2);
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private long lost;

    Transcoder(OutputStream out, Charset charset) {
        super(out);
        encoder = charset.newEncoder();
    }

    /** How many characters became question marks. */
    long lost() {
        return lost;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        decode(bytes, from, count, false);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        decode(NOTHING, 0, 0, true);
        encode(CharBuffer.allocate(0), true);
        encoder.flush(encoded);
        drain();
        super.close();
    }

    private void decode(byte[] bytes, int from, int count, boolean last) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, count);
        if (rest.hasRemaining()) {
            // A character was cut by the end of the last block.
            in =
                    ByteBuffer.allocate(rest.remaining() + count)
                            .put(rest)
                            .put(bytes, from, count)
                            .flip();
        }
        CoderResult result;
        do {
            result = decoder.decode(in, chars, last);
            chars.flip();
            encode(chars, false);
            chars.compact();
        } while (result.isOverflow());
        rest = ByteBuffer.allocate(in.remaining()).put(in).flip();
    }

    private void encode(CharBuffer text, boolean last) throws IOException {
        while (true) {
            CoderResult result = encoder.encode(text, encoded, last);
            if (result.isOverflow()) {
                drain();
            } else if (result.isError()) {
                text.position(text.position() + result.length());
                lost++;
                if (encoded.remaining() < SIZE) {
                    drain();
                }
                encoder.encode(CharBuffer.wrap("?"), encoded, false);
            } else {
                drain();
                return;
            }
        }
    }

    private void drain() throws IOException {
        encoded.flip();
        out.write(encoded.array(), 0, encoded.limit());
        encoded.clear();
    }
}
