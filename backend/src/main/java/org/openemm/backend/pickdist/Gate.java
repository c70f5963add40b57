package org.openemm.backend.pickdist;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openemm.config.Home;

/**
 * Decides whether anything may be sent, across processes.
 *
 * <p>Two files make it safe whatever is killed: {@code var/run/pickdist.stopped} says that sending
 * is stopped, and stays over restarts; {@code var/lock/pickdist.lock} is locked by the backend
 * while anything is being sent. Whoever stops writes the first and then waits for the lock of the
 * second; the backend takes the lock and only then looks at the first. So once stop has the lock
 * nothing is in flight, and nothing will be. Thread-safe.
 */
public final class Gate implements Closeable {
    private static final long LOOK_EVERY_NANOS = 50_000_000;

    private final Path stopped;
    private final FileChannel channel;
    private FileLock lock;
    private int inside;
    private volatile boolean closing;
    private volatile boolean open;
    private volatile long lookedAt;

    public Gate(Home home) throws IOException {
        stopped = stoppedFile(home);
        channel = openLock(home);
        look();
    }

    static Path stoppedFile(Home home) {
        return home.varRun().resolve("pickdist.stopped");
    }

    static FileChannel openLock(Home home) throws IOException {
        Files.createDirectories(home.varLock());
        return FileChannel.open(
                home.varLock().resolve("pickdist.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /** Sending is not stopped. Cheap; at most 50 ms behind. */
    public boolean isOpen() {
        if (System.nanoTime() - lookedAt > LOOK_EVERY_NANOS) {
            look();
        }
        return open;
    }

    /**
     * Before work on a package. Each success needs one {@link #leave}.
     *
     * @return false when sending is stopped
     */
    synchronized boolean tryEnter() throws IOException {
        if (inside == 0) {
            lock = channel.tryLock();
            if (lock == null) {
                return false;
            }
        }
        look();
        if (!open) {
            if (inside == 0) {
                release();
            }
            return false;
        }
        inside++;
        return true;
    }

    synchronized void leave() throws IOException {
        inside--;
        if (inside == 0) {
            release();
        }
    }

    /** Ends all sending in this process for good, e.g. before it ends. */
    public void shut() {
        closing = true;
        open = false;
    }

    @Override
    public synchronized void close() throws IOException {
        shut();
        channel.close();
    }

    private void release() throws IOException {
        lock.release();
        lock = null;
    }

    private void look() {
        open = !closing && !Files.exists(stopped);
        lookedAt = System.nanoTime();
    }
}
