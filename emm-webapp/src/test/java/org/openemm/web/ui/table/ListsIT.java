package org.openemm.web.ui.table;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;
import org.openemm.web.testing.Showcase;

/** Lists in a real browser: what happens in place, by mouse, keyboard and thumb. */
class ListsIT {
    private static final String RECIPIENTS = "/recipient/list.action";
    private static final String MAILINGS = "/mailing/list.action";

    @RegisterExtension static final Chromium chromium = new Chromium(Showcase::start);

    @Test
    void columnsAreChosenAndOrderedByKeyboardAndStayForTheUser() {
        Page page = open(RECIPIENTS, 1440);
        page.click(".list-columns");
        page.fill("[data-find-column]", "Customer");
        page.locator(".column-list input[value=customer_id]").focus();
        page.keyboard().press("Space");
        page.waitForSelector("th:has-text('Customer ID')");
        page.fill("[data-find-column]", "");
        page.locator("[data-column=customer_id] button[name=earlier]").focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        page.waitForCondition(() -> heads(page).indexOf("Customer ID") == 3);
        assertEquals(
                "Customer ID: place 4 of 6", page.locator("[data-said]").textContent(), "told");
        page.keyboard().press("Escape");
        assertFalse(page.locator("#list-columns").isVisible());

        Page later = open(RECIPIENTS, 1440);
        assertEquals(3, heads(later).indexOf("Customer ID"));
        later.click(".list-columns");
        later.click("button[name=standard]");
        later.waitForCondition(() -> !heads(later).contains("Customer ID"));
    }

    @Test
    void noMoreThanEightColumnsCanBeAdded() {
        Page page = open(RECIPIENTS, 1440);
        page.click(".list-columns");
        Locator free = page.locator(".column-list [type=checkbox]:not(:checked):enabled");
        while (free.count() > 0) {
            int shown = heads(page).size();
            free.first().check();
            page.waitForCondition(() -> heads(page).size() > shown);
        }
        assertEquals(9, heads(page).size());
        assertEquals(0, overflow(page), "the table scrolls in its box, not the page");
        page.click("button[name=standard]");
        page.waitForCondition(() -> heads(page).size() == 5);
    }

    @Test
    void tickedRowsAreDeletedInPlaceAndComeBackWithUndo() {
        Page page = open(MAILINGS + "?sort=name&dir=asc", 1440);
        int rows = page.locator("tbody tr").count();
        double before = top(page, "tbody tr >> nth=0");
        page.locator("[name=bulkIds]").first().check();
        assertEquals(before, top(page, "tbody tr >> nth=0"), "nothing jumps");
        page.locator(".tick-area")
                .nth(3)
                .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertEquals("3", page.locator("[data-ticked]").textContent(), "a range with shift");
        page.locator("[data-tick-all]").check();
        assertEquals(String.valueOf(rows), page.locator("[data-ticked]").textContent());
        page.click(".bulk-clear");
        page.waitForCondition(() -> !page.locator(".bulk-bar").isVisible());

        page.locator("[name=bulkIds]").first().check();
        page.locator("[name=bulkIds]").nth(1).check();
        page.click(".bulk button[formaction]");
        page.waitForCondition(() -> page.locator("tbody tr").count() == rows - 2);
        assertTrue(page.url().contains("sort=name"), page.url());
        Locator undo = page.locator(".toast-undo button[type=submit]");
        undo.focus();
        page.keyboard().press("Enter");
        page.waitForCondition(() -> page.locator("tbody tr").count() == rows);
        page.waitForCondition(
                () -> (Boolean) page.evaluate("document.activeElement.matches('.list-kit')"));
        assertThat(page.locator(".toast p").last()).hasText("2 were restored.");
    }

    @Test
    void theRowMenuWorksByKeyboardAsMenusDo() {
        Page page = open(MAILINGS + "?sort=name&dir=asc", 1440);
        int rows = page.locator("tbody tr").count();
        page.locator(".menu-button").first().focus();
        Keyboard keys = page.keyboard();
        keys.press("ArrowDown");
        page.waitForSelector(".popover-menu:popover-open");
        page.waitForCondition(() -> focused(page).equals("Settings"));
        keys.press("ArrowDown");
        assertEquals("Preview", focused(page));
        keys.press("d");
        assertEquals("Delete", focused(page));
        keys.press("ArrowDown");
        assertEquals("Settings", focused(page), "round");
        keys.press("End");
        assertEquals("Delete", focused(page));
        keys.press("Escape");
        assertEquals(0, page.locator(":popover-open").count());
        assertTrue((Boolean) page.evaluate("document.activeElement.matches('.menu-button')"));
        keys.press("ArrowUp");
        page.waitForCondition(() -> focused(page).equals("Delete"));
        keys.press("Enter");
        page.waitForCondition(() -> page.locator("tbody tr").count() == rows - 1);
        page.click(".toast-undo button[type=submit]");
        page.waitForCondition(() -> page.locator("tbody tr").count() == rows);
    }

