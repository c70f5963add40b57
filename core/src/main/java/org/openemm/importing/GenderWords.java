package org.openemm.importing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words for salutations that files use. */
final class GenderWords {
    private static final Map<String, Integer> KNOWN = new HashMap<>();

    static {
        add(0, "m", "male", "man", "mr", "mr.", "herr", "männlich", "mann", "monsieur");
        add(
                1,
                "f",
                "w",
                "female",
                "woman",
                "ms",
                "ms.",
                "mrs",
                "mrs.",
                "frau",
                "weiblich",
                "madame");
        add(2, "d", "x", "u", "unknown", "diverse", "divers", "unbekannt", "-");
        for (int code = 0; code <= 5; code++) {
            add(code, String.valueOf(code));
        }
    }

    private GenderWords() {}

    static Optional<Integer> find(String word, Map<String, Integer> own) {
        String key = word.strip().toLowerCase(Locale.ROOT);
        Integer code = own.get(key);
        return Optional.ofNullable(code != null ? code : KNOWN.get(key));
    }

    private static void add(int code, String... words) {
        for (String word : words) {
            KNOWN.put(word, code);
        }
    }
}
