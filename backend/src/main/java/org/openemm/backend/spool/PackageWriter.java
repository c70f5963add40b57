package org.openemm.backend.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.openemm.rendering.RowFormat;
import org.openemm.rendering.mime.Bytes;

/**
 * Writes one package: the frozen mailing and its receivers, gzip, readable for its owner only. It
 * appears under its name when it is complete.
 *
 * <p>Behind the head each receiver is the number of its bytes, its id, its row; a zero and the
 * number of receivers end the package. Numbers are written as {@code RowFormat} does.
 */
public final class PackageWriter implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final Set<StandardOpenOption> NEW =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final FastGzip gzip;
    private final byte[] buffer = new byte[BUFFER];
    private final Bytes frame = new Bytes(32);
    private int buffered;
    private long count;

    /**
     * @param target file to be written
     */
    public PackageWriter(Path target, PackageHead head) throws IOException {
        this.target = target;
        temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        channel = FileChannel.open(temporary, NEW, PRIVATE);
        try {
            OutputStream file = Channels.newOutputStream(channel);
            head.writeTo(file);
            gzip = new FastGzip(file);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Adds a receiver.
     *
     * @param row its row: the first {@code length} bytes
     */
    public void add(long customerId, byte[] row, int length) throws IOException {
        frame.clear();
        RowFormat.number(customerId, frame);
        int idLength = frame.length();
        frame.clear();
        RowFormat.number((long) idLength + length, frame);
        RowFormat.number(customerId, frame);
        write(frame.array(), frame.length());
        write(row, length);
        count++;
    }

    /** Completes the package and gives it its name. It is on disk only after {@link #force}. */
    public void finish() throws IOException {
        frame.clear();
        RowFormat.number(0, frame);
        RowFormat.number(count, frame);
        write(frame.array(), frame.length());
        gzip.write(buffer, 0, buffered);
        gzip.finish();
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes a finished package survive a loss of power. */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Without {@link #finish} before, nothing is left of the package. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }

    private void write(byte[] bytes, int length) throws IOException {
        if (length > BUFFER - buffered) {
            gzip.write(buffer, 0, buffered);
            buffered = 0;
        }
        if (length > BUFFER) {
            gzip.write(bytes, 0, length);
            return;
        }
        System.arraycopy(bytes, 0, buffer, buffered, length);
        buffered += length;
    }
}
