package org.openemm.tracking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only record of events that were answered and are not yet in the database: numbered
 * segment files in one folder, each a row of frames (length, CRC-32C, event).
 *
 * <p>{@link #append} returns after the operating system took the bytes, so that an event survives
 * the end of this process at once. It survives a power failure after at most the durability window,
 * when the file is forced to disk. One process owns the folder (a lock file says so). Thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    static final int HEADER = 8;
    static final int MAX_FRAME = 2_000;
    static final String SUFFIX = ".journal";

    private final Path folder;
    private final long segmentSize;
    private final boolean forceEach;
    private final FileChannel lock;
    private final ScheduledExecutorService forcer;
    private final ByteBuffer frame = ByteBuffer.allocateDirect(HEADER + MAX_FRAME);
    private FileChannel channel;
    private long segment;
    private long position;
    private boolean dirty;

    private Journal(Path folder, long segmentSize, Duration window) throws IOException {
        this.folder = folder;
        this.segmentSize = segmentSize;
        this.forceEach = window.isZero();
        Files.createDirectories(folder);
        lock =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            throw new IOException("Another process writes to the journal " + folder);
        }
        // A segment that an earlier process left is never appended to: its end may be torn.
        segment = Segments.last(folder);
        nextSegment();
        forcer =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "tracking-journal-force");
                            thread.setDaemon(true);
                            return thread;
                        });
        if (!forceEach) {
            forcer.scheduleWithFixedDelay(
                    this::force, window.toMillis(), window.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Opens the journal of a folder.
     *
     * @param segmentSize bytes after which a new file is begun
     * @param window longest time until events are forced to disk; zero forces each one before it
     *     counts as written
     * @throws IOException when another process owns the folder or the disk refuses
     */
    public static Journal open(Path folder, long segmentSize, Duration window) throws IOException {
        return new Journal(folder, segmentSize, window);
    }

    /**
     * Adds an event.
     *
     * @throws UncheckedIOException when it could not be written (disk full); then it is not in the
     *     journal
     */
    public synchronized void append(TrackingEvent event) {
        byte[] bytes = event.toBytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        frame.clear().putInt(bytes.length).putInt((int) crc.getValue()).put(bytes).flip();
        try {
            write();
            dirty = true;
            if (forceEach) {
                channel.force(false);
            }
            if (position >= segmentSize) {
                channel.force(false);
                nextSegment();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place behind the last event. */
    synchronized JournalPosition end() {
        return new JournalPosition(segment, position);
    }

    Path folder() {
        return folder;
    }

    @Override
    public synchronized void close() throws IOException {
        forcer.shutdown();
        channel.force(true);
        channel.close();
        lock.close();
    }

    private void write() throws IOException {
        int length = frame.remaining();
        try {
            while (frame.hasRemaining()) {
                channel.write(frame, position + length - frame.remaining());
            }
        } catch (IOException e) {
            // The next event overwrites what was written of this one.
            channel.truncate(position);
            throw e;
        }
        position += length;
    }

    private void nextSegment() throws IOException {
        if (channel != null) {
            channel.close();
        }
        segment++;
        position = 0;
        channel =
                FileChannel.open(
                        Segments.file(folder, segment),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
    }

    private void force() {
        FileChannel current;
        synchronized (this) {
            if (!dirty) {
                return;
            }
            dirty = false;
            current = channel;
        }
        try {
            current.force(false);
        } catch (java.nio.channels.ClosedChannelException e) {
            // A full segment was forced when it was closed.
        } catch (IOException e) {
            LOG.error("The tracking journal could not be forced to disk: {}", e.getMessage());
        }
    }
}
