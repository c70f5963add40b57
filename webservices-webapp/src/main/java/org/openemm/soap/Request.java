package org.openemm.soap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The payload of a request, read as leniently as the original does: any order, unknown elements
 * ignored, a missing number is 0, a boolean other than {@code true} or {@code 1} is false, map
 * items in either namespace.
 */
final class Request {
    private final Element root;

    Request(Element root) {
        this.root = root;
    }

    /** The text of a child; empty when it is missing. */
    Optional<String> find(String name) {
        return child(root, name).map(Node::getTextContent);
    }

    String text(String name) {
        return find(name).orElse("");
    }

    /** 0 when it is missing, empty or no number. */
    int integer(String name) {
        try {
            return Integer.parseInt(text(name).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    boolean isTrue(String name) {
        String text = text(name).strip();
        return text.equals("true") || text.equals("1");
    }

    /** A child with children of its own. */
    Optional<Request> part(String name) {
        return child(root, name).map(Request::new);
    }

    /** The texts of all children of this name. */
    List<String> texts(String name) {
        return children(root, name).stream().map(Node::getTextContent).toList();
    }

    /**
     * A Map: keys in lower case; of a key given twice the last one counts. Values of any type are
     * taken as text.
     */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        child(root, name)
                .ifPresent(
                        parent -> {
                            for (Element item : children(parent, "item")) {
                                String key =
                                        child(item, "key").map(Node::getTextContent).orElse("");
                                String value =
                                        child(item, "value").map(Node::getTextContent).orElse("");
                                map.put(key.strip().toLowerCase(Locale.ROOT), value);
                            }
                        });
        return map;
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                children.add(element);
            }
        }
        return children;
    }
}
