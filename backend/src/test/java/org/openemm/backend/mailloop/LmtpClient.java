package org.openemm.backend.mailloop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Hands messages over as a mail server does. */
public final class LmtpClient implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader in;

    /** Connects and says hello. */
    public LmtpClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(channel), StandardCharsets.UTF_8));
        answer();
        ask("LHLO test.example");
    }

    /** The last line of the answer. */
    public String ask(String line) throws IOException {
        write(line + "\r\n");
        return answer();
    }

    /**
     * @param message with line feeds, or with CR LF; a dot at the start of a line is doubled here
     * @return answer to the recipient that was refused, or to the message
     */
    public String deliver(String from, String to, String message) throws IOException {
        String answer = ask("MAIL FROM:<" + from + ">");
        if (!answer.startsWith("250")) {
            return answer;
        }
        answer = ask("RCPT TO:<" + to + ">");
        if (!answer.startsWith("250")) {
            ask("RSET");
            return answer;
        }
        ask("DATA");
        String lines = message.replace("\r\n", "\n").replace("\n.", "\n..").replace("\n", "\r\n");
        write(lines + (lines.endsWith("\r\n") ? "" : "\r\n") + ".\r\n");
        return answer();
    }

    public void write(String text) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    public String answer() throws IOException {
        String line;
        do {
            line = in.readLine();
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
        return String.valueOf(line);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
