package org.openemm.backend.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was sent of a package, mail by mail, named by their {@link MailKey}: a line {@code
 * customer_id;bytes;mediatype;mailtype;chunks} per finished mail, written after the mail server's
 * answer. A mail refused for good carries {@code ;dsn;text} in addition; chunks 0 means that no
 * mail was made. Beside these stand notes, see {@link ResumeNote}: above all {@code B;customer_id}
 * before a mail leaves, so that the record of a killed backend tells which mails were in flight.
 *
 * <p>Lines are collected and handed to the operating system by {@link #write}: the end of one mail
 * and the beginning of the next cost one call. What was handed over survives the end of the process
 * by any means. What a loss of power may cost is bounded by {@code syncEvery}. Not thread-safe.
 */
public final class ResumeRecord implements Closeable {
    private static final int MAX_TEXT = 300;
    private static final int MAX_ANSWER = 120;

    private final FileChannel channel;
    private final int syncEvery;
    private final Set<Long> done = new HashSet<>();
    private final Set<Long> accepted = new HashSet<>();
    private final Map<Long, Deferral> deferrals = new HashMap<>();
    private final Set<Long> begun = new HashSet<>();
    private final StringBuilder lines = new StringBuilder();
    private ByteBuffer unwritten = ByteBuffer.allocate(0);
    private int sinceSync;

    private ResumeRecord(FileChannel channel, int syncEvery) {
        this.channel = channel;
        this.syncEvery = syncEvery;
    }

    /**
     * A mail was put off by the server.
     *
     * @param attempts so far
     * @param at last attempt, milliseconds since 1970
     */
    public record Deferral(int attempts, long at, String answer) {}

    /**
     * Opens or begins the record; a last line without its end is cut off. Mails of which only the
     * beginning is on record were in flight when the backend was killed: they are noted as
     * uncertain.
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
            ResumeRecord record = new ResumeRecord(channel, syncEvery);
            new String(content, 0, end, StandardCharsets.US_ASCII).lines().forEach(record::learn);
            for (long mail : Set.copyOf(record.begun)) {
                record.uncertain(mail, ResumeNote.KILLED);
            }
            record.write();
            return record;
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

    /** The mail was finished before this record was opened. */
    public boolean contains(long mail) {
        return done.contains(mail);
    }

    /** The mail was taken over by the mail server before this record was opened. */
    public boolean wasAccepted(long mail) {
        return accepted.contains(mail);
    }

    /** How often and when a mail was put off. */
    public Optional<Deferral> deferral(long mail) {
        return Optional.ofNullable(deferrals.get(mail));
    }

    /** The mail will be in flight in a moment. */
    public void begun(long mail) {
        note(ResumeNote.BEGUN, mail).append('\n');
    }

    /** A mail that was begun has certainly not been taken over by the server. */
    public void takenBack(long mail) {
        note(ResumeNote.TAKEN_BACK, mail).append('\n');
    }

    /**
     * A mail that was begun may have been taken over; it will be sent once more.
     *
     * @param cause {@link ResumeNote#KILLED} or {@link ResumeNote#CONNECTION}
     */
    public void uncertain(long mail, String cause) {
        note(ResumeNote.UNCERTAIN, mail).append(';').append(cause).append('\n');
        begun.remove(mail);
    }

    /** A mail was put off by the server. */
    public void deferred(long mail, Deferral deferral) {
        note(ResumeNote.DEFERRED, mail)
                .append(';')
                .append(deferral.attempts())
                .append(';')
                .append(deferral.at())
                .append(';')
                .append(clean(deferral.answer(), MAX_ANSWER))
                .append('\n');
        deferrals.put(mail, deferral);
    }

    /** A mail was taken over by the mail server, or made empty and left out (chunks 0). */
    public void finished(long mail, long bytes, int mailtype, int chunks) {
        end(mail, bytes, mailtype, chunks).append('\n');
    }

    /** A mail was refused for good. */
    public void refused(long mail, long bytes, int mailtype, int dsn, String text) {
        end(mail, bytes, mailtype, 1)
                .append(';')
                .append(dsn)
                .append(';')
                .append(clean(text, MAX_TEXT))
                .append('\n');
    }

    private StringBuilder note(char kind, long mail) {
        return MailKey.append(mail, lines.append(kind).append(';'));
    }

    private StringBuilder end(long mail, long bytes, int mailtype, int chunks) {
        return MailKey.append(mail, lines)
                .append(';')
                .append(bytes)
                .append(";0;")
                .append(mailtype)
                .append(';')
                .append(chunks);
    }

    /**
     * Hands all lines to the operating system.
     *
     * @throws IOException when it takes them not, e.g. because the disk is full: they are kept, in
     *     their order, and handed over with the next call
     */
    public void write() throws IOException {
        if (!unwritten.hasRemaining()) {
            if (lines.length() == 0) {
                return;
            }
            unwritten = take();
        }
        while (unwritten.hasRemaining()) {
            channel.write(unwritten);
            if (!unwritten.hasRemaining() && lines.length() > 0) {
                unwritten = take();
            }
        }
        if (syncEvery > 0 && ++sinceSync >= syncEvery) {
            channel.force(false);
            sinceSync = 0;
        }
    }

    /** Lines wait because the operating system took them not. */
    public boolean hasUnwritten() {
        return unwritten.hasRemaining() || lines.length() > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ByteBuffer take() {
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
        lines.setLength(0);
        return bytes;
    }

    private void learn(String line) {
        Optional<ResumeNote> note = ResumeNote.parse(line);
        if (note.isEmpty()) {
            ResumeLine end = ResumeLine.parse(line);
            long mail = MailKey.of(end.customerId(), end.copy());
            done.add(mail);
            begun.remove(mail);
            deferrals.remove(mail);
            if (end.isAccepted()) {
                accepted.add(mail);
            }
            return;
        }
        long mail = note.get().mail();
        if (note.get().kind() == ResumeNote.BEGUN) {
            begun.add(mail);
        } else {
            begun.remove(mail);
            note.get().deferral().ifPresent(deferral -> deferrals.put(mail, deferral));
        }
    }

    private static String clean(String text, int length) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", " ").replace(';', ',');
        return clean.substring(0, Math.min(length, clean.length()));
    }
}
