package org.openemm.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.account.Actor;
import org.openemm.notification.Event;
import org.openemm.notification.Kind;
import org.openemm.web.testing.Chromium;

/** What lies above every page: search, progress of long work, bell, help. */
class TopBarIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void thePaletteLeadsEverywhereByKeyboard() {
        Page page = open("/recipient/list.action", 1440);
        page.keyboard().press("Control+k");
        page.waitForSelector(".palette-option");
        assertEquals("true", first(page).getAttribute("aria-selected"));
        page.keyboard().type("mailbox");
        page.waitForCondition(() -> first(page).innerText().contains("ailbox"));
        assertThat(page.locator(".palette mark").first()).hasText("Mailbox");
        page.keyboard().press("Enter");
        page.waitForURL("**/mailbox/list.action");

        page.keyboard().press("Control+k");
        page.waitForSelector(".palette-option");
        assertTrue(page.locator(".palette-title").first().innerText().contains("lately"));
        page.keyboard().press("ArrowDown");
        assertEquals(
                page.locator("[aria-selected=true]").getAttribute("id"),
                page.locator("#palette-input").getAttribute("aria-activedescendant"));
        page.keyboard().press("Escape");
        assertFalse(page.locator("#palette").isVisible());
    }

    @Test
    void controlAndEnterOpensANewTab() {
        Page page = open("/dashboard.action", 1440);
        page.keyboard().press("Control+k");
        page.locator("#palette-input").fill("blocklist");
        page.waitForCondition(() -> first(page).innerText().contains("Blocklist"));
        Page tab = page.context().waitForPage(() -> page.keyboard().press("Control+Enter"));
        tab.waitForURL("**/blacklist/list.action");
        assertTrue(page.url().endsWith("/dashboard.action"));
    }

    @Test
    void anAnswerThatWasOvertakenIsDropped() {
        Page page = open("/dashboard.action", 1440);
        List<Route> held = new ArrayList<>();
        page.route("**/search/palette.action?q=imp", held::add);
        page.keyboard().press("Control+k");
        page.locator("#palette-input").fill("imp");
        page.waitForCondition(() -> !held.isEmpty());
        page.locator("#palette-input").fill("blocklist");
        page.waitForCondition(() -> first(page).innerText().contains("Blocklist"));
        page.waitForResponse("**/search/palette.action?q=imp", () -> held.get(0).resume());
        assertTrue(first(page).innerText().contains("Blocklist"), first(page).innerText());
    }

    @Test
    void theThemeIsChangedByACommandAndThePageStays() {
        Page page = open("/recipient/list.action", 1440);
        page.keyboard().press("Control+k");
        page.locator("#palette-input").fill("dark");
        page.waitForCondition(() -> first(page).innerText().contains("dark"));
        page.keyboard().press("Enter");
        page.waitForSelector("html[data-theme=dark]");
        assertTrue(page.url().endsWith("/recipient/list.action"), page.url());
        page.keyboard().press("Control+k");
        page.locator("#palette-input").fill("like the system");
        page.waitForCondition(() -> first(page).innerText().contains("system"));
        page.keyboard().press("Enter");
        page.waitForSelector("html:not([data-theme=dark])");
    }

    @Test
    void onAPhoneTheSearchFillsTheScreen() {
        Page page = open("/dashboard.action", 390);
        page.click(".palette-button");
        page.waitForSelector(".palette-option");
        assertEquals(390, (int) page.locator("#palette").boundingBox().width);
        page.locator("#palette-input").fill("blocklist");
        page.waitForCondition(() -> first(page).innerText().contains("Blocklist"));
        first(page).click();
        page.waitForURL("**/blacklist/list.action");
    }

    @Test
    void whatIStartedIsToldWhereverIAm() {
        Page page = open("/recipient/list.action", 1440);
        Actor master = chromium.app().master();
        add(Event.of(Kind.MAILING_SENT, 1, master.id(), 4711, "Spring '\"<script>", 1200));
        look(page);
        page.waitForSelector(".toast >> text=Spring '\"<script>");
        assertTrue(page.locator(".toast a").getAttribute("href").contains("4711"));
        assertTrue(page.locator(".bell-number").isVisible());

        page.click("[data-bell] > summary");
        page.waitForSelector("#bell-panel .news-unread");
        page.click("#bell-panel button");
        page.waitForCondition(() -> page.locator(".bell-number").count() == 0);
        assertThat(page.locator("#bell-panel .news-unread")).hasCount(0);
    }

    @Test
    void anImportThatRunsIsSeenOnEveryPage() {
        Actor master = chromium.app().master();
        long id =
                chromium.app()
                        .core()
                        .imports()
                        .upload(
                                master,
                                "people.csv",
                                new ByteArrayInputStream(
                                        "email\na@example.com\n".getBytes(StandardCharsets.UTF_8)));
        Page page = open("/mailinglist/list.action", 1440);
        assertEquals(0, page.locator(".running-chip").count());
        progress(id, "RUNNING", 45);
        lookUntilChips(page, 1);
        page.waitForSelector(".running-chip >> text=Import 45%");
        page.navigate("/dashboard.action");
        page.waitForSelector(".running-chip >> text=Import 45%");
        page.click(".running-chip");
        page.waitForURL("**/preScan.action?id=" + id);

        progress(id, "CANCELLED", 45);
        page.navigate("/mailinglist/list.action");
        lookUntilChips(page, 0);
    }

    @Test
    void theHelpThatFitsOpensBesideThePage() {
        Page page = open("/target/list.action", 1440);
        page.click("a[data-help]");
        page.waitForSelector(".help-drawer[open] >> text=Target groups");
        assertThat(page.locator(".help-drawer table").first()).isVisible();
        page.navigate("/recipient/list.action");
        page.click("a[data-help]");
        page.click(".help-drawer article a >> text=Blocklist >> nth=0");
        page.waitForSelector("#help-title >> text=Blocklist");
        assertTrue(page.url().endsWith("/recipient/list.action"));
        page.keyboard().press("Escape");
        assertThat(page.locator(".help-drawer")).isHidden();
    }

    private static Page open(String path, int width) {
        Page page = chromium.page(MASTER, width, ColorScheme.LIGHT, "en");
        page.navigate(path);
        page.waitForSelector("html.js");
        return page;
    }

    private static com.microsoft.playwright.Locator first(Page page) {
        return page.locator(".palette-option").first();
    }

    /** As when somebody comes back to the tab: the page asks at once. */
    private static void look(Page page) {
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    }

    /** The server looks for running work every few seconds only. */
    private static void lookUntilChips(Page page, int number) {
        page.waitForCondition(
                () -> {
                    look(page);
                    return page.locator(".running-chip").count() == number;
                });
    }

    private static void add(Event event) {
        var core = chromium.app().core();
        core.database().run(tx -> core.notifications().add(tx, event));
    }

    private static void progress(long id, String state, int percent) {
        chromium.app()
                .core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE recipient_import_tbl SET state = ?,"
                                                        + " progress = ?, total = 100, host ="
                                                        + " 'elsewhere' WHERE import_id = ?",
                                                state,
                                                percent,
                                                id));
    }
}
