package org.openemm.backend.maillog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log as it grows, each line once. Goes on where it was after a restart; finishes a file
 * that was renamed before it begins the next one; finds the copy of a file that was emptied; never
 * gives a line that is not finished. Not thread-safe.
 */
final class LogReader implements AutoCloseable {
    /** A "line" of this length is none. */
    private static final int MOST = 1024 * 1024;

    private final Path path;
    private final LogPosition remembered;
    private LogFile file;

    /** Something was there that follows the open file. */
    private boolean left;

    /** It came into being under our eyes: all of it is new. */
    private boolean missed;

    /** What follows a gzip-packed or emptied file is kept between calls. */
    private byte[] rest = new byte[0];

    /**
     * @param path where the log is written to
     * @param remembered {@link LogPosition#NONE}: lines that are there already are not read
     */
    LogReader(Path path, LogPosition remembered) {
        this.path = path;
        this.remembered = remembered;
    }

    /**
     * @param lines without line ends
     * @param position to go on at after a restart when these lines are dealt with
     */
    record Lines(List<String> lines, LogPosition position) {}

    /**
     * The next lines, none when nothing new was written.
     *
     * @throws IOException when the file cannot be read; may be called again
     */
    Optional<Lines> next() throws IOException {
        if (file == null) {
            boolean begins = remembered.equals(LogPosition.NONE);
            open();
            if (begins) {
                return Optional.of(new Lines(List.of(), file.position()));
            }
        }
        boolean same = file.isSame();
        boolean successor = same && hasSuccessor();
        if (same) {
            Optional<Lines> lines = read(left);
            if (lines.isPresent()) {
                left = false;
                return lines;
            }
        }
        if (!same) {
            findEmptied();
            return read(false);
        }
        if (successor && left) {
            left = false;
            follow();
            return read(false);
        }
        // Once more: what was written to the old file until the new one was there.
        left = successor;
        return Optional.empty();
    }

    /** Whether something else is written to now. */
    private boolean hasSuccessor() throws IOException {
        if (!file.path().equals(path)) {
            return true;
        }
        try {
            return LogFile.inode(path) != file.position().inode() && Files.size(path) > 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void open() throws IOException {
        if (remembered.equals(LogPosition.NONE)) {
            boolean there = Files.exists(path);
            missed |= !there;
            file = missed ? LogFile.open(path, 0) : LogFile.openAtEnd(path);
        } else if (Files.exists(path)
                && LogFile.is(path, remembered)
                && Files.size(path) >= remembered.offset()) {
            file = LogFile.open(path, remembered.offset());
        } else {
            Optional<Path> old = old(remembered);
            file =
                    old.isPresent()
                            ? LogFile.open(old.get(), remembered.offset())
                            : LogFile.open(path, 0);
        }
    }

    /** The file was emptied: what we have not read of it is in its copy, if there is one. */
    private void findEmptied() throws IOException {
        Optional<Path> copy = old(file.position());
        LogFile next =
                copy.isPresent()
                        ? LogFile.open(copy.get(), file.position().offset())
                        : LogFile.open(path, 0);
        become(next);
    }

    private void become(LogFile next) throws IOException {
        LogFile before = file;
        file = next;
        rest = new byte[0];
        before.close();
    }

    /** The file after the one that is finished: the oldest of the younger ones. */
    private void follow() throws IOException {
        List<Path> family = family();
        int at = -1;
        for (int i = 0; i < family.size(); i++) {
            boolean itself = LogFile.inode(family.get(i)) == file.position().inode();
            if (itself
                    || file.position().headLength() > 0
                            && LogFile.is(family.get(i), file.position())) {
                at = i;
            }
        }
        become(LogFile.open(at >= 0 && at + 1 < family.size() ? family.get(at + 1) : path, 0));
    }

    private Optional<Path> old(LogPosition wanted) throws IOException {
        for (Path one : family()) {
            if (!one.equals(path)
                    && LogFile.is(one, wanted)
                    && (LogFile.isPacked(one) || Files.size(one) >= wanted.offset())) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The log and what became of its older parts, oldest first, itself last. */
    private List<Path> family() throws IOException {
        record Dated(Path path, FileTime time) {}
        List<Dated> found = new ArrayList<>();
        Path folder = path.toAbsolutePath().getParent();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, path.getFileName() + "[.-]*")) {
            for (Path one : files) {
                String name = one.getFileName().toString();
                boolean unreadable =
                        name.endsWith(".bz2") || name.endsWith(".xz") || name.endsWith(".zst");
                if (Files.isRegularFile(one) && Files.isReadable(one) && !unreadable) {
                    found.add(new Dated(one, Files.getLastModifiedTime(one)));
                }
            }
        }
        found.sort(Comparator.comparing(Dated::time));
        List<Path> family = new ArrayList<>(found.stream().map(Dated::path).toList());
        if (Files.exists(path)) {
            family.add(path);
        }
        return family;
    }

    /**
     * @param last nothing will be added to the last line any more
     */
    private Optional<Lines> read(boolean last) throws IOException {
        byte[] more = file.peek(MOST);
        byte[] bytes = more;
        if (rest.length > 0) {
            bytes = Arrays.copyOf(rest, rest.length + more.length);
            System.arraycopy(more, 0, bytes, rest.length, more.length);
        }
        int complete = bytes.length;
        while (complete > 0 && bytes[complete - 1] != '\n') {
            complete--;
        }
        boolean endless = complete == 0 && bytes.length >= MOST;
        if (complete == 0 && bytes.length > 0 && (last || endless)) {
            complete = bytes.length;
        }
        if (file.isPacked()) {
            rest = Arrays.copyOfRange(bytes, complete, bytes.length);
        }
        if (complete == 0) {
            return Optional.empty();
        }
        file.advance(complete);
        List<String> lines =
                endless
                        ? List.of()
                        : new String(bytes, 0, complete, StandardCharsets.UTF_8).lines().toList();
        return Optional.of(new Lines(lines, file.position()));
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
