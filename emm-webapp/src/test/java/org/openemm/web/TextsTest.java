package org.openemm.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text exists in both languages, every text that is asked for exists, none is left over. */
class TextsTest {
    private static final Path WEB = Path.of("src/main/resources/messages");
    private static final Path CORE = Path.of("../core/src/main/resources/messages");

    /** t("key"), plural("key"), flash("key"), flashWarning("key"). */
    private static final Pattern ASKED =
            Pattern.compile(
                    "\\b(t|plural|flash|flashWarning)\\(\\s*\"([a-z][A-Za-z0-9_.-]+)\"\\s*[,)]");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    @Test
    void englishAndGermanAreBothComplete() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path folder : List.of(WEB, CORE)) {
            for (Path english : files(folder, "_en.properties")) {
                String name = english.getFileName().toString();
                Path german = folder.resolve(name.replace("_en.", "_de."));
                Properties en = read(english);
                Properties de = Files.exists(german) ? read(german) : new Properties();
                compare(name, en, de, problems);
            }
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void noTextIsGivenTwiceInOneFile() throws IOException {
        List<String> twice = new ArrayList<>();
        for (Path folder : List.of(WEB, CORE)) {
            for (Path file : files(folder, ".properties")) {
                Set<String> seen = new TreeSet<>();
                Files.readAllLines(file).stream()
                        .filter(line -> line.contains(" = ") && !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf(" = ")))
                        .filter(key -> !seen.add(key))
                        .forEach(key -> twice.add(file.getFileName() + ": " + key));
            }
        }
        assertEquals(List.of(), twice);
    }

    @Test
    void everyTextThatIsAskedForExists() throws IOException {
        Set<String> known = keys(WEB);
        known.addAll(keys(CORE));
        Set<String> missing = new TreeSet<>();
        for (Path source : sources()) {
            Matcher asked = ASKED.matcher(Files.readString(source));
            while (asked.find()) {
                String key = asked.group(2);
                boolean exists =
                        asked.group(1).equals("plural")
                                ? known.contains(key + ".one") && known.contains(key + ".many")
                                : known.contains(key);
                if (!exists) {
                    missing.add(source.getFileName() + ": " + key);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void noTextOfThePagesIsLeftOver() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path source : sources()) {
            all.append(Files.readString(source)).append('\n');
        }
        String code = all.toString();
        Set<String> unused = new TreeSet<>();
        for (String key : keys(WEB)) {
            if (!isMentioned(code, key)) {
                unused.add(key);
            }
        }
        assertEquals(Set.of(), unused);
        assertTrue(code.length() > 10_000, "sources have been found");
    }

    /** The key itself, the key of a plural, or a beginning of it that code completes. */
    private static boolean isMentioned(String code, String key) {
        if (code.contains("\"" + key + "\"")
                || code.contains("\"" + key.replaceFirst("\\.(one|many)$", "") + "\"")) {
            return true;
        }
        for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
            if (code.contains("\"" + key.substring(0, dot + 1) + "\"")) {
                return true;
            }
        }
        return false;
    }

    private static void compare(String name, Properties en, Properties de, List<String> problems) {
        Set<String> all = new TreeSet<>(en.stringPropertyNames());
        all.addAll(de.stringPropertyNames());
        for (String key : all) {
            String english = en.getProperty(key, "");
            String german = de.getProperty(key, "");
            if (english.isBlank() || german.isBlank()) {
                problems.add(name + ": " + key + " is missing in one language");
            } else if (!placeholders(english).equals(placeholders(german))) {
                problems.add(name + ": " + key + " has different placeholders");
            }
        }
    }

    private static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Set<String> keys(Path folder) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (Path file : files(folder, "_en.properties")) {
            keys.addAll(read(file).stringPropertyNames());
        }
        return keys;
    }

    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>(files(Path.of("src/main/java"), ".java"));
        all.removeIf(file -> file.endsWith("package-info.java"));
        all.addAll(files(Path.of("src/main/jte"), ".jte"));
        return all;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
