package org.openemm.importing;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the line of a file that has the first byte its charset does not know. */
final class UndecodableLine {
    private UndecodableLine() {}

    /** From 1; reads one character at a time, so that nothing behind the bad byte is touched. */
    static long of(Path file, Charset charset) throws IOException {
        long line = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Reader reader =
                    new InputStreamReader(
                            new OneByteStream(in),
                            charset.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT));
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                line += c == '\n' ? 1 : 0;
            }
        } catch (CharacterCodingException e) {
            return line;
        }
        return line;
    }

    /** Gives the decoder one byte per call, however many it asks for. */
    private static final class OneByteStream extends FilterInputStream {
        OneByteStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(1, length));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
