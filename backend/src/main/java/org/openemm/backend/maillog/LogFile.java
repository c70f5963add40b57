package org.openemm.backend.maillog;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** One file of the log, open; may be renamed or packed by gzip. Not thread-safe. */
final class LogFile implements AutoCloseable {
    private static final int HEAD = 1024;
    private static final String PACKED = ".gz";

    private final Path path;
    private final SeekableByteChannel channel;
    private final InputStream unpacked;
    private LogPosition position;

    private LogFile(
            Path path, SeekableByteChannel channel, InputStream unpacked, LogPosition position) {
        this.path = path;
        this.channel = channel;
        this.unpacked = unpacked;
        this.position = position;
    }

    /** Opens a file to be read from some byte on. */
    static LogFile open(Path path, long offset) throws IOException {
        long inode = inode(path);
        SeekableByteChannel channel = Files.newByteChannel(path);
        try {
            InputStream unpacked = null;
            LogPosition position = new LogPosition(inode, offset, 0, 0);
            if (isPacked(path)) {
                unpacked = new GZIPInputStream(Channels.newInputStream(channel));
                unpacked.skipNBytes(offset);
                byte[] head = head(path, HEAD);
                position = new LogPosition(inode, offset, head.length, hash(head, head.length));
            }
            LogFile file = new LogFile(path, channel, unpacked, position);
            file.extendHead();
            return file;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** At its end. */
    static LogFile openAtEnd(Path path) throws IOException {
        return open(path, Files.size(path));
    }

    static long inode(Path path) throws IOException {
        return (Long) Files.getAttribute(path, "unix:ino");
    }

    /** Whether this is the file that was read so far, perhaps renamed, copied or packed. */
    static boolean is(Path path, LogPosition wanted) throws IOException {
        if (wanted.headLength() == 0) {
            return inode(path) == wanted.inode();
        }
        try {
            return isHead(head(path, wanted.headLength()), wanted);
        } catch (EOFException e) {
            return false;
        }
    }

    private static byte[] head(Path path, int length) throws IOException {
        try (InputStream bytes = Files.newInputStream(path);
                InputStream content = isPacked(path) ? new GZIPInputStream(bytes) : bytes) {
            return content.readNBytes(length);
        }
    }

    static boolean isPacked(Path path) {
        return path.toString().endsWith(PACKED);
    }

    private static boolean isHead(byte[] head, LogPosition wanted) {
        return head.length == wanted.headLength() && hash(head, head.length) == wanted.headHash();
    }

    private static long hash(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue() << 32 | Arrays.hashCode(Arrays.copyOf(bytes, length)) & 0xffffffffL;
    }

    Path path() {
        return path;
    }

    LogPosition position() {
        return position;
    }

    boolean isPacked() {
        return unpacked != null;
    }

    /** False: emptied and perhaps written anew since it was opened. */
    boolean isSame() throws IOException {
        if (unpacked != null) {
            return true;
        }
        return channel.size() >= position.offset() && isHead(head(position.headLength()), position);
    }

    private byte[] head(int length) throws IOException {
        channel.position(0);
        // Not closed: the channel stays open.
        return Channels.newInputStream(channel).readNBytes(length);
    }

    /** The head grows with the file until it is long enough. */
    private void extendHead() throws IOException {
        if (unpacked == null && position.headLength() < HEAD) {
            byte[] head = head((int) Math.min(HEAD, channel.size()));
            position =
                    new LogPosition(
                            position.inode(),
                            position.offset(),
                            head.length,
                            hash(head, head.length));
        }
    }

    /** The next bytes, up to so many; none at the end. The position stays. */
    byte[] peek(int most) throws IOException {
        if (unpacked != null) {
            return unpacked.readNBytes(most);
        }
        extendHead();
        channel.position(position.offset());
        return Channels.newInputStream(channel).readNBytes(most);
    }

    void advance(int bytes) {
        position = position.at(position.offset() + bytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
