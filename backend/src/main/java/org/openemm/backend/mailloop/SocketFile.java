package org.openemm.backend.mailloop;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * A listening socket in the file system that the mail server can reach whatever user it runs as. A
 * file that is left over from a process that is gone is removed; one that somebody answers at is
 * not touched.
 */
final class SocketFile implements Closeable {
    private static final int BACKLOG = 200;

    /** {@code sun_path} less its zero byte. */
    private static final int MOST_BYTES = 107;

    private final Path path;
    private final ServerSocketChannel channel;
    private final Object fileKey;

    private SocketFile(Path path, ServerSocketChannel channel, Object fileKey) {
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    /**
     * @throws IOException when another process listens there, or the place cannot be written
     */
    static SocketFile listen(Path path) throws IOException {
        if (path.toString().length() > MOST_BYTES) {
            throw new IOException("the name of the socket is longer than 107 characters: " + path);
        }
        Files.createDirectories(path.getParent());
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        if (Files.exists(path)) {
            requireDeserted(path, address);
            Files.delete(path);
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(address, BACKLOG);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
            return new SocketFile(path, channel, key(path));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    ServerSocketChannel channel() {
        return channel;
    }

    Path path() {
        return path;
    }

    /** Whether the file is still there and ours. */
    boolean isInPlace() {
        try {
            return Objects.equals(fileKey, key(path));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        boolean ours = isInPlace();
        channel.close();
        if (ours) {
            Files.deleteIfExists(path);
        }
    }

    private static void requireDeserted(Path path, UnixDomainSocketAddress address)
            throws IOException {
        if (Files.isDirectory(path) || Files.isRegularFile(path)) {
            throw new IOException(path + " is in the way: it is no socket");
        }
        SocketChannel trial;
        try {
            trial = SocketChannel.open(address);
        } catch (IOException e) {
            return;
        }
        trial.close();
        throw new IOException("another process listens at " + path);
    }

    private static Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
