package org.openemm.backend.spool;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes one package: gzip XML with the frozen mailing and its receivers, readable for its owner
 * only. It appears under its name when it is complete.
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
    private static final byte[] START = ascii("<receiver customer_id=\"");
    private static final byte[] START_END = ascii("\">");
    private static final byte[] END = ascii("</receiver>\n");
    private static final byte[] CLOSE = ascii("</receivers></blockmail>\n");
    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] LESS = ascii("&lt;");
    private static final byte[] GREATER = ascii("&gt;");

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final FastGzip gzip;
    private final OutputStream out;

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
            out = new BufferedOutputStream(gzip, BUFFER);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Adds a receiver.
     *
     * @param json its row in ASCII without control characters
     */
    public void add(long customerId, String json) throws IOException {
        out.write(START);
        out.write(ascii(Long.toString(customerId)));
        out.write(START_END);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            switch (c) {
                case '&' -> out.write(AMPERSAND);
                case '<' -> out.write(LESS);
                case '>' -> out.write(GREATER);
                default -> out.write(c);
            }
        }
        out.write(END);
    }

    /** Completes the package and gives it its name. It is on disk only after {@link #force}. */
    public void finish() throws IOException {
        out.write(CLOSE);
        out.flush();
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
