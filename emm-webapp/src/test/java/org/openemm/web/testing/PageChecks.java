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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What every page must fulfil, looked at in the browser: WCAG 2.2 AA as far as axe-core can tell,
 * in light and dark; no sideways scrolling and no cut text from phone to wide screen; everything
 * reached by the Tab key with visible focus; paper without frame. The page stays open; only the
 * window changes its size, each time for everything that is to be seen at it, because drawing takes
 * most of the time. Menu and top bar are the same on many pages: they are looked at once for each
 * entry of the menu.
 */
public final class PageChecks {
    /** Width of the window in which a page is to be opened, in light colours. */
    public static final int WIDTH = 1280;

    private static final List<Integer> OTHER_WIDTHS = List.of(1440, 1920, 768);
    private static final int PHONE = 390;
    private static final int HEIGHT = 900;
    private static final int MOST_STOPS = 400;
    private static final String MENU = "main details.dropdown";
    private static final List<String> COLOURS = List.of("color-contrast");
    private static final List<String> TOUCH = List.of("target-size", "scrollable-region-focusable");

    /** What may be missing in one language only. */
    private static final List<String> NAMES =
            List.of(
                    "aria-command-name",
                    "aria-dialog-name",
                    "aria-input-field-name",
                    "aria-progressbar-name",
                    "aria-toggle-field-name",
                    "aria-tooltip-name",
                    "button-name",
                    "document-title",
                    "frame-title",
                    "html-has-lang",
                    "html-lang-valid",
                    "image-alt",
                    "input-button-name",
                    "label",
                    "link-name",
                    "role-img-alt",
                    "select-name",
                    "summary-name",
                    "svg-img-alt",
                    "target-size",
                    "valid-lang");

    private static final String AXE =
            read(Path.of("src/main/frontend/node_modules/axe-core/axe.min.js"));
    private static final String CHECKS = resource("/walk/checks.js");

    private final Page page;
    private final boolean frame;
    private final Set<String> findings = new LinkedHashSet<>();

    private PageChecks(Page page, Set<String> frames) {
        this.page = page;
        page.evaluate(AXE);
        page.evaluate(CHECKS);
        try {
            page.waitForCondition(() -> (boolean) page.evaluate("walk.settled()"));
        } catch (TimeoutError e) {
            findings.add("is never finished: " + page.evaluate("walk.unfinished()"));
        }
        this.frame = frames.add((String) page.evaluate("walk.frame()"));
    }

    /**
     * Everything, for the page that is open.
     *
     * @param frames what has been seen of menu and top bar; for several threads
     */
    public static Set<String> all(Page page, Set<String> frames) {
        PageChecks checks = new PageChecks(page, frames);
        checks.widths();
        checks.phone();
        checks.light();
        checks.dark();
        checks.print();
        return checks.findings;
    }

    /**
     * What depends on the words of a language: names, and room for longer words.
     *
     * @param frames as in {@link #all}
     */
    public static Set<String> words(Page page, Set<String> frames) {
        PageChecks checks = new PageChecks(page, frames);
        checks.widths();
        checks.axe("390 px: ", NAMES, null);
        checks.eachMenu(prefix -> checks.room("390 px, " + prefix));
        checks.eachDialog(prefix -> checks.room("390 px, " + prefix));
        checks.width(WIDTH);
        return checks.findings;
    }

    /** Ends on a phone. */
    private void widths() {
        room(WIDTH + " px: ");
        for (int width : OTHER_WIDTHS) {
            width(width);
            room(width + " px: ");
        }
        width(PHONE);
        room("390 px: ");
        page.evaluate("walk.shorten()");
    }

    private void phone() {
        axe("390 px: ", TOUCH, null);
        eachMenu(prefix -> room("390 px, " + prefix));
        eachDialog(prefix -> room("390 px, " + prefix));
    }

    private void light() {
        width(WIDTH);
        axe("", null, null);
        keyboard("");
        eachMenu(
                prefix -> {
                    axe(prefix, null, MENU + "[open]");
                    room(prefix);
                });
        eachDialog(
                prefix -> {
                    axe(prefix, null, null);
                    keyboard(prefix);
                });
    }

    private void dark() {
        show(Media.SCREEN, ColorScheme.DARK);
        page.evaluate("walk.drawn()");
        axe("dark: ", COLOURS, null);
        eachDialog(prefix -> axe("dark, " + prefix, COLOURS, null));
    }

    /** Leaves the window as the next page is to be opened in. */
    private void print() {
        show(Media.PRINT, ColorScheme.DARK);
        page.evaluate("walk.drawn()");
        add("print: ", page.evaluate("walk.print()"));
        show(Media.SCREEN, ColorScheme.LIGHT);
    }

    private void keyboard(String prefix) {
        int stops = ((Number) page.evaluate("(all) => walk.beginKeyboard(all)", frame)).intValue();
        Object more = stops > 0 ? "more" : "done";
        for (int i = 0; !more.equals("done") && i < Math.min(stops * 2 + 10, MOST_STOPS); i++) {
            if (more.equals("code")) {
                page.keyboard().press("Escape"); // in code, Tab alone indents; the field says so
            }
            page.keyboard().press("Tab");
            more = page.evaluate("walk.keyboard()");
        }
        add(prefix + "keyboard: ", page.evaluate("walk.endKeyboard()"));
    }

    /** Each dialog that a button of the page opens, one of a kind. */
    private void eachDialog(Consumer<String> look) {
        for (Object id : (List<?>) page.evaluate("walk.dialogs()")) {
            page.locator("main [data-open='" + id + "']:visible").first().click();
            String prefix = "dialog " + id.toString().replaceAll("\\d+", "0") + ": ";
            if (page.querySelector("dialog[open]") == null) {
                findings.add(prefix + "nothing is opened");
                continue;
            }
            look.accept(prefix);
            page.keyboard().press("Escape");
            if ((boolean) page.evaluate("walk.closed()")) {
                continue;
            }
            findings.add(prefix + "Escape does not close it");
        }
    }

    /** The first menu of a row, and that of the page. */
    private void eachMenu(Consumer<String> look) {
        List<ElementHandle> menus = page.querySelectorAll(MENU + " > summary");
        for (ElementHandle menu : menus.subList(0, Math.min(2, menus.size()))) {
            if (menu.isVisible()) {
                menu.click();
                look.accept("open menu: ");
                page.keyboard().press("Escape");
            }
        }
    }

    private void width(int width) {
        page.setViewportSize(width, HEIGHT);
        page.evaluate("walk.drawn()");
    }

    private void room(String prefix) {
        add(prefix, page.evaluate("[...walk.overflow(), ...walk.cut()]"));
    }

    /**
     * @param rules null for all of WCAG 2.2 AA
     * @param within a part of the page, null for all of it; where a dialog is open, that
     */
    private void axe(String prefix, List<String> rules, String within) {
        add(
                prefix,
                page.evaluate(
                        "([rules, within, frame]) => walk.accessible(rules, within, frame)",
                        Arrays.asList(rules, within, frame)));
    }

    private void add(String prefix, Object found) {
        for (Object finding : (List<?>) found) {
            findings.add(prefix + finding);
        }
    }

    private void show(Media media, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(media).setColorScheme(scheme));
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
