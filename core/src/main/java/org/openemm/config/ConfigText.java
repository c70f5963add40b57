package org.openemm.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a configuration that may stand in an environment variable, in the file that {@code
 * <variable>_PATH} names, in {@code etc} of the product's home, or in a place for the whole
 * machine. The first one that exists counts.
 */
final class ConfigText {
    private ConfigText() {}

    /**
     * @param variable such as {@code DBCFG}
     * @param fileName in {@code etc}
     * @throws UncheckedIOException the file is there but cannot be read
     */
    static Optional<String> find(
            Home home,
            Map<String, String> environment,
            String variable,
            String fileName,
            Path systemWide) {
        String content = environment.get(variable);
        if (content != null && !content.isBlank()) {
            return Optional.of(content);
        }
        List<Path> places = new ArrayList<>();
        String path = environment.get(variable + "_PATH");
        if (path != null && !path.isBlank()) {
            places.add(Path.of(path));
        }
        places.add(home.etc().resolve(fileName));
        places.add(systemWide);
        return places.stream().filter(Files::isRegularFile).findFirst().map(ConfigText::read);
    }

    private static String read(Path place) {
        try {
            return Files.readString(place, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + place, e);
        }
    }
}
