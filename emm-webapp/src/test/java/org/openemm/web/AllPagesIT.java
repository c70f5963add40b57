package org.openemm.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;
import org.openemm.web.testing.PageChecks;
import org.openemm.web.testing.PageChecks.Finding;
import org.openemm.web.testing.Showcase;

/**
 * Walks through all pages in a real browser, from the dashboard along every link, and looks at each
 * what {@link PageChecks} asks of it.
 */
class AllPagesIT {
    @RegisterExtension static final Chromium chromium = new Chromium(Showcase::start);

    @Test
    void everyPageIsFitForEverybodyInEnglish() {
        Page page = chromium.page(MASTER, 1280, ColorScheme.LIGHT, "en");
        assertEquals("", walk(page, "/dashboard.action", PageChecks::all));
    }

    @Test
    void everyPageHasRoomForGerman() {
        Page page = chromium.page(MASTER, 1280, ColorScheme.LIGHT, "de");
        assertEquals("", walk(page, "/dashboard.action", PageChecks::words));
    }

    @Test
    void thePagesBeforeTheLoginAreFitForEverybody() {
        Page page = chromium.stranger(1280, ColorScheme.LIGHT, "en");
        assertEquals("", walk(page, "/logon.action", PageChecks::all));
    }

    private static String walk(Page page, String from, Function<Page, Set<String>> checks) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Integer> visited = new HashMap<>();
        Deque<String> ahead = new ArrayDeque<>(List.of(from));
        while (!ahead.isEmpty()) {
            String path = ahead.pop();
            if (visited.merge(kind(path), 1, Integer::sum) > ofAKind(path)) {
                continue;
            }
            if (!open(page, path)) {
                continue;
            }
            checks.apply(page).forEach(text -> findings.add(new Finding(path, text)));
            chromium.complaints().forEach(text -> findings.add(new Finding(path, text)));
            chromium.forgetComplaints();
            links(page).forEach(ahead::add);
            soFar(visited.size(), findings);
        }
        return PageChecks.report(findings);
    }

    /** For who does not want to wait: {@code target/pages.txt} grows with the walk. */
    private static void soFar(int pages, List<Finding> findings) {
        try {
            Files.writeString(
                    Path.of("target/pages.txt"),
                    pages + " pages\n" + PageChecks.report(findings) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pages that differ only in numbers are seen once; mailings are in several states. */
    private static int ofAKind(String path) {
        return path.matches("/(mailing|statistics)/.*") ? 2 : 1;
    }

    /** False for a file to be saved. */
    private static boolean open(Page page, String path) {
        try {
            page.navigate(path);
            return page.content().startsWith("<!DOCTYPE html>");
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

    /** The same page for another thing, in another order, or with other values. */
    private static String kind(String path) {
        String[] parts = path.replaceFirst("/profiledb/\\w+/", "/profiledb/0/").split("\\?", 2);
        String parameters =
                parts.length == 1
                        ? ""
                        : Arrays.stream(parts[1].split("&"))
                                .map(parameter -> parameter.replaceFirst("=.*", ""))
                                .filter(name -> !name.equals("sort") && !name.equals("dir"))
                                .sorted()
                                .collect(Collectors.joining("&"));
        return (parts[0] + "?" + parameters).replaceAll("\\d+", "0");
    }
}
