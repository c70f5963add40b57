package org.openemm.web.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A mail server that takes the mails of the application under test: one plain text after the other.
 */
public final class Postbox implements AutoCloseable {
    /**
     * A mail that has come in.
     *
     * @param to address of the receiver
     */
    public record Mail(String to, String subject, String text) {}

    private final ServerSocket socket;
    private final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();

    Postbox() {
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "postbox");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The next mail; waits for it, and fails when none comes. */
    public Mail take() throws InterruptedException {
        Mail mail = mails.poll(1, TimeUnit.MINUTES);
        if (mail == null) {
            throw new AssertionError("No mail has come");
        }
        return mail;
    }

    /** Whether all mails have been taken. */
    public boolean isEmpty() {
        return mails.isEmpty();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException | MessagingException e) {
                // The next connection is another one; a closed socket ends the loop.
            }
        }
    }

    private void converse(Socket client) throws IOException, MessagingException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                client.getInputStream(), StandardCharsets.ISO_8859_1));
        PrintWriter out =
                new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII);
        answer(out, "220 postbox");
        StringBuilder message = null;
        String to = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (message != null && !line.equals(".")) {
                message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            } else if (message != null) {
                mails.add(read(to, message.toString()));
                message = null;
                answer(out, "250 ok");
            } else if (line.equals("DATA")) {
                message = new StringBuilder();
                answer(out, "354 go");
            } else {
                to = line.startsWith("RCPT TO:<") ? line.substring(9, line.indexOf('>')) : to;
                answer(out, "250 ok");
            }
        }
    }

    private static Mail read(String to, String message) throws IOException, MessagingException {
        MimeMessage mail =
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)));
        return new Mail(to, mail.getSubject(), String.valueOf(mail.getContent()));
    }

    private static void answer(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }
}
