package org.openemm.backend.spool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What all packages of one generation begin with: the frozen mailing as XML, ended by a zero byte.
 * Written and compressed once; a gzip file may consist of several parts, so that every package only
 * takes it over.
 */
public final class PackageHead {
    /** Of the format: 2 has receivers as bytes behind the XML. */
    static final String VERSION = "2";

    /** Ends the XML, in which it cannot occur. */
    static final int END = 0;

    private final byte[] compressed;

    private PackageHead(byte[] compressed) {
        this.compressed = compressed;
    }

    /**
     * @param name of any package of the generation
     * @param snapshotJson the mailing as JSON in ASCII
     */
    public static PackageHead of(PackageName name, String snapshotJson) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new FastGzip(bytes)) {
            XMLStreamWriter xml =
                    XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("blockmail");
            xml.writeAttribute("version", VERSION);
            xml.writeAttribute("company", Integer.toString(name.companyId()));
            xml.writeAttribute("mailing", Integer.toString(name.mailingId()));
            xml.writeAttribute("maildrop", Integer.toString(name.run()));
            xml.writeAttribute("status_field", String.valueOf(name.kind().code()));
            xml.writeStartElement("snapshot");
            xml.writeAttribute("digest", digest(snapshotJson));
            xml.writeCharacters(snapshotJson);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
            out.write('\n');
            out.write(END);
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        return new PackageHead(bytes.toByteArray());
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(compressed);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
