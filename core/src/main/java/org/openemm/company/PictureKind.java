package org.openemm.company;

import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Kinds of pictures that may be served under the name of the product. */
public enum PictureKind {
    PNG("image/png") {
        @Override
        boolean matches(byte[] content) {
            return startsWith(content, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
        }
    },
    ICO("image/x-icon") {
        @Override
        boolean matches(byte[] content) {
            return startsWith(content, 0, 0, 1, 0);
        }
    },
    /** A drawing without script, without frames and without anything from elsewhere. */
    SVG("image/svg+xml") {
        @Override
        boolean matches(byte[] content) {
            return isHarmlessDrawing(content);
        }
    };

    private static final Set<String> FORBIDDEN =
            Set.of("script", "foreignobject", "iframe", "embed", "object", "handler");

    private final String contentType;

    PictureKind(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    abstract boolean matches(byte[] content);

    private static boolean startsWith(byte[] content, int... start) {
        if (content.length <= start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((content[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmlessDrawing(byte[] content) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(content));
            boolean first = true;
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (first && !xml.getLocalName().equals("svg") || !isHarmless(xml)) {
                    return false;
                }
                first = false;
            }
            return !first;
        } catch (XMLStreamException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isHarmless(XMLStreamReader element) {
        if (FORBIDDEN.contains(element.getLocalName().toLowerCase(Locale.ROOT))) {
            return false;
        }
        for (int i = 0; i < element.getAttributeCount(); i++) {
            String name = element.getAttributeLocalName(i).toLowerCase(Locale.ROOT);
            String value = element.getAttributeValue(i).strip().toLowerCase(Locale.ROOT);
            boolean leadsAway =
                    name.equals("href")
                            && !value.startsWith("#")
                            && !value.startsWith("data:image/");
            if (name.startsWith("on") || leadsAway) {
                return false;
            }
        }
        return true;
    }
}
