package org.openemm.mailbox;

import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The built-in mailbox on disk: one file per message in a folder per hour, and an index that is
 * read for lists. One process fills it (the backend), others look at it at the same time.
 *
 * <p>Thread-safe. Holds no message in memory.
 */
public final class Mailbox {
    private static final Pattern ID = Pattern.compile("\\d{13}-\\d{1,12}");
    private static final int HEADER_SCAN = 64 * 1024;

    private final Path folder;
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();

    /**
     * @param folder {@code var/spool/mailbox} of the home directory
     */
    public Mailbox(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Keeps a message. When this returns the message survives the end of the process (not a loss of
     * power).
     *
     * @param content as received, without dot-stuffing
     * @return id of the message
     */
    public String store(String from, List<String> to, byte[] content) {
        Instant now = clock.instant();
        String id = "%013d-%06d".formatted(now.toEpochMilli(), sequence.incrementAndGet());
        String recipients = String.join(", ", to);
        byte[] trace =
                ("Return-Path: <" + from + ">\r\nDelivered-To: " + recipients + "\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        write(file(id), ByteBuffer.wrap(trace), ByteBuffer.wrap(content));
        StoredMessage line =
                new StoredMessage(id, now, content.length, from, recipients, subject(content));
        append(index(), line.toLine().getBytes(StandardCharsets.UTF_8));
        return id;
    }

    /**
     * Messages, newest first.
     *
     * @param search part of recipient, sender or subject, case ignored; empty: all
     * @param page counted from 1
     */
    public MailboxPage page(String search, int page, int pageSize) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        List<String> lines = lines();
        List<StoredMessage> found = new ArrayList<>(pageSize);
        long first = (long) (page - 1) * pageSize;
        int matching = 0;
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (!wanted.isEmpty() && !line.toLowerCase(Locale.ROOT).contains(wanted)) {
                continue;
            }
            if (matching >= first && found.size() < pageSize) {
                StoredMessage message = StoredMessage.parse(line);
                if (message != null) {
                    found.add(message);
                }
            }
            matching++;
        }
        return new MailboxPage(found, matching, page, pageSize);
    }

    public int count() {
        return lines().size();
    }

    public Optional<StoredMessage> find(String id) {
        return lines().stream()
                .filter(line -> line.startsWith(id + "\t"))
                .map(StoredMessage::parse)
                .findFirst();
    }

    /** The message as it came, with Return-Path and Delivered-To on top. */
    public Optional<byte[]> content(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file(id)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all messages; the list of addresses to refuse stays. */
    public void deleteAll() {
        try {
            Files.deleteIfExists(index());
            if (Files.isDirectory(messages())) {
                try (Stream<Path> files = Files.walk(messages())) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        if (!Files.isDirectory(file)) {
                            Files.deleteIfExists(file);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes messages older than that. Only for the process that fills the mailbox. */
    public synchronized void deleteOlderThan(Duration age) {
        long limit = clock.instant().minus(age).toEpochMilli();
        List<String> lines = lines();
        List<String> kept =
                lines.stream()
                        .filter(line -> Long.parseLong(line.substring(0, 13)) >= limit)
                        .toList();
        if (kept.size() == lines.size()) {
            return;
        }
        replace(index(), kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
        for (String line : lines) {
            if (receivedMillis(line) < limit) {
                try {
                    Files.deleteIfExists(file(line.substring(0, line.indexOf('\t'))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** The rules as people wrote them, see {@link Rejects}. */
    public String rejectsText() {
        try {
            return Files.readString(rejectsFile());
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes effect with the next connection to the mailbox. */
    public void saveRejects(String text) {
        replace(rejectsFile(), text);
    }

    public Rejects rejects() {
        return Rejects.parse(rejectsText());
    }

    /** The id, which a line begins with, begins with the time. */
    private static long receivedMillis(String line) {
        return Long.parseLong(line.substring(0, line.indexOf('-')));
    }

    private static String subject(byte[] content) {
        String head =
                new String(
                        content, 0, Math.min(content.length, HEADER_SCAN), StandardCharsets.UTF_8);
        StringBuilder subject = null;
        for (String line : head.split("\r?\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (subject != null && !folded) {
                break;
            }
            if (subject != null) {
                subject.append(line);
            } else if (line.regionMatches(true, 0, "Subject:", 0, 8)) {
                subject = new StringBuilder(line.substring(8).strip());
            }
        }
        if (subject == null) {
            return "";
        }
        try {
            return MimeUtility.decodeText(subject.toString());
        } catch (UnsupportedEncodingException e) {
            return subject.toString();
        }
    }

    private List<String> lines() {
        try {
            String text = Files.readString(index());
            int end = text.lastIndexOf('\n');
            return end < 0 ? List.of() : text.substring(0, end).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, ByteBuffer... parts) {
        for (int attempt = 0; ; attempt++) {
            try (FileChannel channel =
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (ByteBuffer part : parts) {
                    while (part.hasRemaining()) {
                        channel.write(part);
                    }
                }
                return;
            } catch (NoSuchFileException e) {
                if (attempt > 0) {
                    throw new UncheckedIOException(e);
                }
                createFolder(file.getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One write call, so that lines of several connections do not mix. */
    private synchronized void append(Path file, byte[] line) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replace(Path file, String text) {
        try {
            createFolder(folder);
            Path fresh = folder.resolve("." + file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String id) {
        long hour =
                Long.parseLong(id.substring(0, id.indexOf('-'))) / Duration.ofHours(1).toMillis();
        return messages().resolve(Long.toString(hour)).resolve(id + ".eml");
    }

    private Path messages() {
        return folder.resolve("messages");
    }

    private Path index() {
        return folder.resolve("index.tsv");
    }

    private Path rejectsFile() {
        return folder.resolve("rejects.txt");
    }
}
