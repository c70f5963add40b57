package org.openemm.content;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Mail addresses as people write several of them into one field: divided by commas, semicolons or
 * blanks.
 */
public final class AddressList {
    private AddressList() {}

    /**
     * The addresses in their order, each once, whatever the case of its letters. Nothing is
     * checked.
     */
    public static List<String> parse(String text) {
        Map<String, String> known = new LinkedHashMap<>();
        Arrays.stream((text == null ? "" : text).split("[,;\\s]+"))
                .filter(address -> !address.isEmpty())
                .forEach(address -> known.putIfAbsent(address.toLowerCase(Locale.ROOT), address));
        return List.copyOf(known.values());
    }
}
