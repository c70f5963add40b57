package org.openemm.soap;

import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A first look at a request: whether it is a SOAP 1.1 envelope, which operation it names, and that
 * it is not built to exhaust us. Read in one pass before anything else touches it.
 */
final class Envelope {
    static final String SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final int MAX_DEPTH = 100;
    private static final int MAX_ATTRIBUTES = 200;

    private Envelope() {}

    /**
     * The name of the first element of the body.
     *
     * @return empty when it is well-formed but no SOAP 1.1 envelope with a body
     * @throws XMLStreamException when it is not well-formed, holds a DTD or is nested too deep
     */
    static Optional<QName> operation(byte[] xml) throws XMLStreamException {
        XMLStreamReader reader = Xml.stream(xml);
        try {
            return scan(reader);
        } finally {
            reader.close();
        }
    }

    private static Optional<QName> scan(XMLStreamReader reader) throws XMLStreamException {
        QName operation = null;
        int depth = 0;
        boolean envelope = false;
        boolean inBody = false;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new XMLStreamException("A DTD is not allowed");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth > MAX_DEPTH || reader.getAttributeCount() > MAX_ATTRIBUTES) {
                    throw new XMLStreamException("Nested too deep or too many attributes");
                }
                if (depth == 1) {
                    envelope = isSoap(reader, "Envelope");
                } else if (depth == 2) {
                    inBody = envelope && isSoap(reader, "Body");
                } else if (depth == 3 && inBody && operation == null) {
                    operation = reader.getName();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return Optional.ofNullable(operation);
    }

    private static boolean isSoap(XMLStreamReader reader, String name) {
        return SOAP_11.equals(reader.getNamespaceURI()) && name.equals(reader.getLocalName());
    }
}
