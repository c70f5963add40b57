package org.openemm.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.openemm.web.testing.TemplateText;

/**
 * What people read comes from the bundles, never from a template, a script or Java; and what the
 * German bundles say is German that addresses people politely.
 */
class HardCodedTextsTest {
    /** Names, and what is the same in every language. */
    private static final Set<String> NAMES =
            Set.of(
                    "OpenEMM",
                    "– OpenEMM",
                    "Esc",
                    "Ctrl",
                    "Enter",
                    "PDF",
                    "CSV",
                    "HTML",
                    "ID",
                    "ZIP");

    private static final Pattern STRING =
            Pattern.compile(
                    "\"((?:[^\"\\\\\n"
                            + "]|\\\\.)*+)\"|'((?:[^'\\\\\n"
                            + "]|\\\\.)*+)'|`((?:[^`\\\\]|\\\\.)*+)`");

    /** Begins like a sentence: a capital, a word, more words. */
    private static final Pattern SENTENCE = Pattern.compile("\\p{Lu}\\p{Ll}+,? \\p{Ll}+.*");

    private static final Pattern SHOWN_BY_SCRIPT =
            Pattern.compile(
                    "(?:\\b(?:textContent|innerText|title|placeholder|ariaLabel|alt)\\s*=\\s*|"
                            + "\\b(?:alert|confirm|prompt|toast)\\(\\s*|'aria-label',\\s*)"
                            + "['\"`]([^'\"`]*\\p{L}{2,}[^'\"`]*)['\"`]");

    private static final Pattern FAMILIAR =
            Pattern.compile(
                    "(?iu)\\b(du|dir|dich|dein|deine|deinen|deinem|deiner|euch|euer|eure)\\b");

    private static final Pattern ENGLISH =
            Pattern.compile(
                    "(?iu)\\b(the|and|of|your|you|with|please|this|that|these|are|were|not|"
                        + "from|into|which|cannot|every|their|they|because|recipient|recipients|mailing"
                        + " list|unsubscribe|delete|save|search)\\b");

    @Test
    void noTemplateHoldsWords() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path template : files(Path.of("src/main/jte"), ".jte")) {
            for (String text : TemplateText.in(Files.readString(template))) {
                if (!NAMES.contains(text)) {
                    found.add(Path.of("src/main/jte").relativize(template) + ": " + text);
                }
            }
        }
        assertEquals("", String.join("\n", found));
    }

    @Test
    void noScriptHoldsWords() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path script : files(Path.of("src/main/frontend/src/js"), ".js")) {
            String code =
                    Files.readString(script)
                            .replaceAll("(?s)/\\*.*?\\*/", "")
                            .replaceAll("(?m)(^|\\s)//.*$", "");
            Matcher shown = SHOWN_BY_SCRIPT.matcher(code);
            while (shown.find()) {
                if (!shown.group(1).contains("${")) {
                    found.add(script.getFileName() + ": " + shown.group(1));
                }
            }
            sentences(code).forEach(text -> found.add(script.getFileName() + ": " + text));
        }
        assertEquals("", String.join("\n", found));
    }

    @Test
    void noPageClassHoldsWords() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : files(Path.of("src/main/java/org/openemm/web"), ".java")) {
            String code =
                    Files.readString(source)
                            .replaceAll("(?s)/\\*.*?\\*/", "")
                            .replaceAll("(?m)(^|\\s)//.*$", "")
                            .replaceAll("\"\\s*\\+\\s*\"", "");
            for (String statement : code.split("(?<=[;{}])\\s*\n")) {
                if (!forDevelopers(statement)) {
                    sentences(statement)
                            .forEach(text -> found.add(source.getFileName() + ": " + text));
                }
            }
        }
        assertEquals("", String.join("\n", found));
    }

    @Test
    void germanTextsAreGermanAndPolite() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path folder :
                List.of(
                        Path.of("src/main/resources/messages"),
                        Path.of("../core/src/main/resources/messages"))) {
            for (Path file : files(folder, "_de.properties")) {
                Properties german = read(file);
                Properties english =
                        read(folder.resolve(file.getFileName().toString().replace("_de", "_en")));
                for (String key : new TreeSet<>(german.stringPropertyNames())) {
                    String text = german.getProperty(key);
                    String place = file.getFileName() + " " + key + ": " + text;
                    if (FAMILIAR.matcher(text).find()) {
                        found.add(place + " (does not say Sie)");
                    } else if (ENGLISH.matcher(words(text)).find()) {
                        found.add(place + " (holds English)");
                    } else if (text.equals(english.getProperty(key))
                            && !key.endsWith(".placeholder")
                            && words(text).strip().split("\\s+").length > 2) {
                        found.add(place + " (is the English text)");
                    }
                }
            }
        }
        assertEquals("", String.join("\n", found));
    }

    /** Without code and its words in capitals, tags, addresses and quoted names. */
    private static String words(String text) {
        return text.replaceAll(
                "\\b\\p{Lu}{2,}\\b|\\([^)]*\\)|<[^>]*>|\\[[^\\]]*]|`[^`]*`|„[^“]*“|\"[^\"]*\"|\\S*[@/_=]\\S*|\\{\\d[^}]*}",
                " ");
    }

    private static boolean forDevelopers(String statement) {
        return statement.contains("Exception(")
                || statement.contains("super(")
                || statement.contains("throw ")
                || statement.matches("(?s).*\\b(LOG|log|logger)\\.\\w+\\(.*")
                || statement.contains("activityLog")
                || statement.matches("(?s)\\s*@.*");
    }

    private static List<String> sentences(String code) {
        List<String> found = new ArrayList<>();
        Matcher strings = STRING.matcher(code);
        while (strings.find()) {
            if (code.startsWith(":", strings.end())) {
                continue; // a name in an object: what a library calls its texts
            }
            for (int group = 1; group <= strings.groupCount(); group++) {
                String text = strings.group(group);
                if (text != null && SENTENCE.matcher(text).matches()) {
                    found.add(text);
                }
            }
        }
        return found;
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
