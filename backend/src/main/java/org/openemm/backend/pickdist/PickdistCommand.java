package org.openemm.backend.pickdist;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.openemm.config.Home;

/**
 * {@code bin/pickdist.sh start|stop|status}: works on files only, whether the backend runs or not.
 * A stop stays until the next start, over restarts of everything.
 */
public final class PickdistCommand {
    private static final int USAGE = 2;

    private final Home home;

    PickdistCommand(Home home) {
        this.home = home;
    }

    public static void main(String[] arguments) throws IOException {
        System.exit(
                new PickdistCommand(Home.fromEnvironment())
                        .run(arguments.length == 1 ? arguments[0] : ""));
    }

    /** Returns the exit code. */
    int run(String command) throws IOException {
        switch (command) {
            case "start" -> start();
            case "stop" -> stop();
            case "status" -> System.out.println(status());
            default -> {
                System.err.println("usage: pickdist.sh start|stop|status");
                return USAGE;
            }
        }
        return 0;
    }

    void start() throws IOException {
        Files.deleteIfExists(Gate.stoppedFile(home));
    }

    /** Returns when nothing is being sent; the mails in flight are finished. */
    void stop() throws IOException {
        Files.createDirectories(home.varRun());
        Path stopped = Gate.stoppedFile(home);
        if (!Files.exists(stopped)) {
            Files.createFile(stopped);
        }
        try (FileChannel channel = Gate.openLock(home);
                FileLock lock = channel.lock()) {
            // Having had the lock once means that nobody sends.
            lock.release();
        }
    }

    String status() throws IOException {
        List<String> inWork = inWork();
        boolean stopped = Files.exists(Gate.stoppedFile(home));
        StringBuilder text = new StringBuilder();
        if (stopped) {
            text.append(inWork.isEmpty() ? "stopped" : "incomplete");
        } else if (isBackendRunning()) {
            text.append("running");
            LaneReport.read(home).forEach(line -> text.append("\nwaits: ").append(line));
        } else {
            text.append("stopped (the backend is not running)");
        }
        inWork.forEach(name -> text.append("\nin work: ").append(name));
        return text.toString();
    }

    private boolean isBackendRunning() throws IOException {
        return isLocked(home.varLock().resolve("backend.lock"));
    }

    private List<String> inWork() throws IOException {
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(home.varLock())) {
            return names;
        }
        try (DirectoryStream<Path> locks =
                Files.newDirectoryStream(home.varLock(), "AgnMail*" + PackageLock.ENDING)) {
            for (Path lock : locks) {
                if (isLocked(lock)) {
                    String name = lock.getFileName().toString();
                    names.add(
                            name.substring(0, name.length() - PackageLock.ENDING.length())
                                    + ".xml.gz");
                }
            }
        }
        names.sort(null);
        return names;
    }

    private static boolean isLocked(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
