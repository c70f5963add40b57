package org.openemm.backend.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.openemm.testsupport.FreePort;

/**
 * A receiving server in a process of its own, which a test may kill. It writes down whom a mail was
 * for before it answers that it took it over, so the record outlives it.
 */
public final class RecordingSink implements AutoCloseable {
    private final Path record;
    private final int port;
    private final long nanosPerMail;
    private Process process;

    /**
     * Starts it.
     *
     * @param record one recipient per line, in the order of taking over
     */
    public RecordingSink(Path record) throws IOException {
        this(record, Duration.ZERO);
    }

    /**
     * As {@link #RecordingSink(Path)}.
     *
     * @param perMail what it takes to think about a mail on one connection
     */
    public RecordingSink(Path record, Duration perMail) throws IOException {
        this.record = record;
        nanosPerMail = perMail.toNanos();
        Files.createFile(record);
        port = FreePort.next();
        restart();
    }

    /** The server process. Arguments: port, record, nanoseconds per mail. */
    public static void main(String[] arguments) throws IOException {
        FileChannel record =
                FileChannel.open(
                        Path.of(arguments[1]), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        long nanosPerMail = Long.parseLong(arguments[2]);
        new SinkServer(
                Integer.parseInt(arguments[0]),
                true,
                false,
                (verb, line) -> {
                    if (verb.equals("END")) {
                        LockSupport.parkNanos(nanosPerMail);
                        write(record, line);
                    }
                    return null;
                });
        System.out.println("ready");
        LockSupport.park();
        while (!Thread.interrupted()) {
            LockSupport.park();
        }
    }

    public int port() {
        return port;
    }

    /** Mails it answered, or was about to answer when it was killed. */
    public long count() throws IOException {
        try (var lines = Files.lines(record)) {
            return lines.count();
        }
    }

    public List<String> recipients() throws IOException {
        return Files.readAllLines(record);
    }

    /** Ends as with kill -9. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public void restart() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RecordingSink.class.getName(),
                                Integer.toString(port),
                                record.toString(),
                                Long.toString(nanosPerMail))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (process.inputReader().readLine() == null) {
            throw new IOException("the receiving server did not start");
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static void write(FileChannel record, String recipient) {
        try {
            synchronized (record) {
                record.write(ByteBuffer.wrap((recipient + "\n").getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
