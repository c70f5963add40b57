package org.openemm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The properties of an object that a call carries: unknown ones and wrong types are refused. */
final class Fields {
    private static final Pattern HARMLESS =
            Pattern.compile("(?i)</?(u|i|b|sup|sub|strong|em)\\s*/?>");

    private static final Pattern TAG = Pattern.compile("<[/!?]?\\s*[a-zA-Z!]");

    private final JsonNode object;

    private Fields(JsonNode object) {
        this.object = object;
    }

    /**
     * @param known names of the properties that may be there
     * @throws Refusal for another one, or when it is no object
     */
    static Fields of(JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw Refusal.bad("Invalid request data: JSON object expected");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw Refusal.bad("Unexpected property '" + shown(name) + "'");
            }
        }
        return new Fields(node);
    }

    boolean has(String name) {
        return object.has(name);
    }

    Optional<JsonNode> node(String name) {
        return Optional.ofNullable(object.get(name));
    }

    Optional<String> text(String name) {
        return node(name)
                .map(
                        value -> {
                            if (!value.isTextual()) {
                                throw wrongType(name, "String");
                            }
                            return value.textValue();
                        });
    }

    /**
     * A text in which only harmless tags may stand, without attributes: {@code <b>}, {@code <i>}.
     */
    Optional<String> label(String name) {
        return text(name)
                .map(
                        text -> {
                            if (TAG.matcher(HARMLESS.matcher(text).replaceAll("")).find()) {
                                throw Refusal.bad(
                                        "Invalid value for '" + name + "': HTML is not allowed");
                            }
                            return text;
                        });
    }

    /** A JSON integer; never text. */
    Optional<Integer> integer(String name) {
        return node(name)
                .map(
                        value -> {
                            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                                throw wrongType(name, "Integer");
                            }
                            return value.intValue();
                        });
    }

    /** As {@link #integer}; an empty text, as programs send it for "nothing chosen", is 0. */
    Optional<Integer> choice(String name) {
        return node(name)
                        .filter(value -> value.isTextual() && value.textValue().isEmpty())
                        .isPresent()
                ? Optional.of(0)
                : integer(name);
    }

    Optional<Boolean> flag(String name) {
        return node(name)
                .map(
                        value -> {
                            if (!value.isBoolean()) {
                                throw wrongType(name, "Boolean");
                            }
                            return value.booleanValue();
                        });
    }

    private static Refusal wrongType(String name, String wanted) {
        return Refusal.bad(
                "Invalid data type for property '" + name + "': " + wanted + " expected");
    }

    /** Long names are not repeated to whoever sent them. */
    static String shown(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
