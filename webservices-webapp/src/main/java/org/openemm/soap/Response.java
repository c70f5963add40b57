package org.openemm.soap;

import java.util.Map;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The payload of a response in the making: elements in one namespace, maps with typed keys and
 * values.
 */
final class Response {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String XSD = "http://www.w3.org/2001/XMLSchema";
    private final Element element;
    private final String namespace;

    private Response(Element element, String namespace) {
        this.element = element;
        this.namespace = namespace;
    }

    /**
     * A response with its root element; prefixes that typed values need are declared there once.
     */
    static Response of(Document document, String namespace, String rootName) {
        Element root = document.createElementNS(namespace, rootName);
        root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns", namespace);
        root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:xs", XSD);
        root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:xsi", XSI);
        document.appendChild(root);
        return new Response(root, namespace);
    }

    /** Adds an element with a text. Characters that XML 1.0 cannot carry are left out. */
    Response put(String name, String text) {
        open(name).element.setTextContent(Xml.legal(text));
        return this;
    }

    Response put(String name, long number) {
        return put(name, Long.toString(number));
    }

    Response put(String name, boolean value) {
        return put(name, Boolean.toString(value));
    }

    /** Adds an element that holds others. */
    Response open(String name) {
        Element child = element.getOwnerDocument().createElementNS(namespace, name);
        element.appendChild(child);
        return new Response(child, namespace);
    }

    /**
     * Says which concrete type of the schema this element is, where the schema has an abstract one.
     */
    Response typed(String type) {
        String prefix = "ns0";
        element.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:" + prefix, namespace);
        element.setAttributeNS(XSI, "xsi:type", prefix + ":" + type);
        return this;
    }

    /** Adds a Map of texts. */
    Response putMap(String name, Map<String, String> map) {
        Response parent = open(name);
        map.forEach(
                (key, value) -> {
                    Response item = parent.open("item");
                    item.putString("key", key);
                    item.putString("value", value);
                });
        return this;
    }

    private void putString(String name, String text) {
        Response child = open(name);
        child.element.setAttributeNS(XSI, "xsi:type", "xs:string");
        child.element.setTextContent(Xml.legal(text));
    }
}
