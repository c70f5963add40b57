package org.openemm.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes addresses apart. */
final class Addresses {
    private Addresses() {}

    /**
     * The parts behind {@code /restful}, decoded; a plus stays a plus, as in addresses of people.
     *
     * @param path behind {@code /restful}, as it was sent
     * @throws Refusal for empty parts, as a slash at the end makes one
     */
    static List<String> parts(String path) {
        if (!path.startsWith("/") || path.length() == 1) {
            throw Refusal.invalidRequest();
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.substring(1).split("/", -1)) {
            if (part.isEmpty()) {
                throw Refusal.invalidRequest();
            }
            try {
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw Refusal.invalidRequest();
            }
        }
        return parts;
    }
}
