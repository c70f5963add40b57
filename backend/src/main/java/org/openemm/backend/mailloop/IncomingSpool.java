package org.openemm.backend.mailloop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.config.Home;

/**
 * Messages on disk, from when they were accepted until all was done with them: {@code
 * var/spool/mail}.
 *
 * <p>{@code incoming/new} is where procmail leaves them whole. Numbered files in {@code incoming}
 * itself, as an older {@code bav.rc} makes them, are taken when nobody has written to them for a
 * while. Packages of mailings lie there, too; they have names of another form and are not seen
 * here. {@code workspace} holds what we took, each under a name of its own that is never used
 * again; {@code quarantine} what could not be worked with.
 */
final class IncomingSpool {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final Pattern NAME =
            Pattern.compile("(\\d{13}-[0-9a-f]{6}-\\d{6,})(?:\\.(\\d))?");
    private static final Duration UNTOUCHED = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 5000;
    private static final long KEPT_FREE = 64L * 1024 * 1024;

    private final Path incoming;
    private final Path delivered;
    private final Path workspace;
    private final Path quarantine;
    private final Clock clock;
    private final String instance;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();

    IncomingSpool(Home home, Clock clock) throws IOException {
        this.clock = clock;
        incoming = home.incoming();
        delivered = incoming.resolve("new");
        workspace = home.spool("mail/workspace");
        quarantine = home.spool("mail/quarantine");
        for (Path folder :
                List.of(
                        delivered,
                        incoming.resolve("tmp"),
                        incoming.resolve("cur"),
                        workspace,
                        quarantine)) {
            Files.createDirectories(folder);
        }
        instance = "%06x".formatted(new SecureRandom().nextInt(1 << 24));
        dropDrafts();
        waiting.set(count(workspace));
    }

    /**
     * A message that we took.
     *
     * @param name never used for another message
     * @param tries how often working with it failed
     */
    record Taken(Path file, String name, int tries, Instant received) {}

    /** A file to write a message into; does not exist for anybody else yet. */
    Path draft() {
        return workspace.resolve("." + freshName() + ".draft");
    }

    /**
     * Makes a draft a message. When this returns it survives a loss of power.
     *
     * @param channel open on the draft, complete
     */
    void commit(Path draft, FileChannel channel) throws IOException {
        channel.force(true);
        String file = draft.getFileName().toString();
        Path message = workspace.resolve(file.substring(1, file.lastIndexOf('.')));
        Files.move(draft, message, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(workspace, StandardOpenOption.READ)) {
            folder.force(true);
        }
        waiting.incrementAndGet();
    }

    /** Whether a message of that many bytes still fits on the disk. */
    boolean hasRoomFor(long bytes) {
        try {
            return Files.getFileStore(workspace).getUsableSpace() > bytes + KEPT_FREE;
        } catch (IOException e) {
            return false;
        }
    }

    /** Messages that we took and have not finished; may be a little too many. */
    long waiting() {
        return waiting.get();
    }

    /** Takes what was delivered, and lists what is to be worked with, oldest first. */
    List<Taken> take() throws IOException {
        fetch(delivered, file -> true);
        fetch(incoming, this::isWholeNumbered);
        List<Taken> messages = new ArrayList<>();
        long all = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(workspace)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (!name.matches()) {
                    continue;
                }
                all++;
                messages.add(
                        new Taken(
                                file,
                                name.group(1),
                                name.group(2) == null ? 0 : Integer.parseInt(name.group(2)),
                                Instant.ofEpochMilli(
                                        Long.parseLong(name.group(1).substring(0, 13)))));
            }
        }
        waiting.set(all);
        messages.sort((a, b) -> a.name().compareTo(b.name()));
        return messages;
    }

    /** All is done with it. */
    void remove(Taken message) throws IOException {
        if (Files.deleteIfExists(message.file())) {
            waiting.decrementAndGet();
        }
    }

    /** Remembers over restarts that working with it failed. */
    void failed(Taken message) throws IOException {
        Files.move(
                message.file(),
                workspace.resolve(message.name() + "." + (message.tries() + 1)),
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Nobody tries again; an administrator can look at it, and move it to incoming/new. */
    Path quarantine(Taken message) throws IOException {
        Path target = quarantine.resolve(message.name());
        Files.move(message.file(), target, StandardCopyOption.ATOMIC_MOVE);
        waiting.decrementAndGet();
        return target;
    }

    long quarantined() {
        return count(quarantine);
    }

    private void fetch(Path folder, DirectoryStream.Filter<Path> wanted) throws IOException {
        int taken = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, wanted)) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    moveIfPresent(file);
                    if (++taken == MOST_AT_ONCE) {
                        return;
                    }
                }
            }
        }
    }

    private void moveIfPresent(Path file) throws IOException {
        try {
            Files.move(file, workspace.resolve(freshName()), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Somebody removed it: then it is not ours to work with.
        }
    }

    private boolean isWholeNumbered(Path file) throws IOException {
        if (!NUMBER.matcher(file.getFileName().toString()).matches()) {
            return false;
        }
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return facts.size() > 0
                    && facts.lastModifiedTime()
                            .toInstant()
                            .isBefore(clock.instant().minus(UNTOUCHED));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private String freshName() {
        return "%013d-%s-%06d".formatted(clock.millis(), instance, sequence.incrementAndGet());
    }

    /** Of a process that died while somebody was talking to it: nobody was told that we have it. */
    private void dropDrafts() throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(workspace, ".*.draft")) {
            for (Path draft : drafts) {
                Files.delete(draft);
            }
        }
    }

    private static long count(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*")) {
            long count = 0;
            for (Path ignored : files) {
                count++;
            }
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
