package org.openemm.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Chromium;
import org.openemm.web.testing.Crew;
import org.openemm.web.testing.PageChecks;
import org.openemm.web.testing.PageChecks.Finding;
import org.openemm.web.testing.PagePath;
import org.openemm.web.testing.Showcase;
import org.openemm.web.testing.WebAppUnderTest;

/**
 * Walks through all pages in a real browser, from the dashboard along every link, and looks at each
 * what {@link PageChecks} asks of it. Several browsers share the pages.
 */
class AllPagesIT {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = Showcase.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void everyPageIsFitForEverybodyInEnglish() {
        assertEquals("", walk("/dashboard.action", loggedIn("en"), PageChecks::all));
    }

    @Test
    void everyPageHasRoomForGerman() {
        assertEquals("", walk("/dashboard.action", loggedIn("de"), PageChecks::words));
    }

    @Test
    void thePagesBeforeTheLoginAreFitForEverybody() {
        assertEquals(
                "",
                walk(
                        "/logon.action",
                        browser -> browser.stranger(PageChecks.WIDTH, ColorScheme.LIGHT, "en"),
                        PageChecks::all));
    }

    private static Function<Chromium, Page> loggedIn(String language) {
        return browser -> browser.page(MASTER, PageChecks.WIDTH, ColorScheme.LIGHT, language);
    }

    /** Pages as far from the first one as each other are looked at side by side. */
    private static String walk(
            String from,
            Function<Chromium, Page> window,
            BiFunction<Page, Set<String>, Set<String>> checks) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Integer> visited = new HashMap<>();
        Set<String> frames = ConcurrentHashMap.newKeySet();
        List<String> ahead = List.of(from);
        try (Crew crew = new Crew(app, window)) {
            while (!ahead.isEmpty()) {
                List<String> fresh =
                        ahead.stream()
                                .filter(
                                        path ->
                                                visited.merge(PagePath.kind(path), 1, Integer::sum)
                                                        <= ofAKind(path))
                                .toList();
                List<Seen> seen =
                        crew.each(
                                fresh,
                                (browser, page, path) ->
                                        look(
                                                browser,
                                                page,
                                                path,
                                                open -> checks.apply(open, frames)));
                seen.forEach(one -> findings.addAll(one.findings()));
                ahead = seen.stream().flatMap(one -> one.links().stream()).toList();
            }
        }
        return PageChecks.report(findings);
    }

    private static Seen look(
            Chromium browser, Page page, String path, Function<Page, Set<String>> checks) {
        if (!open(page, path)) {
            return new Seen(List.of(), List.of());
        }
        Set<String> texts = new LinkedHashSet<>(checks.apply(page));
        texts.addAll(browser.complaints());
        browser.forgetComplaints();
        return new Seen(texts.stream().map(text -> new Finding(path, text)).toList(), links(page));
    }

    /** What a page has shown. */
    private record Seen(List<Finding> findings, List<String> links) {}

    /** Pages that differ only in numbers are seen once; mailings are in several states. */
    private static int ofAKind(String path) {
        return path.matches("/(mailing|statistics)/.*") ? 2 : 1;
    }

    /** False for a file to be saved. */
    private static boolean open(Page page, String path) {
        try {
            page.navigate(path);
            return (boolean) page.evaluate("document.doctype?.name === 'html'");
        } catch (PlaywrightException e) {
            if (e.getMessage().contains("Download is starting")) {
                return false;
            }
            throw e;
        }
    }

    /** Without reports: another web application makes them, which does not run here. */
    private static List<String> links(Page page) {
        Object found =
                page.evaluate(
                        """
                        [...document.querySelectorAll('a[href^="/"]:not([download])')]
                            .map((link) => link.getAttribute('href').replace(/#.*/, ''))
                        """);
        return ((List<?>) found)
                .stream()
                        .map(String::valueOf)
                        .filter(href -> !href.startsWith("/assets/") && !href.endsWith(".pdf"))
                        .toList();
    }
}