    @Test
    void theListIsFoundAsItWasLeftUntilItIsReset() {
        Page page = open(MAILINGS, 1440);
        int all = page.locator("tbody tr").count();
        page.selectOption("#list-filter-status", "sent");
        page.waitForSelector(".pill.is-set");
        page.click("th a:has-text('Name')");
        page.waitForSelector("th.col-title[aria-sort=ascending]");
        int sent = page.locator("tbody tr").count();
        assertTrue(sent < all);

        page.navigate("/dashboard.action");
        page.navigate(MAILINGS);
        assertEquals("sent", page.inputValue("#list-filter-status"));
        assertEquals(sent, page.locator("tbody tr").count());
        assertTrue(page.locator("th.col-title[aria-sort=ascending]").isVisible());

        page.click(".pill-clear");
        page.waitForCondition(() -> page.locator(".pill.is-set").count() == 0);
        assertEquals(all, page.locator("tbody tr").count());
        page.fill("#list-search", "no such thing");
        page.waitForSelector(".empty");
        page.click(".empty a");
        page.waitForCondition(() -> page.locator("tbody tr").count() == all);
        page.navigate(MAILINGS);
        assertEquals(0, page.locator("th[aria-sort]").count());
    }

    @Test
    void theHeadStaysInViewAndPagesAreTurnedInPlace() {
        Page page = open(RECIPIENTS, 1280);
        page.evaluate("scrollTo(0, 1200)");
        page.waitForCondition(() -> top(page, "thead th >> nth=1") < 80);
        assertTrue(top(page, "thead th >> nth=1") >= 40, "below the bar at the top");
        assertTrue(page.locator(".table-foot .num").textContent().matches("1–50 of \\d+"));
        page.click("a[rel=next]");
        page.waitForCondition(
                () -> page.locator(".table-foot .num").textContent().startsWith("51–"));
        String there = page.url();
        page.locator("tbody .row-link").first().click();
        page.waitForURL("**/view.action");
        page.goBack();
        page.waitForURL(there);
        assertTrue(page.locator(".table-foot .num").textContent().startsWith("51–"));
        page.click("a[rel=prev]");
        page.waitForCondition(
                () -> page.locator(".table-foot .num").textContent().startsWith("1–50"));
        page.selectOption("#list-size", "20");
        page.waitForCondition(() -> page.locator("tbody tr").count() == 20);
        page.selectOption("#list-size", "50");
        page.waitForCondition(() -> page.locator("tbody tr").count() == 50);
    }

    @Test
    void rowsAreWalkedByKeysAndOpenedByAClickAnywhere() {
        Page page = open(RECIPIENTS, 1440);
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("k");
        page.keyboard().press("ArrowDown");
        String second = page.locator("tbody .row-link").nth(1).getAttribute("href");
        assertEquals(second, page.evaluate("document.activeElement.getAttribute('href')"));
        page.keyboard().press("x");
        assertTrue(page.locator("[name=bulkIds]").nth(1).isChecked());
        Page opened =
                page.context()
                        .waitForPage(
                                () ->
                                        page.locator("tbody tr")
                                                .nth(2)
                                                .locator("td")
                                                .last()
                                                .locator("xpath=preceding-sibling::td[1]")
                                                .click(
                                                        new Locator.ClickOptions()
                                                                .setModifiers(
                                                                        List.of(
                                                                                KeyboardModifier
                                                                                        .CONTROL))));
        opened.waitForURL("**/view.action");
        assertTrue(page.url().contains(RECIPIENTS), "the list stays");
        page.locator("tbody tr").nth(1).locator("td").nth(2).click();
        page.waitForURL("**" + second);
    }

