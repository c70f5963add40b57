package org.openemm.backend.mailloop;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a message up to the line with the single dot and undoes dots at line starts. Only CR LF
 * ends a line, so that nobody can smuggle a second message in. Of a message that is too long the
 * rest is read and thrown away. Not thread-safe.
 */
final class BodyReader {
    private static final int LONGEST_NAME = 64;

    private final InputStream in;
    private final long most;

    private long size;
    private boolean over;
    private boolean inHead = true;
    private boolean marked;
    private boolean looped;
    private IOException failure;
    private final ByteArrayOutputStream lineStart = new ByteArrayOutputStream(LONGEST_NAME);

    /**
     * @param most bytes that are passed on at most
     */
    BodyReader(InputStream in, long most) {
        this.in = in;
        this.most = most;
    }

    boolean isTooBig() {
        return size > most;
    }

    /** Has been here before, and was not accepted by our milter since. */
    boolean isLoop() {
        return looped && !marked;
    }

    /**
     * To the end of the message in any case.
     *
     * @throws EOFException when the connection ends before
     * @throws IOException when {@code out} failed
     */
    void copyTo(OutputStream out) throws IOException {
        boolean atStart = true;
        int previous = '\n';
        while (true) {
            int next = require(in.read());
            if (atStart && next == '.') {
                next = require(in.read());
                if (next == '\r') {
                    next = require(in.read());
                    if (next == '\n') {
                        over = true;
                        tellFailure();
                        return;
                    }
                    pass('\r', out);
                }
            }
            pass(next, out);
            atStart = next == '\n' && previous == '\r';
            previous = next;
        }
    }

    /** To the end of a message that nobody began to read, without keeping anything. */
    void skip() throws IOException {
        if (!over) {
            copyTo(OutputStream.nullOutputStream());
        }
    }

    private void pass(int next, OutputStream out) {
        size++;
        if (inHead) {
            look(next);
        }
        if (size <= most && failure == null) {
            try {
                out.write(next);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    private void tellFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private void look(int next) {
        if (next != '\n') {
            if (lineStart.size() < LONGEST_NAME) {
                lineStart.write(next);
            }
            return;
        }
        String line = lineStart.toString(StandardCharsets.ISO_8859_1).stripTrailing();
        lineStart.reset();
        inHead = !line.isEmpty();
        marked |= Headers.isHeader(line, Headers.FOR_WHOM);
        looped |= Headers.isHeader(line, Headers.LOOP);
    }

    private static int require(int next) throws IOException {
        if (next < 0) {
            throw new EOFException("the connection ended inside a message");
        }
        return next;
    }
}
