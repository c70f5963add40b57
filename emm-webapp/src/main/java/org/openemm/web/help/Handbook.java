package org.openemm.web.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openemm.account.Profile;

/** All pages of the handbook in all languages, rendered once at the start. Immutable. */
public final class Handbook {
    private static final String FOLDER = "/help/";
    private static final int EXCERPT = 90;

    private final Map<String, Map<Topic, HelpText>> byLanguage = new HashMap<>();

    /**
     * A page in one language.
     *
     * @param path name in addresses
     * @param lead its first paragraph as text
     * @param html safe HTML without the title
     * @param words everything as text
     */
    public record HelpText(String path, String title, String lead, String html, String words) {
        public String href() {
            return "/help/" + path + ".action";
        }
    }

    /**
     * A page that was found.
     *
     * @param excerpt where the words occur
     */
    public record Found(HelpText page, String excerpt) {}

    public Handbook() {
        Markdown markdown = new Markdown();
        for (String language : Profile.LANGUAGES) {
            Map<Topic, HelpText> pages = new EnumMap<>(Topic.class);
            for (Topic topic : Topic.values()) {
                Markdown.Rendered page =
                        markdown.render(read(language + "/" + topic.path() + ".md"));
                pages.put(
                        topic,
                        new HelpText(
                                topic.path(), page.title(), page.lead(), page.html(), page.text()));
            }
            byLanguage.put(language, pages);
        }
    }

    /** A page by its name in addresses. */
    public Optional<HelpText> page(Locale locale, String path) {
        return Topic.of(path).map(pages(locale)::get);
    }

    /** All pages, in the order of the contents. */
    public List<HelpText> all(Locale locale) {
        return List.copyOf(pages(locale).values());
    }

    List<HelpText> of(Locale locale, Topic.Part part) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.part() == part)
                .map(pages(locale)::get)
                .toList();
    }

    /** Pages in which all words occur, those with most of them in the title first. */
    public List<Found> find(Locale locale, String typed) {
        List<String> words =
                Arrays.stream(typed.toLowerCase(locale).strip().split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        Comparator<HelpText> byTitle =
                Comparator.comparingLong(
                        page ->
                                -words.stream()
                                        .filter(page.title().toLowerCase(locale)::contains)
                                        .count());
        return pages(locale).values().stream()
                .filter(page -> words.stream().allMatch(page.words().toLowerCase(locale)::contains))
                .sorted(byTitle)
                .map(page -> new Found(page, excerpt(page, words.get(0), locale)))
                .toList();
    }

    private static String excerpt(HelpText page, String word, Locale locale) {
        int at = page.words().toLowerCase(locale).indexOf(word, page.title().length());
        if (at < 0) {
            return page.lead();
        }
        int from = Math.max(page.title().length(), at - EXCERPT);
        int to = Math.min(page.words().length(), at + EXCERPT);
        return "… " + page.words().substring(from, to).strip() + " …";
    }

    private Map<Topic, HelpText> pages(Locale locale) {
        return byLanguage.getOrDefault(locale.getLanguage(), byLanguage.get("en"));
    }

    private static String read(String name) {
        try (InputStream file = Handbook.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("There is no docs/user/" + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
