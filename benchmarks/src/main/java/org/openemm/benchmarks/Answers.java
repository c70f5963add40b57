package org.openemm.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.openemm.backend.spool.PackageName;
import org.openemm.config.Home;
import org.openemm.delivery.SendKind;

/** When the mail server has answered, as the resume records of the backend tell. */
final class Answers {
    private static final long POLL_NANOS = 2_000_000;

    private final Home home;

    Answers(Home home) {
        this.home = home;
    }

    /** Returns when the first mail of a send job was taken. */
    void awaitFirst(int job) throws IOException {
        while (!isAnswered(home.incoming(), job) && !isAnswered(home.spool("results"), job)) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /**
     * Seconds from the beginning of an order until its action-based mail was taken.
     *
     * @param mailing nothing else of it is on its way
     */
    double secondsUntilTaken(int mailing, Runnable order) throws IOException {
        Path results = home.spool("results");
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            results.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            long begun = System.nanoTime();
            order.run();
            while (true) {
                WatchKey key = watch.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.context() instanceof Path file
                            && PackageName.parse(file.toString())
                                    .filter(name -> name.kind() == SendKind.ACTION_BASED)
                                    .filter(name -> name.mailingId() == mailing)
                                    .isPresent()) {
                        return (System.nanoTime() - begun) / 1e9;
                    }
                }
                key.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Nothing of any mailing is left in the spool, neither to send nor to book. */
    void awaitNothing() throws IOException {
        for (Path folder : List.of(home.meta(), home.incoming(), home.spool("results"))) {
            while (has(folder, ".{xml.gz,SYNC,begun}")) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    static boolean has(Path folder, String ending) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "AgnMail*" + ending)) {
            return files.iterator().hasNext();
        }
    }

    /** Lines of finished mails begin with a digit; others tell what is about to be done. */
    private static boolean isAnswered(Path folder, int job) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "AgnMail*" + PackageName.RESUME)) {
            for (Path file : files) {
                if (PackageName.parse(file.getFileName().toString())
                                .filter(name -> name.run() == job)
                                .isPresent()
                        && hasAnswer(file)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean hasAnswer(Path file) throws IOException {
        try {
            return Files.readAllLines(file).stream()
                    .anyMatch(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)));
        } catch (NoSuchFileException e) {
            // Moved meanwhile; seen at its next place.
            return false;
        }
    }
}
