package org.openemm.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the address behind the question mark. Read from the address alone: the container
 * would look into bodies of forms, too, and use them up.
 */
final class Query {
    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * @param text null for none
     */
    static Query of(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return new Query(values);
    }

    /** The first value with this name; empty also for a blank one. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name))
                .map(given -> given.get(0))
                .filter(text -> !text.isBlank());
    }

    /** A whole number of at least 0. */
    Optional<Integer> number(String name) {
        return text(name)
                .map(
                        text -> {
                            try {
                                int number = Integer.parseInt(text);
                                if (number >= 0) {
                                    return number;
                                }
                            } catch (NumberFormatException e) {
                                // Refused like a negative one.
                            }
                            throw Refusal.bad("Invalid value for '" + name + "'");
                        });
    }

    /** All, in the order of the address. */
    Map<String, List<String>> all() {
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalidRequest();
        }
    }
}
