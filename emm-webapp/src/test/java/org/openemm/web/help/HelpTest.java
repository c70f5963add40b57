package org.openemm.web.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.account.Profile;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class HelpTest {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Path DOCS = Path.of("../docs/user");

    /** The handbook itself, and pages of those who build the product. */
    private static final Set<String> WITHOUT =
            Set.of("designsystem/frame.jte", "error/inside.jte", "ui/layout.jte");

    private static final Pattern LAYOUT = Pattern.compile("@template\\.ui\\.layout\\(");
    private static final Pattern HELP = Pattern.compile("\\bhelp = \"([a-z-]+)\"");

    private static WebAppUnderTest app;
    private static final Handbook BOOK = new Handbook();

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void everyScreenNamesAHelpPageThatExists() throws IOException {
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jte")).toList()) {
                String name = TEMPLATES.relativize(file).toString();
                String source = Files.readString(file);
                if (!LAYOUT.matcher(source).find() || WITHOUT.contains(name)) {
                    continue;
                }
                Matcher help = HELP.matcher(source);
                boolean dynamic = name.equals("help/page.jte");
                if (!dynamic && !(help.find() && Topic.of(help.group(1)).isPresent())) {
                    problems.add(name);
                }
            }
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void everyPageExistsInEveryLanguageAndNoneIsLeftOver() throws IOException {
        List<String> topics = Arrays.stream(Topic.values()).map(Topic::path).sorted().toList();
        for (String language : Profile.LANGUAGES) {
            try (Stream<Path> files = Files.list(DOCS.resolve(language))) {
                assertEquals(
                        topics,
                        files.map(file -> file.getFileName().toString().replace(".md", ""))
                                .sorted()
                                .toList());
            }
            assertEquals(topics.size(), BOOK.all(Locale.forLanguageTag(language)).size());
        }
    }

    @Test
    void bothLanguagesHaveTheSameParts() {
        for (Topic topic : Topic.values()) {
            assertEquals(
                    shape(page(Locale.ENGLISH, topic)),
                    shape(page(Locale.GERMAN, topic)),
                    topic.path());
        }
    }

    @Test
    void everyLinkLeadsSomewhereAndEveryPageIsReached() {
        for (String language : Profile.LANGUAGES) {
            Locale locale = Locale.forLanguageTag(language);
            Set<String> known =
                    BOOK.all(locale).stream()
                            .map(Handbook.HelpText::href)
                            .collect(Collectors.toSet());
            Set<String> broken = new TreeSet<>();
            Set<String> reached = new TreeSet<>(Set.of("/help/first-steps.action"));
            for (Handbook.HelpText page : BOOK.all(locale)) {
                for (Element link : Jsoup.parse(page.html()).select("a[href]")) {
                    String target = link.attr("href").replaceFirst("#.*", "");
                    if (known.contains(target)) {
                        reached.add(target);
                    } else {
                        broken.add(page.path() + ": " + target);
                    }
                }
            }
            assertEquals(Set.of(), broken);
            Set<String> listed =
                    app.loggedIn().get("/help.action").document().select("main a[href]").stream()
                            .map(link -> link.attr("href"))
                            .collect(Collectors.toSet());
            reached.addAll(listed);
            assertEquals(known, Set.copyOf(reached.stream().filter(known::contains).toList()));
        }
    }

    @Test
    void nothingOfThePagesIsTakenAsHtml() {
        Markdown.Rendered page =
                new Markdown()
                        .render(
                                "# A <b>\n\n"
                                        + "<script>x</script>\n\n"
                                        + "[a](javascript:alert(1)) `<i>`\n\n"
                                        + "## Grüße\n\n"
                                        + "## Grüße\n");
        assertFalse(page.html().contains("<script"), page.html());
        assertFalse(page.html().contains("javascript:"), page.html());
        assertTrue(
                page.html().contains("id=\"grusse\"") && page.html().contains("id=\"grusse-1\""));
    }

    @Test
    void theHelpIsReadAsPageAsDrawerAndFoundBySearch() {
        app.createUser("reader");
        Browser browser = app.loggedIn("reader");
        Browser.Page page = browser.get("/help/target-groups.action");
        assertEquals("Target groups", page.text("h1"));
        assertTrue(page.has("article table") && page.has(".help-nav a[aria-current=page]"));
        assertFalse(browser.get("/help/part/import.action").has("header"));
        assertEquals(404, browser.get("/help/nonsense.action").status());
        page = browser.get("/help.action?q=preheader");
        assertTrue(page.has("main a[href='/help/glossary.action']"), page.text("main"));
        assertEquals(200, browser.get("/help.action?q=%27%22%3Cscript%3E").status());
        page = browser.get("/search/palette.action?q=glossary");
        assertTrue(page.has("a[data-key='help:glossary']"));
    }

    @Test
    void everyScreenOffersTheHelpThatFits() {
        Browser browser = app.loggedIn();
        assertTrue(
                browser.get("/recipient/list.action")
                        .has("a[data-help][href='/help/recipients.action']"));
        assertTrue(
                browser.get("/mailing/list.action")
                        .has("a[data-help][href='/help/mailings.action']"));
    }

    private static Handbook.HelpText page(Locale locale, Topic topic) {
        return BOOK.page(locale, topic.path()).orElseThrow();
    }

    /** Headings, tables and lists; a glossary has its words in alphabetical order. */
    private static String shape(Handbook.HelpText page) {
        return Jsoup.parse(page.html()).select("h2, h3, table, tr, ul, ol, li, pre").stream()
                .map(Element::tagName)
                .collect(Collectors.joining(" "));
    }
}
