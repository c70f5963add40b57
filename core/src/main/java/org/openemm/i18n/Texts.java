package org.openemm.i18n;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Texts by key and language, read from UTF-8 property files {@code <bundle>_<language>.properties}
 * on the class path. English is complete and stands in for a missing text of another language.
 * Placeholders are {0}, {1} ...; there is no quoting. Immutable.
 */
public final class Texts {
    private static final Locale DEFAULT = Locale.ENGLISH;
    private final Map<String, Map<String, String>> byLanguage;

    private Texts(Map<String, Map<String, String>> byLanguage) {
        this.byLanguage = byLanguage;
    }

    /**
     * @param bundles class path names without language and ending, e.g. {@code messages/recipient}
     * @param languages ISO 639-1 codes; a bundle without a file for one of them is fine except for
     *     English
     */
    public static Texts load(ClassLoader loader, List<String> bundles, List<String> languages) {
        Map<String, Map<String, String>> all = new HashMap<>();
        for (String language : languages) {
            Map<String, String> texts = new HashMap<>();
            for (String bundle : bundles) {
                read(loader, bundle + "_" + language + ".properties")
                        .forEach((key, value) -> texts.put((String) key, (String) value));
            }
            all.put(language, Map.copyOf(texts));
        }
        return new Texts(all);
    }

    /**
     * The text, or the key itself in double angle brackets when there is none (a test finds those).
     */
    public String text(Locale locale, String key, Object... arguments) {
        String pattern = find(locale, key).orElse("«" + key + "»");
        for (int i = 0; i < arguments.length; i++) {
            pattern = pattern.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return pattern;
    }

    public Optional<String> find(Locale locale, String key) {
        String own = byLanguage.getOrDefault(locale.getLanguage(), Map.of()).get(key);
        return Optional.ofNullable(
                own != null
                        ? own
                        : byLanguage.getOrDefault(DEFAULT.getLanguage(), Map.of()).get(key));
    }

    /** All texts of one language, for tests. */
    public Map<String, String> all(String language) {
        return byLanguage.getOrDefault(language, Map.of());
    }

    private static Properties read(ClassLoader loader, String name) {
        Properties properties = new Properties();
        try (InputStream in = loader.getResourceAsStream(name)) {
            if (in != null) {
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
