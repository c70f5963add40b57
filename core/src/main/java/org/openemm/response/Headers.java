package org.openemm.response;

import java.util.List;
import java.util.Locale;

/**
 * The header block of a mail or part, in order. Values are unfolded and readable (RFC 2047 words
 * decoded); names are as written.
 */
final class Headers {
    /** One header line. */
    record Header(String name, String value) {
        /** As the rules see it. */
        String line() {
            return name + ": " + value;
        }
    }

    static final Headers NONE = new Headers(List.of());

    private final List<Header> all;

    Headers(List<Header> all) {
        this.all = List.copyOf(all);
    }

    List<Header> all() {
        return all;
    }

    boolean has(String name) {
        return all.stream().anyMatch(h -> h.name().equalsIgnoreCase(name));
    }

    /** The first of that name, empty when there is none. */
    String first(String name) {
        for (Header header : all) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return "";
    }

    /** The first of that name in lower case. */
    String lower(String name) {
        return first(name).toLowerCase(Locale.ROOT);
    }

    List<String> values(String name) {
        return all.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
