package org.openemm.soap;

import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.w3c.dom.Document;

/** Parsers that neither read DTDs nor fetch anything, and what XML allows in a text. */
final class Xml {
    private static final XMLInputFactory STREAMS = XMLInputFactory.newDefaultFactory();

    static {
        STREAMS.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        STREAMS.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        STREAMS.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        // Newer Java limits the length of a document, too; the gate does that, and there are no
        // entities.
        for (String limit :
                List.of("jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit")) {
            if (STREAMS.isPropertySupported(limit)) {
                STREAMS.setProperty(limit, 0);
            }
        }
    }

    private Xml() {}

    static XMLStreamReader stream(byte[] xml) throws XMLStreamException {
        return STREAMS.createXMLStreamReader(new ByteArrayInputStream(xml));
    }

    static Document newDocument() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text without the control characters that XML 1.0 has no way to write (XML 1.0, 2.2). */
    static String legal(String text) {
        StringBuilder legal = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fine = c >= ' ' && c < '\uFFFE' || c == '\t' || c == '\n' || c == '\r';
            if (!fine && legal == null) {
                legal = new StringBuilder(text.length()).append(text, 0, i);
            } else if (fine && legal != null) {
                legal.append(c);
            }
        }
        return legal == null ? text : legal.toString();
    }
}