    @Test
    void recipientsAreNamedBeforeTheyAreDeletedForGood() {
        Page page = open(RECIPIENTS + "?sort=email&dir=desc", 1440);
        String name = page.locator("tbody .row-link").first().innerText();
        page.locator("[name=bulkIds]").first().check();
        page.click(".bulk button[value=ERASE]");
        assertThat(page.locator("h1")).hasText("Delete 1 recipient for good?");
        assertEquals(name, page.locator("[data-ticked]").innerText());
        page.click("main .btn-danger");
        assertThat(page.locator(".notice-good")).isVisible();
        page.navigate(RECIPIENTS + "?sort=email&dir=desc");
        assertThat(page.locator("tbody .row-link").first()).not().hasText(name);
    }

    @Test
    void onAPhoneRowsAreCardsAndActionsAreWithinReach() {
        Page page = open(RECIPIENTS, 390);
        assertEquals(0, overflow(page));
        Locator card = page.locator("tbody tr").first();
        assertTrue(card.boundingBox().height > 100);
        assertTrue(card.locator(".menu-button").boundingBox().height >= 44);
        assertTrue(card.locator(".tick-area").boundingBox().width >= 44);
        card.locator(".tick-area").click();
        double bottom =
                page.locator(".bulk").boundingBox().y + page.locator(".bulk").boundingBox().height;
        assertEquals(900, bottom, 1, "at the lower edge");
        page.click(".bulk-clear");
        page.waitForCondition(() -> !page.locator(".bulk").isVisible());
        page.click(".list-columns");
        page.waitForSelector("#list-columns:popover-open");
        assertEquals(0, overflow(page));
    }

    @Test
    void aDayIsTypedAsOneWritesItAndTheListIsAskedOnce() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "de");
        page.navigate("/administration/useractivitylog/list.action");
        page.waitForSelector(".pill .date-field");
        page.fill("#list-filter-from", "1.2.2026");
        page.keyboard().press("Enter");
        page.waitForSelector(".pill.is-set");
        assertThat(page.locator("#list-filter-from")).hasValue("01.02.2026");
        assertTrue(page.url().contains("from=2026-02-01"), page.url());
        page.fill("#list-filter-from", "31.2.2026");
        page.keyboard().press("Tab");
        assertThat(page.locator("#list-filter-from")).hasAttribute("aria-invalid", "true");
        assertTrue(page.url().contains("from=2026-02-01"), page.url());
        page.click(".pill-clear");
        assertThat(page.locator(".pill.is-set")).hasCount(0);
    }

    @Test
    void withoutScriptsEverythingIsAPageOfItsOwn() {
        Page page = chromium.pageWithoutScripts(MASTER, 1280, "en");
        page.navigate(RECIPIENTS);
        page.click(".list-columns");
        page.locator(".column-list input[value=gender]").check();
        page.click("#list-columns .without-js");
        page.waitForCondition(() -> heads(page).contains("Salutation"));
        page.click(".list-columns");
        page.click("button[name=standard]");
        page.waitForCondition(() -> heads(page).size() == 5);
        assertFalse(heads(page).contains("Salutation"));
        page.locator("[name=bulkIds]").first().check();
        page.click(".bulk button[value=ERASE]");
        assertThat(page.locator("h1")).hasText(Pattern.compile("Delete .*"));

        page.navigate(MAILINGS + "?sort=name&dir=asc");
        int rows = page.locator("tbody tr").count();
        page.locator("[name=bulkIds]").first().check();
        page.click(".bulk button[formaction]");
        assertThat(page.locator("tbody tr")).hasCount(rows - 1);
        page.click(".toast-undo button[type=submit]");
        assertThat(page.locator("tbody tr")).hasCount(rows);
    }

    private static Page open(String path, int width) {
        Page page = chromium.page(MASTER, width, ColorScheme.LIGHT, "en");
        page.navigate(path);
        return page;
    }

    private static List<String> heads(Page page) {
        return page.locator("thead th:not(.tick, .actions)").allInnerTexts().stream()
                .map(String::strip)
                .toList();
    }

    private static double top(Page page, String selector) {
        return page.locator(selector).boundingBox().y;
    }

    private static String focused(Page page) {
        return page.evaluate("document.activeElement.textContent.trim()").toString();
    }

    private static int overflow(Page page) {
        return ((Number)
                        page.evaluate(
                                "Math.max(0, document.documentElement.scrollWidth"
                                        + " - document.documentElement.clientWidth)"))
                .intValue();
    }
}
