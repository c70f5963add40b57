package org.openemm.tabular;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openemm.InvalidInput;

/** The parts of a spreadsheet file, which is a ZIP file of XML. */
final class Packed implements AutoCloseable {
    private final ZipFile zip;
    private final Limits limits;

    /**
     * @throws InvalidInput when it is no ZIP file
     */
    Packed(Path file, Limits limits) throws IOException {
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new InvalidInput("file", "tabular.zip.broken");
        }
        this.limits = limits;
    }

    boolean has(String part) {
        return zip.getEntry(part) != null;
    }

    /**
     * A part as XML; entities and document types are not read.
     *
     * @throws InvalidInput without such a part
     */
    XMLStreamReader xml(String part) throws IOException, XMLStreamException {
        return find(part).orElseThrow(() -> new InvalidInput("file", "tabular.xml"));
    }

    Optional<XMLStreamReader> find(String part) throws IOException, XMLStreamException {
        ZipEntry entry = zip.getEntry(part.startsWith("/") ? part.substring(1) : part);
        if (entry == null) {
            return Optional.empty();
        }
        InputStream content =
                new BufferedInputStream(
                        new CountedInput(
                                zip.getInputStream(entry),
                                Math.max(1, entry.getCompressedSize()),
                                limits.bytes()));
        return Optional.of(factory().createXMLStreamReader(content));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
