package org.openemm.backend.smtp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** A mail server whose answers a test decides, and which remembers what it took over. */
public final class SinkServer implements Closeable {
    /** As an answer: the connection is dropped instead. */
    public static final String DROP = "drop";

    private final ServerSocket server;
    private final boolean pipelining;
    private final boolean keeping;
    private final BiFunction<String, String, String> behaviour;
    private final List<Received> received = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** A mail that was answered with 250. */
    public record Received(String from, String to, String body) {}

    /**
     * @param behaviour from verb (CONNECT, EHLO, MAIL, RCPT, DATA, END) and line to the answer;
     *     null for the usual one; after 421 the connection is closed
     */
    public SinkServer(boolean pipelining, BiFunction<String, String, String> behaviour)
            throws IOException {
        this(0, pipelining, true, behaviour);
    }

    /**
     * @param port 0: any that is free
     * @param keeping the mails, for {@link #received()}
     */
    SinkServer(
            int port,
            boolean pipelining,
            boolean keeping,
            BiFunction<String, String, String> behaviour)
            throws IOException {
        this.pipelining = pipelining;
        this.keeping = keeping;
        this.behaviour = behaviour;
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
        Thread thread = new Thread(this::accept, "sink");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    public int count() {
        synchronized (received) {
            return received.size();
        }
    }

    /** To whom, in the order of taking over. */
    public List<String> recipients() {
        synchronized (received) {
            return received.stream().map(Received::to).toList();
        }
    }

    public Route route(int connections) {
        return new Route(
                "127.0.0.1",
                port(),
                Route.Tls.NONE,
                true,
                "",
                "",
                connections,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                "test.example");
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "sink-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed by the test.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Conversation(socket).run();
        } catch (IOException e) {
            // The client went away, as tests have it.
        } finally {
            open.remove(socket);
        }
    }

    private final class Conversation {
        private final InputStream in;
        private final OutputStream out;
        private String from = "";
        private String to = "";

        Conversation(Socket socket) throws IOException {
            in = new BufferedInputStream(socket.getInputStream(), 65536);
            out = new BufferedOutputStream(socket.getOutputStream());
        }

        void run() throws IOException {
            if (!answer("CONNECT", "", "220 sink ready")) {
                return;
            }
            for (String line = line(); line != null; line = line()) {
                String verb = line.split(" ", 2)[0];
                String usual =
                        switch (verb) {
                            case "EHLO" ->
                                    pipelining
                                            ? "250-sink\r\n250-PIPELINING\r\n250 8BITMIME"
                                            : "250 sink";
                            case "MAIL" -> "250 2.1.0 ok";
                            case "RCPT" -> from == null ? "503 5.5.1 no sender" : "250 2.1.5 ok";
                            case "DATA" -> to.isEmpty() ? "554 5.5.1 no recipient" : "354 go on";
                            case "RSET" -> "250 2.0.0 ok";
                            case "QUIT" -> "221 2.0.0 bye";
                            default -> "500 5.5.2 what";
                        };
                if (verb.equals("MAIL")) {
                    from = path(line);
                    to = "";
                }
                if (verb.equals("RSET")) {
                    to = "";
                }
                String own = behaviour.apply(verb, line);
                if (DROP.equals(own)) {
                    out.flush();
                    return;
                }
                String said = own == null ? usual : own;
                say(said);
                if (verb.equals("MAIL") && !said.startsWith("2")) {
                    from = null;
                }
                if (verb.equals("RCPT") && said.startsWith("2")) {
                    to = path(line);
                }
                if (verb.equals("QUIT") || said.startsWith("421")) {
                    out.flush();
                    return;
                }
                if (said.startsWith("354")) {
                    out.flush();
                    String body = body();
                    String end = behaviour.apply("END", to);
                    if (DROP.equals(end)) {
                        return;
                    }
                    if (keeping && (end == null || end.startsWith("2"))) {
                        synchronized (received) {
                            received.add(new Received(from, to, body));
                        }
                    }
                    say(end == null ? "250 2.0.0 queued" : end);
                    if (end != null && end.startsWith("421")) {
                        out.flush();
                        return;
                    }
                    to = "";
                }
            }
        }

        private boolean answer(String verb, String line, String usual) throws IOException {
            String own = behaviour.apply(verb, line);
            if (DROP.equals(own)) {
                return false;
            }
            say(own == null ? usual : own);
            return own == null || own.startsWith("2");
        }

        private void say(String text) throws IOException {
            out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
            if (in.available() == 0) {
                out.flush();
            }
        }

        private String line() throws IOException {
            if (in.available() == 0) {
                out.flush();
            }
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    return null;
                }
                line.write(c);
            }
            return line.toString(StandardCharsets.UTF_8).stripTrailing();
        }

        private String body() throws IOException {
            StringBuilder body = new StringBuilder();
            for (String line = line(); !".".equals(line); line = line()) {
                if (line == null) {
                    throw new IOException("cut off");
                }
                body.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            return body.toString();
        }

        private String path(String line) {
            return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        }
    }
}
