package org.openemm.backend.spool;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a package from front to back. Not thread-safe. */
public final class PackageReader implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final List<String> SIZE_LIMITS =
            List.of("jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit");
    private static final XMLInputFactory XML = factory();

    private final InputStream in;
    private final XMLStreamReader xml;
    private final String snapshotDigest;
    private String snapshotJson;
    private boolean inSnapshot;

    /**
     * Opens a package.
     *
     * @throws IOException when it is no package or damaged
     */
    public PackageReader(Path file) throws IOException {
        in =
                new BufferedInputStream(
                        new GZIPInputStream(Files.newInputStream(file), BUFFER), BUFFER);
        try {
            xml = XML.createXMLStreamReader(in, "UTF-8");
            snapshotDigest = seek("snapshot") ? xml.getAttributeValue(null, "digest") : null;
            if (snapshotDigest == null) {
                throw new IOException(file + " is no package");
            }
            inSnapshot = true;
        } catch (XMLStreamException e) {
            in.close();
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            in.close();
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
            if (!inSnapshot) {
                throw new IllegalStateException("Receivers were read before");
            }
            try {
                snapshotJson = xml.getElementText();
            } catch (XMLStreamException e) {
                throw new IOException(e);
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
        inSnapshot = false;
        try {
            if (!seek("receiver")) {
                return null;
            }
            long customerId = Long.parseLong(xml.getAttributeValue(null, "customer_id"));
            return new Receiver(customerId, xml.getElementText());
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean seek(String element) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals(element)) {
                return true;
            }
        }
        return false;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // Newer Java limits the length of a document, too; ours are as long as a mailing and its
        // package.
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
     * @param json its row
     */
    public record Receiver(long customerId, String json) {}
}
