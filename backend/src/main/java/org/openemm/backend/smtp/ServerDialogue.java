package org.openemm.backend.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Commands and answers as a server of SMTP or LMTP reads and writes them (RFC 5321 4.1.1). Answers
 * are held back while more commands are waiting to be read, so that a pipelining client gets them
 * in one piece.
 */
public final class ServerDialogue {
    private static final int MOST_COMMAND = 4096;
    private static final int USUAL_COMMAND = 128;

    private final InputStream in;
    private final OutputStream out;

    /**
     * @param in buffered
     * @param out buffered
     */
    public ServerDialogue(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next line without its end; null at the end of the connection, or of our patience. */
    public String readCommand() throws IOException {
        flushUnlessPipelined();
        ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_COMMAND);
        while (true) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            if (line.size() == MOST_COMMAND) {
                answer("500 5.5.2 Line too long");
                out.flush();
                return null;
            }
            line.write(next);
        }
    }

    public void answer(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\r');
        out.write('\n');
    }

    /** Before something other than a command is read. */
    public void flushUnlessPipelined() throws IOException {
        if (in.available() == 0) {
            out.flush();
        }
    }

    public void flush() throws IOException {
        out.flush();
    }
}
