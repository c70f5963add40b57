package org.openemm.backend.spool;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a package from front to back. Not thread-safe. */
public final class PackageReader implements Closeable {
    private static final int BUFFER = 64 * 1024;

    /** Longer than any row, shorter than what a damaged length could ask for. */
    private static final int MAX_ROW = 64 * 1024 * 1024;

    private static final List<String> SIZE_LIMITS =
            List.of("jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit");
    private static final XMLInputFactory XML = factory();

    private final Path file;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long filled;
    private long count;
    private boolean ended;
    private byte[] head;
    private final String snapshotDigest;
    private String snapshotJson;

    /**
     * Opens a package.
     *
     * @throws IOException when it is no package or damaged
     */
    public PackageReader(Path file) throws IOException {
        this.file = file;
        InputStream bytes = Files.newInputStream(file);
        try {
            in = new GZIPInputStream(bytes, BUFFER);
            head = readHead();
            snapshotDigest = snapshot().getAttributeValue(null, "digest");
            if (snapshotDigest == null) {
                throw new IOException(file + " is no package");
            }
        } catch (XMLStreamException e) {
            bytes.close();
            throw new IOException(file + " is no package: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** The same for packages with the same frozen mailing. */
    public String snapshotDigest() {
        return snapshotDigest;
    }

    /**
     * The frozen mailing. Only before the first receiver is read.
     *
     * @throws IOException when the package is damaged
     */
    public String snapshotJson() throws IOException {
        if (snapshotJson == null) {
            if (head == null) {
                throw new IllegalStateException("Receivers were read before");
            }
            try {
                snapshotJson = snapshot().getElementText();
            } catch (XMLStreamException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        return snapshotJson;
    }

    /**
     * The next receiver; null after the last.
     *
     * @throws IOException when the package is damaged
     */
    public Receiver next() throws IOException {
        head = null;
        if (ended) {
            return null;
        }
        int length = length();
        if (length == 0) {
            if (number() != count || at < end || in.read() >= 0) {
                throw new IOException(file + " is damaged");
            }
            ended = true;
            return null;
        }
        long before = position();
        long customerId = number();
        long rest = length - (position() - before);
        if (rest < 0) {
            throw new IOException(file + " is damaged");
        }
        count++;
        return new Receiver(customerId, bytes((int) rest), 0);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private XMLStreamReader snapshot() throws XMLStreamException, IOException {
        XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(head), "UTF-8");
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("snapshot")) {
                return xml;
            }
            if (!PackageHead.VERSION.equals(xml.getAttributeValue(null, "version"))) {
                throw new IOException(file + " is no package of this version");
            }
        }
        throw new IOException(file + " is no package");
    }

    private byte[] readHead() throws IOException {
        byte[] bytes = new byte[BUFFER];
        int length = 0;
        while (true) {
            fill();
            int stop = at;
            while (stop < end && buffer[stop] != PackageHead.END) {
                stop++;
            }
            if (length + stop - at > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + stop - at));
            }
            System.arraycopy(buffer, at, bytes, length, stop - at);
            length += stop - at;
            at = stop;
            if (stop < end) {
                at++;
                return Arrays.copyOf(bytes, length);
            }
        }
    }

    private int length() throws IOException {
        long length = number();
        if (length < 0 || length > MAX_ROW) {
            throw new IOException(file + " is damaged");
        }
        return (int) length;
    }

    /** As {@code RowFormat} writes them. */
    private long number() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                fill();
            }
            byte part = buffer[at++];
            number |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return number;
            }
        }
        throw new IOException(file + " is damaged");
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            if (at == end) {
                fill();
            }
            int part = Math.min(length - done, end - at);
            System.arraycopy(buffer, at, bytes, done, part);
            at += part;
            done += part;
        }
        return bytes;
    }

    /** Bytes taken so far. */
    private long position() {
        return filled - (end - at);
    }

    private void fill() throws IOException {
        int read = in.read(buffer, 0, BUFFER);
        if (read <= 0) {
            throw new EOFException(file + " is cut off");
        }
        at = 0;
        end = read;
        filled += read;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // Newer Java limits the length of a document, too; ours are as long as a mailing.
        for (String limit : SIZE_LIMITS) {
            if (factory.isPropertySupported(limit)) {
                factory.setProperty(limit, 0);
            }
        }
        return factory;
    }

    /**
     * A receiver of a package.
     *
     * @param row its bytes, see {@code RowFormat}; not changed
     * @param copy 0: for its own mail; otherwise for the copy of that number
     */
    public record Receiver(long customerId, byte[] row, int copy) {
        /** For a copy of its mail. */
        public Receiver copied(int number) {
            return new Receiver(customerId, row, number);
        }

        /** The mail's {@link MailKey}. */
        public long mail() {
            return MailKey.of(customerId, copy);
        }
    }
}
