package org.openemm.web.testing;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What every page must fulfil, looked at in the browser: WCAG 2.2 AA as far as axe-core can tell,
 * in light and dark; no sideways scrolling and no cut text from phone to wide screen; everything
 * reached by the Tab key with visible focus; paper without frame. The page stays open; only the
 * window changes its size, which is quick.
 */
public final class PageChecks {
    private static final List<Integer> WIDTHS = List.of(390, 768, 1280, 1440, 1920);
    private static final int HEIGHT = 900;
    private static final int MOST_STOPS = 400;
    private static final List<String> COLOURS = List.of("color-contrast");
    private static final List<String> TOUCH = List.of("target-size", "scrollable-region-focusable");
    private static final String AXE =
            read(Path.of("src/main/frontend/node_modules/axe-core/axe.min.js"));
    private static final String CHECKS = resource("/walk/checks.js");

    private final Page page;
    private final Set<String> findings = new LinkedHashSet<>();

    private PageChecks(Page page) {
        this.page = page;
        page.evaluate(AXE);
        page.evaluate(CHECKS);
        try {
            page.waitForCondition(() -> (boolean) page.evaluate("walk.settled()"));
        } catch (TimeoutError e) {
            findings.add("is never finished: " + page.evaluate("walk.unfinished()"));
        }
    }

    /** Everything, for the page that is open. */
    public static Set<String> all(Page page) {
        PageChecks checks = new PageChecks(page);
        checks.widths();
        checks.light();
        checks.keyboard();
        checks.dialogs();
        checks.menus();
        checks.dark();
        checks.print();
        return checks.findings;
    }

    /** What depends on the words of a language: names, and room for longer words. */
    public static Set<String> words(Page page) {
        PageChecks checks = new PageChecks(page);
        checks.widths();
        checks.light();
        return checks.findings;
    }

    private void light() {
        show(Media.SCREEN, ColorScheme.LIGHT);
        width(1280);
        axe("", null);
    }

    private void dark() {
        show(Media.SCREEN, ColorScheme.DARK);
        width(1280);
        axe("dark: ", COLOURS);
        show(Media.SCREEN, ColorScheme.LIGHT);
    }

    private void widths() {
        for (int width : WIDTHS) {
            width(width);
            String prefix = width + " px: ";
            add(prefix, page.evaluate("walk.overflow()"));
            add(prefix, page.evaluate("walk.cut()"));
        }
        page.evaluate("walk.shorten()");
        width(390);
        axe("390 px: ", TOUCH);
    }

    private void keyboard() {
        int stops = ((Number) page.evaluate("walk.beginKeyboard()")).intValue();
        boolean more = stops > 0;
        for (int i = 0; more && i < Math.min(stops * 2 + 10, MOST_STOPS); i++) {
            if ((boolean) page.evaluate("!!document.activeElement?.closest('.cm-editor')")) {
                page.keyboard().press("Escape"); // in code, Tab alone indents; the field says so
            }
            page.keyboard().press("Tab");
            more = (boolean) page.evaluate("walk.keyboard()");
        }
        add("keyboard: ", page.evaluate("walk.endKeyboard()"));
    }

    /** Each dialog that a button of the page opens. */
    private void dialogs() {
        width(1280);
        Set<String> seen = new LinkedHashSet<>();
        for (ElementHandle opener : page.querySelectorAll("main [data-open]")) {
            String id = opener.getAttribute("data-open");
            if (!opener.isVisible() || !seen.add(id.replaceAll("\\d+", "0"))) {
                continue;
            }
            opener.click();
            if (page.querySelector("dialog[open]") == null) {
                findings.add("nothing is opened by data-open=" + id);
                continue;
            }
            String prefix = "dialog " + id.replaceAll("\\d+", "0");
            axe(prefix + ": ", null);
            keyboard();
            width(390);
            add(prefix + ", 390 px: ", page.evaluate("walk.overflow()"));
            add(prefix + ", 390 px: ", page.evaluate("walk.cut()"));
            show(Media.SCREEN, ColorScheme.DARK);
            axe(prefix + ", dark: ", COLOURS);
            show(Media.SCREEN, ColorScheme.LIGHT);
            width(1280);
            page.keyboard().press("Escape");
            if (page.querySelector("dialog[open]") != null) {
                findings.add(prefix + ": Escape does not close it");
                page.evaluate("document.querySelector('dialog[open]').close()");
            }
        }
    }

    /** The first menu of a row, and that of the page. */
    private void menus() {
        width(1280);
        List<ElementHandle> menus = page.querySelectorAll("main details.dropdown > summary");
        for (ElementHandle menu : menus.subList(0, Math.min(2, menus.size()))) {
            if (menu.isVisible()) {
                menu.click();
                axe("open menu: ", null);
                add("open menu: ", page.evaluate("walk.cut()"));
                width(390);
                add("open menu, 390 px: ", page.evaluate("walk.overflow()"));
                width(1280);
                page.keyboard().press("Escape");
            }
        }
    }

    private void print() {
        show(Media.PRINT, ColorScheme.DARK);
        add("print: ", page.evaluate("walk.print()"));
        show(Media.SCREEN, ColorScheme.LIGHT);
    }

    private void width(int width) {
        if (page.viewportSize().width != width) {
            page.setViewportSize(width, HEIGHT);
            page.evaluate("walk.drawn()");
        }
    }

    private void axe(String prefix, List<String> rules) {
        add(prefix, page.evaluate("(rules) => walk.accessible(rules)", rules));
    }

    private void add(String prefix, Object found) {
        for (Object finding : (List<?>) found) {
            findings.add(prefix + finding);
        }
    }

    private void show(Media media, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(media).setColorScheme(scheme));
        page.evaluate("walk.drawn()");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PageChecks.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For reports: one line per finding with the pages on which it is. */
    public static String report(List<Finding> all) {
        Map<String, List<Finding>> same =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        finding -> finding.text().replaceAll("\\d{2,}", "0"),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return same.values().stream()
                .map(
                        group ->
                                group.get(0).text()
                                        + "\n      on "
                                        + group.get(0).page()
                                        + (group.size() > 1
                                                ? " and " + (group.size() - 1) + " more"
                                                : ""))
                .collect(Collectors.joining("\n"));
    }

    /** Something that is wrong with a page. */
    public record Finding(String page, String text) {}
}
