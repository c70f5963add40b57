package org.openemm.backend.results;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.ResumeLine;
import org.openemm.backend.spool.ResumeNote;
import org.openemm.backend.spool.ResumeRecord;
import org.openemm.backend.spool.Spool;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.delivery.SendingNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads resume records and books what is new in them: how far each was read is kept in the database
 * and changes in the same transaction as the bookings. Records of finished packages disappear once
 * they are booked; those of packages in work are looked at every few seconds.
 */
public final class Bookkeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bookkeeper.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    /** Packages that take longer are booked in parts; most fit into one row. */
    private static final Duration IN_WORK_EVERY = Duration.ofSeconds(5);

    /** Bounds memory and the length of a transaction. */
    private static final int MAX_PART = 256 * 1024;

    private final Home home;
    private final Spool spool;
    private final Database database;
    private final Bookings bookings;
    private long inWorkAt = System.nanoTime();
    private boolean reachable = true;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "bookkeeper"));

    public Bookkeeper(
            Home home, Spool spool, Database database, Clock clock, String host, SendingNews news) {
        this.home = home;
        this.spool = spool;
        this.database = database;
        bookings = new Bookings(clock, host, news);
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::round, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Books once more what is there, if the database answers. */
    @Override
    public void close() {
        inWorkAt = System.nanoTime() - IN_WORK_EVERY.toNanos();
        timer.execute(this::round);
        timer.shutdown();
        try {
            if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("The bookkeeper does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            for (Path file : records(spool.results())) {
                finish(file);
            }
            if (System.nanoTime() - inWorkAt >= IN_WORK_EVERY.toNanos()) {
                inWorkAt = System.nanoTime();
                for (Path file : records(spool.incoming())) {
                    if (spool.isOrphan(name(file))) {
                        finish(file);
                    } else {
                        book(file);
                    }
                }
                for (Path day : days()) {
                    for (Path file : records(day)) {
                        book(file);
                    }
                }
            }
            reachable = true;
        } catch (IOException | RuntimeException e) {
            if (reachable) {
                LOG.warn("Results cannot be booked, they are kept on disk: {}", e.toString());
            }
            reachable = false;
        }
    }

    /** Nothing will be added to the record any more. */
    private void finish(Path file) throws IOException {
        while (book(file)) {
            // The next part of a long record.
        }
        // A record that was moved meanwhile is not finished here: forgetting how far it was booked
        // would book it again from its beginning at its next place.
        if (Files.deleteIfExists(file)) {
            database.run(tx -> bookings.forget(tx, name(file)));
        }
    }

    private static PackageName name(Path file) {
        return PackageName.parse(file.getFileName().toString()).orElseThrow();
    }

    /** Books the next part of a record. False: there is nothing left at the moment. */
    private boolean book(Path file) throws IOException {
        PackageName name = name(file);
        return database.<Boolean, IOException>inTransaction(
                tx -> {
                    long booked = bookings.position(tx, name);
                    byte[] part = read(file, booked);
                    int length = ResumeRecord.completeLength(part);
                    if (length == 0) {
                        return false;
                    }
                    List<ResumeLine> lines = new ArrayList<>();
                    List<ResumeNote> uncertain = new ArrayList<>();
                    new String(part, 0, length, StandardCharsets.US_ASCII)
                            .lines()
                            .forEach(line -> sort(line, lines, uncertain));
                    bookings.book(tx, name, lines, uncertain, booked + length);
                    return true;
                });
    }

    /** Of the notes only those about uncertain mails mean something here. */
    private static void sort(String line, List<ResumeLine> lines, List<ResumeNote> uncertain) {
        if (line.charAt(0) == ResumeNote.UNCERTAIN) {
            ResumeNote.parse(line).ifPresent(uncertain::add);
        } else if (ResumeLine.isOne(line)) {
            lines.add(ResumeLine.parse(line));
        }
    }

    private static byte[] read(Path file, long from) throws IOException {
        try (RandomAccessFile record = new RandomAccessFile(file.toFile(), "r")) {
            long left = record.length() - from;
            if (left <= 0) {
                return new byte[0];
            }
            byte[] part = new byte[(int) Math.min(left, MAX_PART)];
            record.seek(from);
            record.readFully(part);
            return part;
        } catch (FileNotFoundException e) {
            // Moved meanwhile; found again at its next place.
            return new byte[0];
        }
    }

    private static List<Path> records(Path folder) throws IOException {
        List<Path> records = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "AgnMail*" + PackageName.RESUME)) {
            files.forEach(records::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return records;
    }

    private List<Path> days() throws IOException {
        List<Path> days = new ArrayList<>();
        Path recover = home.spool(Spool.End.RECOVER.name());
        if (Files.isDirectory(recover)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(recover)) {
                folders.forEach(days::add);
            }
        }
        return days;
    }
}
