package org.openemm.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openemm.config.Home;

/** Lets only one openemm.sh at a time start or stop; a second one waits for the first. */
final class OnlyOne implements AutoCloseable {
    private final FileChannel channel;

    private OnlyOne(FileChannel channel) {
        this.channel = channel;
    }

    static OnlyOne enter(Home home) throws IOException, ControlFailure {
        try {
            Files.createDirectories(home.varLock());
        } catch (IOException e) {
            throw new ControlFailure(
                    "The home directory %s cannot be written by user %s"
                            .formatted(home.root(), System.getProperty("user.name")),
                    e);
        }
        Path file = home.varLock().resolve("openemm.lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new ControlFailure(
                    "User %s may not write %s; use the user who installed this home"
                            .formatted(System.getProperty("user.name"), file),
                    e);
        }
        FileLock lock = channel.tryLock();
        if (lock == null) {
            System.out.println("Another openemm.sh is at work, waiting for it ...");
            lock = channel.lock();
        }
        return new OnlyOne(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
