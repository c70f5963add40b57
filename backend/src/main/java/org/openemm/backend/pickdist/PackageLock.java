package org.openemm.backend.pickdist;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.openemm.backend.spool.PackageName;
import org.openemm.config.Home;

/** Says to other processes that a package is in work: {@code var/lock/<package>.lock}, locked. */
final class PackageLock implements Closeable {
    static final String ENDING = ".lock";

    private final Path file;
    private final FileChannel channel;

    private PackageLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Empty when another process has it. */
    static Optional<PackageLock> take(Home home, PackageName name) throws IOException {
        Path file = home.varLock().resolve(name.base() + ENDING);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new PackageLock(file, channel));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}
