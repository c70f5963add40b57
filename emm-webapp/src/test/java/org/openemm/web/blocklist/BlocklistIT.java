package org.openemm.web.blocklist;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.blocklist.BlocklistEntry;
import org.openemm.web.testing.Chromium;
import org.openemm.web.testing.WebAppUnderTest;

/** The blocklist as a person handles it. */
class BlocklistIT {
    private static final String LIST = "/recipients/blacklist/list.action";

    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void patternsAreAddedCorrectedAndRemoved() {
        chromium.expect("422");
        Page page = open(LIST);
        page.click(".page-actions .btn-primary");
        page.fill("#email", "*@spam.example\nnot an address at all @@");
        page.fill("#reason", "Trap");
        page.click("form[data-save] button[type=submit]");
        assertThat(page.locator("#email-note")).isVisible();
        assertEquals("*@spam.example\nnot an address at all @@", page.inputValue("#email"));
        page.fill("#email", "*@spam.example\ninfo@*");
        page.click("form[data-save] button[type=submit]");
        assertThat(page.locator("#list")).containsText("info@*");
        assertEquals(List.of("*@spam.example", "info@*"), patterns());

        page.click("tr:has-text('info@*') .menu-button");
        page.click("tr:has-text('info@*') .popover-menu >> text=Edit");
        page.fill("#email", "info?@anything.example");
        page.click("form[data-save] button[type=submit]");
        assertThat(page.locator("#list")).containsText("info?@anything.example");
        assertEquals(List.of("*@spam.example", "info?@anything.example"), patterns());

        page.click("tr:has-text('*@spam.example') .menu-button");
        page.click("tr:has-text('*@spam.example') .popover-menu a[href*=confirmDelete]");
        page.click("button.btn-danger");
        assertThat(page.locator("#list")).not().containsText("*@spam.example");
        assertEquals(List.of("info?@anything.example"), patterns());
    }

    @Test
    void aFileIsLookedAtBeforeItCountsAndComesOutAgain() throws IOException {
        Page page = open(LIST);
        page.click("a:has-text('Import file')");
        page.setInputFiles(
                "#file",
                new FilePayload(
                        "old.csv",
                        "text/csv",
                        "\ufeffE-mail;Reason\nfile1@block.example;\"=1+1\"\nfile1@block.example;x\nnonsense;\n*@file.example;\n"
                                .getBytes(StandardCharsets.UTF_8)));
        page.click("form[data-save] button[type=submit]");
        assertThat(page.locator(".keys")).containsText("2");
        assertThat(page.locator("table")).containsText("nonsense");
        assertEquals(false, blocked("file1@block.example"));
        page.fill("#reason", "From the old system");
        page.click("form[action$='apply.action'] button.btn-primary");
        assertThat(page.locator("#list")).containsText("*@file.example");
        assertTrue(blocked("file1@block.example"));

        Download download = page.waitForDownload(() -> page.click("a[href*=download]"));
        String file = Files.readString(download.path(), StandardCharsets.UTF_8);
        assertTrue(file.contains("file1@block.example"), file);
        assertTrue(file.contains("\"'=1+1\""), file);
        assertTrue(file.contains("From the old system"), file);
    }

    @Test
    void tickedEntriesAreNamedAndRemovedTogether() {
        chromium.app()
                .core()
                .blocklist()
                .addAll(
                        chromium.app().master(),
                        List.of("tick1@tick.example", "*@tick.test", "tick'2@tick.example"),
                        "");
        Page page = open(LIST + "?q=tick");
        page.check("[data-tick-all]");
        page.uncheck("input[name=bulkIds][value='tick1@tick.example']");
        page.click(".bulk-bar button[formaction*=bulkConfirm]");
        assertThat(page.locator("h1")).hasText("Remove 2 entries from the blocklist?");
        assertThat(page.locator("main")).containsText("tick'2@tick.example");
        page.click("main .btn-danger");
        assertThat(page.locator("#list")).not().containsText("*@tick.test");
        assertThat(page.locator("#list")).containsText("tick1@tick.example");

        Page plain = chromium.pageWithoutScripts(WebAppUnderTest.MASTER, 1440, "en");
        plain.navigate(LIST + "?q=tick1");
        plain.check("input[name=bulkIds]");
        plain.click("button[formaction*=bulkConfirm]");
        assertThat(plain.locator("h1")).hasText("Remove 1 entry from the blocklist?");
        plain.click("main .btn-danger");
        assertThat(plain.locator("main")).not().containsText("tick1@tick.example");
    }

    @Test
    void whatIsOnTheListOfTheSystemIsBlockedForEverybody() {
        Page page = open(LIST + "?scope=SYSTEM");
        page.click(".page-actions .btn-primary");
        page.fill("#email", "everybody@system.example");
        page.click("form[data-save] button[type=submit]");
        assertThat(page.locator("#list")).containsText("everybody@system.example");
        assertTrue(blocked("everybody@system.example"));
        page.navigate(LIST + "?q=everybody");
        assertThat(page.locator("#list")).not().containsText("everybody@system.example");
    }

    /** With a wildcard, by name. */
    private static List<String> patterns() {
        return chromium.app().core().blocklist().all(chromium.app().master()).stream()
                .map(BlocklistEntry::pattern)
                .filter(pattern -> pattern.matches(".*(info|spam).*"))
                .toList();
    }

    private static boolean blocked(String address) {
        return chromium.app()
                .core()
                .database()
                .inTransaction(tx -> chromium.app().core().blocklist().covers(tx, 1, address));
    }

    private static Page open(String path) {
        Page page = chromium.page(WebAppUnderTest.MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate(path);
        return page;
    }
}
