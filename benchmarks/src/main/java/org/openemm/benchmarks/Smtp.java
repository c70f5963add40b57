package org.openemm.benchmarks;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Postfix's tools for measuring: a server that throws mails away, and a client that sends. */
final class Smtp {
    private static final String SINK = "/usr/sbin/smtp-sink";
    private static final String SOURCE = "/usr/sbin/smtp-source";
    private static final long POLL_NANOS = 5_000_000;

    private Smtp() {}

    static void require() throws IOException {
        if (!Files.isExecutable(Path.of(SINK)) || !Files.isExecutable(Path.of(SOURCE))) {
            throw new IOException("smtp-sink and smtp-source are needed (Debian: postfix)");
        }
    }

    /** A server that takes every mail and forgets it. */
    static Process sink(int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(SINK));
        if (System.getProperty("user.name").equals("root")) {
            // It does not run with super-user rights.
            command.addAll(List.of("-u", "nobody"));
        }
        command.addAll(List.of("127.0.0.1:" + port, "1000"));
        Process sink = start(command);
        awaitPort(port, sink);
        return sink;
    }

    /** Sends one prepared text again and again; mails per second. */
    static double source(int port, int connections, int mails, int bytes) throws Exception {
        List<String> command =
                List.of(
                        SOURCE,
                        "-d",
                        "-s",
                        Integer.toString(connections),
                        "-m",
                        Integer.toString(mails),
                        "-l",
                        Integer.toString(bytes),
                        "-f",
                        "news@sender.example",
                        "-t",
                        "somebody@list.example",
                        "127.0.0.1:" + port);
        return run(command, mails);
    }

    /**
     * Sends one prepared mail again and again, each time to another recipient; mails per second.
     *
     * @param mail header and body, lines end with a line feed
     */
    static double source(int port, int connections, int mails, Path mail) throws Exception {
        List<String> command =
                List.of(
                        SOURCE,
                        "-d",
                        "-N",
                        "-s",
                        Integer.toString(connections),
                        "-m",
                        Integer.toString(mails),
                        "-F",
                        mail.toString(),
                        "-f",
                        "news@sender.example",
                        "-t",
                        "r@list.example",
                        "127.0.0.1:" + port);
        return run(command, mails);
    }

    private static double run(List<String> command, int mails) throws Exception {
        long begun = System.nanoTime();
        int exit = start(command).waitFor();
        if (exit != 0) {
            throw new IOException("smtp-source ended with " + exit);
        }
        return mails / ((System.nanoTime() - begun) / 1e9);
    }

    static void awaitPort(int port, Process server) throws IOException {
        while (true) {
            try (Socket probe = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                if (!server.isAlive()) {
                    throw new IOException("The server at port " + port + " does not start", e);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
