package org.openemm.backend.spool;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes one package: gzip XML with the frozen mailing and its receivers. It appears under its name
 * only when it is complete and on disk.
 */
public final class PackageWriter implements Closeable {
    /** The first part of the XML, before the receivers; version of the format. */
    static final String VERSION = "1";

    private static final int BUFFER = 64 * 1024;
    private static final XMLOutputFactory XML = XMLOutputFactory.newInstance();

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final XMLStreamWriter xml;
    private final FastGzip gzip;
    private final OutputStream out;

    /**
     * @param target file to be written
     * @param snapshotJson the mailing as JSON in ASCII
     */
    public PackageWriter(Path target, PackageName name, String snapshotJson) throws IOException {
        this.target = target;
        temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        try {
            gzip = new FastGzip(Channels.newOutputStream(channel));
            out = new BufferedOutputStream(gzip, BUFFER);
            xml = XML.createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("blockmail");
            xml.writeAttribute("version", VERSION);
            xml.writeAttribute("company", Integer.toString(name.companyId()));
            xml.writeAttribute("mailing", Integer.toString(name.mailingId()));
            xml.writeAttribute("maildrop", Integer.toString(name.run()));
            xml.writeAttribute("status_field", String.valueOf(name.kind().code()));
            xml.writeAttribute("block", Integer.toString(name.block()));
            xml.writeStartElement("snapshot");
            xml.writeCharacters(snapshotJson);
            xml.writeEndElement();
            xml.writeStartElement("receivers");
        } catch (XMLStreamException | IOException e) {
            channel.close();
            throw new IOException(e);
        }
    }

    /**
     * Adds a receiver.
     *
     * @param json its row in ASCII
     */
    public void add(long customerId, String json) throws IOException {
        try {
            xml.writeStartElement("receiver");
            xml.writeAttribute("customer_id", Long.toString(customerId));
            xml.writeCharacters(json);
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** Completes the package and gives it its name. */
    public void finish() throws IOException {
        try {
            xml.writeEndDocument();
            xml.close();
            out.flush();
            gzip.finish();
            channel.force(true);
            channel.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Without {@link #finish} before, nothing is left of the package. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }

    /** Packages are read once on the same host: speed counts more than size. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
