package org.openemm.backend.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openemm.config.Home;
import org.openemm.delivery.SendKind;

/**
 * The folders that packages travel through: META, mail/incoming, and where they end: ARCHIVE,
 * RECOVER, DELETED, each with a folder per day. All moves are renames on one file system.
 */
public final class Spool {
    private final Home home;
    private final Clock clock;

    public Spool(Home home, Clock clock) throws IOException {
        this.home = home;
        this.clock = clock;
        Files.createDirectories(home.meta());
        Files.createDirectories(home.incoming());
        Files.createDirectories(results());
        Files.createDirectories(home.varLock());
        Files.createDirectories(home.varRun());
    }

    /** Where a package ends. */
    public enum End {
        /** Everything was sent. */
        ARCHIVE,
        /** Something is wrong with it; an administrator can move it back to META. */
        RECOVER,
        /** Its mailing was deleted or stopped. */
        DELETED,
        /** Its day is over: a date-based mail that could not leave in time. */
        OUTDATED
    }

    public Path meta() {
        return home.meta();
    }

    public Path incoming() {
        return home.incoming();
    }

    /** Resume records of finished packages that wait to be booked. */
    public Path results() {
        return home.spool("results");
    }

    /** Local time, as package names carry it. */
    public LocalDateTime now() {
        return LocalDateTime.now(clock);
    }

    /** What lies in META and mail/incoming at this moment. */
    public Listing list() throws IOException {
        Listing listing =
                new Listing(new ArrayList<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        read(meta(), listing, false);
        read(incoming(), listing, true);
        return listing;
    }

    /**
     * Hands a package over to the mailer.
     *
     * @return false when the package is gone
     */
    public boolean handOver(PackageName name) throws IOException {
        String base = name.base();
        if (Files.exists(incoming().resolve(base + PackageName.PACKAGE))) {
            return true;
        }
        fetchResumeRecord(base + PackageName.RESUME);
        moveIfPresent(meta(), incoming(), base + PackageName.STAMP);
        return moveIfPresent(meta(), incoming(), base + PackageName.PACKAGE);
    }

    /**
     * Takes a package and what belongs to it away. The package goes first and its resume record
     * last: whatever happens in between, what was sent stays on record. The record goes to the
     * results, to be booked; with {@link End#RECOVER} it stays beside the package.
     */
    public void end(PackageName name, End end) throws IOException {
        String base = name.base();
        Path target = folder(end);
        if (end == End.RECOVER) {
            copyIfPresent(incoming(), target, base + PackageName.RESUME);
        }
        for (String ending : List.of(PackageName.PACKAGE, PackageName.STAMP)) {
            moveIfPresent(incoming(), target, base + ending);
            moveIfPresent(meta(), target, base + ending);
        }
        if (end == End.RECOVER) {
            Files.deleteIfExists(incoming().resolve(base + PackageName.RESUME));
        } else {
            moveIfPresent(incoming(), results(), base + PackageName.RESUME);
        }
    }

    /** The package of a resume record in mail/incoming does not exist any more. */
    public boolean isOrphan(PackageName name) {
        String file = name.base() + PackageName.PACKAGE;
        return !Files.exists(meta().resolve(file)) && !Files.exists(incoming().resolve(file));
    }

    /** Moves any other file of META away, e.g. a final file without packages. */
    public void endFile(String fileName, End end) throws IOException {
        moveIfPresent(meta(), folder(end), fileName);
    }

    /** Whether the final file of a package of that number is in META or was archived. */
    public boolean hasFinal(SendKind kind, int block) throws IOException {
        String pattern =
                "AgnMail*" + kind.code() + "*=%05d=*".formatted(block) + PackageName.FINAL + "*";
        Path archive = home.spool(End.ARCHIVE.name());
        List<Path> folders = new ArrayList<>(List.of(meta()));
        if (Files.isDirectory(archive)) {
            try (DirectoryStream<Path> days = Files.newDirectoryStream(archive)) {
                days.forEach(folders::add);
            }
        }
        for (Path folder : folders) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
                if (files.iterator().hasNext()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Makes the names in META survive a loss of power. */
    public void syncMeta() throws IOException {
        try (FileChannel folder = FileChannel.open(meta(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** A package that an administrator moved back from RECOVER goes on where it was. */
    private void fetchResumeRecord(String record) throws IOException {
        if (Files.exists(incoming().resolve(record)) || moveIfPresent(meta(), incoming(), record)) {
            return;
        }
        Path recover = home.spool(End.RECOVER.name());
        if (!Files.isDirectory(recover)) {
            return;
        }
        try (DirectoryStream<Path> days = Files.newDirectoryStream(recover)) {
            for (Path day : days) {
                if (moveIfPresent(day, incoming(), record)) {
                    return;
                }
            }
        }
    }

    private static void copyIfPresent(Path from, Path to, String name) throws IOException {
        if (Files.exists(from.resolve(name))) {
            Path temporary = to.resolve("." + name + ".tmp");
            Files.copy(from.resolve(name), temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary, to.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path folder(End end) throws IOException {
        Path folder =
                home.spool(end.name())
                        .resolve(LocalDate.now(clock).format(DateTimeFormatter.BASIC_ISO_DATE));
        Files.createDirectories(folder);
        return folder;
    }

    private static boolean moveIfPresent(Path from, Path to, String name) throws IOException {
        Path target = to.resolve(name);
        for (int copy = 1; Files.exists(target); copy++) {
            target = to.resolve(name + "~" + copy + "~");
        }
        try {
            Files.move(from.resolve(name), target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void read(Path folder, Listing listing, boolean handedOver) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, PackageName.PREFIX + "*")) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                PackageName.parse(fileName)
                        .ifPresent(name -> listing.add(name, fileName, handedOver));
            }
        }
    }

    /**
     * A look into the spool.
     *
     * @param packages in META and incoming
     * @param handedOver base names of those in incoming
     * @param stamps base names
     * @param finals names of final files
     */
    public record Listing(
            List<PackageName> packages,
            Set<String> handedOver,
            Set<String> stamps,
            Set<PackageName> finals) {

        private void add(PackageName name, String fileName, boolean inIncoming) {
            if (fileName.endsWith(PackageName.PACKAGE)) {
                packages.add(name);
                if (inIncoming) {
                    handedOver.add(name.base());
                }
            } else if (fileName.endsWith(PackageName.STAMP)) {
                stamps.add(name.base());
            } else if (fileName.endsWith(PackageName.FINAL)) {
                finals.add(name);
            }
        }
    }
}
