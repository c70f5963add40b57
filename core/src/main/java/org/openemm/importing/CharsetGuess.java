package org.openemm.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which charset a file is written in: its byte order mark, else UTF-8 when the whole file is valid
 * UTF-8, else the western charset whose special bytes it has.
 */
final class CharsetGuess {
    private static final int BUFFER = 1 << 16;

    private CharsetGuess() {}

    static String of(Path file) throws IOException {
        ByteOrderMark mark = ByteOrderMark.of(file);
        if (mark != ByteOrderMark.NONE) {
            return mark.charset();
        }
        Bytes bytes = new Bytes();
        boolean utf8 = scan(file, bytes);
        if (bytes.zerosAtOdd > bytes.total / 8) {
            return "UTF-16LE";
        }
        if (bytes.zerosAtEven > bytes.total / 8) {
            return "UTF-16BE";
        }
        if (utf8) {
            return "UTF-8";
        }
        if (bytes.c1 > 0) {
            return "windows-1252";
        }
        return bytes.currency > 0 ? "ISO-8859-15" : "ISO-8859-1";
    }

    /** True when the bytes are UTF-8 with at least one character beyond ASCII. */
    static boolean isEvidentlyUtf8(Path file) throws IOException {
        Bytes bytes = new Bytes();
        return scan(file, bytes) && bytes.high > 0;
    }

    /** Counts telling bytes; true when all of them are valid UTF-8. */
    private static boolean scan(Path file, Bytes bytes) throws IOException {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.allocate(BUFFER);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        boolean valid = true;
        try (InputStream stream = Files.newInputStream(file)) {
            while (true) {
                int read = stream.read(in.array(), in.position(), in.remaining());
                boolean end = read < 0;
                if (!end) {
                    bytes.count(in.array(), in.position(), read);
                    in.position(in.position() + read);
                }
                in.flip();
                if (valid) {
                    CoderResult result = decoder.decode(in, out.clear(), end);
                    valid = !result.isError();
                }
                if (valid) {
                    in.compact();
                } else {
                    in.clear();
                }
                if (end) {
                    return valid;
                }
            }
        }
    }

    private static final class Bytes {
        private long total;
        private long high;
        private long c1;
        private long currency;
        private long zerosAtEven;
        private long zerosAtOdd;

        void count(byte[] buffer, int from, int length) {
            for (int i = from; i < from + length; i++) {
                int value = buffer[i] & 0xff;
                if (value == 0) {
                    zerosAtEven += total % 2 == 0 ? 1 : 0;
                    zerosAtOdd += total % 2 == 1 ? 1 : 0;
                }
                high += value > 127 ? 1 : 0;
                c1 += value > 127 && value < 160 ? 1 : 0;
                currency += value == 0xa4 ? 1 : 0;
                total++;
            }
        }
    }
}
