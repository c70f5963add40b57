package org.openemm.backend.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * What was sent of a package: a line {@code customer_id;bytes;mediatype;mailtype;chunks} per
 * finished mail, written after the mail server's answer. A mail refused for good carries {@code
 * ;dsn;text} in addition; chunks 0 means that no mail was made.
 *
 * <p>A line that was handed to the operating system survives the end of the process by any means.
 * What a loss of power may cost is bounded by {@code syncEvery}. Thread-safe.
 */
public final class ResumeRecord implements Closeable {
    private static final int MAX_TEXT = 300;

    private final FileChannel channel;
    private final Set<Long> done;
    private final int syncEvery;
    private int sinceSync;

    private ResumeRecord(FileChannel channel, Set<Long> done, int syncEvery) {
        this.channel = channel;
        this.done = done;
        this.syncEvery = syncEvery;
    }

    /**
     * Opens or begins the record; a last line without its end is cut off.
     *
     * @param syncEvery lines after which they are forced to disk; 0: never
     */
    public static ResumeRecord open(Path file, int syncEvery) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            byte[] content = Files.readAllBytes(file);
            int end = completeLength(content);
            channel.truncate(end);
            channel.position(end);
            Set<Long> done = new HashSet<>();
            new String(content, 0, end, StandardCharsets.US_ASCII)
                    .lines()
                    .forEach(line -> done.add(ResumeLine.parse(line).customerId()));
            return new ResumeRecord(channel, done, syncEvery);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Bytes up to the last complete line. */
    public static int completeLength(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** The recipient was finished before this record was opened. */
    public boolean contains(long customerId) {
        return done.contains(customerId);
    }

    /** A mail was taken over by the mail server, or made empty and left out (chunks 0). */
    public void finished(long customerId, long bytes, int mailtype, int chunks) throws IOException {
        append(customerId + ";" + bytes + ";0;" + mailtype + ";" + chunks + "\n");
    }

    /** A mail was refused for good. */
    public void refused(long customerId, long bytes, int mailtype, int dsn, String text)
            throws IOException {
        String clean = text.replaceAll("[^\\x20-\\x7e]", " ").replace(';', ',');
        append(
                customerId
                        + ";"
                        + bytes
                        + ";0;"
                        + mailtype
                        + ";1;"
                        + dsn
                        + ";"
                        + clean.substring(0, Math.min(MAX_TEXT, clean.length()))
                        + "\n");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private synchronized void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        if (syncEvery > 0 && ++sinceSync >= syncEvery) {
            channel.force(false);
            sinceSync = 0;
        }
    }
}
