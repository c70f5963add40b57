package org.openemm.bouncecheck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers to RCPT as a test wants, and remembers every line it was told. */
final class RefusingServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile String answer = "250 2.1.5 ok";

    RefusingServer() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "refusing");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    void answer(String toRecipient) {
        answer = toRecipient;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException e) {
                // The next one is another one; a closed socket ends the loop.
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                client.getInputStream(), StandardCharsets.ISO_8859_1));
        PrintWriter out =
                new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII);
        say(out, "220 here");
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
            if (data) {
                data = !line.equals(".");
                if (!data) {
                    say(out, "250 2.0.0 taken");
                }
            } else if (line.equals("DATA")) {
                data = true;
                say(out, "354 go");
            } else {
                say(out, line.startsWith("RCPT") ? answer : "250 ok");
            }
        }
    }

    private static void say(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }
}
