package org.openemm.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail server that comes to a Postfix, from whatever address it says (XCLIENT). */
public final class SmtpVisitor implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    /**
     * @param address that it says it comes from
     */
    public SmtpVisitor(int port, String address) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = socket.getOutputStream();
        answer();
        ask("EHLO far.example");
        ask("XCLIENT NAME=far.example ADDR=" + address);
        ask("EHLO far.example");
    }

    /** The answer to what was refused, or to the message. */
    public String send(String from, String to, String message) throws IOException {
        String answer = ask("MAIL FROM:<" + from + ">");
        if (answer.startsWith("2")) {
            answer = ask("RCPT TO:<" + to + ">");
        }
        if (answer.startsWith("2")) {
            answer = ask("DATA");
        }
        if (answer.startsWith("3")) {
            return ask(message.replace("\n.", "\n..").replace("\n", "\r\n") + "\r\n.");
        }
        ask("RSET");
        return answer;
    }

    private String ask(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return answer();
    }

    private String answer() throws IOException {
        String line;
        do {
            line = in.readLine();
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
        return String.valueOf(line);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
