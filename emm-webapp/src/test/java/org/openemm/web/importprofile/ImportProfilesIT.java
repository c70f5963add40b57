package org.openemm.web.importprofile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.recipientreport.ReportDraft;
import org.openemm.recipientreport.ReportType;
import org.openemm.web.testing.Chromium;
import org.openemm.web.testing.WebAppUnderTest;

/** Profiles, step by step imports and logs as a person handles them. */
class ImportProfilesIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void tickedProfilesAreDeletedAndComeBackByUndo() {
        for (String name : List.of("Weekly shop", "Monthly fair")) {
            long file =
                    chromium.app()
                            .core()
                            .imports()
                            .upload(
                                    chromium.app().master(),
                                    "base.csv",
                                    new ByteArrayInputStream(
                                            "E-Mail\na@example.com\n"
                                                    .getBytes(StandardCharsets.UTF_8)));
            chromium.app()
                    .core()
                    .imports()
                    .profiles()
                    .create(
                            chromium.app().master(),
                            chromium.app().core().imports().get(chromium.app().master(), file),
                            name);
        }
        Page page = open("/import-profile/list.action");
        page.check("[data-tick-all]");
        page.click(".bulk-bar button:has-text('Delete')");
        assertThat(page.locator("#list")).not().containsText("Weekly shop");
        page.click(".toast button:has-text('Undo')");
        assertThat(page.locator("#list")).containsText("Monthly fair");
    }

    @Test
    void severalKeysAreChosenAndASlowOneIsToldAtOnce() {
        Page page = upload("email;title;city\na@example.com;Dr;Rome\n");
        assertThat(page.locator("[data-slow-keys]")).hasCount(0);
        page.selectOption("#column1", "title");
        // The picker shows the chosen key as a button that removes it.
        page.evaluate(
                """
                () => {
                    const keys = document.querySelector('select[name=keyColumns]');
                    [...keys.options].forEach((key) => (key.selected = key.value === 'title'));
                    keys.dispatchEvent(new Event('change', { bubbles: true }));
                }
                """);
        assertThat(page.locator("[data-slow-keys]")).containsText("Title");
    }

    @Test
    void anUploadThatBreaksOffSaysSo() {
        chromium.expect("net::ERR_FAILED");
        Page page = open("/recipient/import/view.action");
        page.route("**/recipient/import/view.action?*", Route::abort);
        page.setInputFiles("#file", file("email\na@example.com\n"));
        page.click("form[data-save] button[type=submit]");
        assertThat(page.locator(".toast")).isVisible();
        assertThat(page.locator("form[data-save] button[type=submit]")).isEnabled();
        page.unroute("**/recipient/import/view.action?*");
        page.click("form[data-save] button[type=submit]");
        page.waitForURL("**/step/mapping.action*");
    }

    @Test
    void tickedReportsAreDownloadedTogether() throws IOException {
        for (String name : List.of("one.csv", "two.csv")) {
            chromium.app()
                    .core()
                    .database()
                    .run(
                            tx ->
                                    chromium.app()
                                            .core()
                                            .exchange()
                                            .reports()
                                            .add(
                                                    tx,
                                                    chromium.app().master(),
                                                    ReportDraft.of(
                                                            ReportType.IMPORT,
                                                            name,
                                                            0,
                                                            "rows=1\n",
                                                            0)));
        }
        Page page = open("/recipientsreport/list.action");
        page.check("[data-tick-all]");
        Download download =
                page.waitForDownload(() -> page.click(".bulk-bar button:has-text('Download')"));
        assertEquals("import and export reports.zip", download.suggestedFilename());
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(download.path()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertEquals(2, names.size(), names::toString);
        assertTrue(names.stream().allMatch(name -> name.endsWith("/report.txt")), names::toString);
    }

    private static Page upload(String text) {
        Page page = open("/recipient/import/view.action");
        page.setInputFiles("#file", file(text));
        page.click("form[data-save] button[type=submit]");
        page.waitForURL("**/step/mapping.action*");
        return page;
    }

    private static FilePayload file(String text) {
        return new FilePayload("people.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Page open(String path) {
        Page page = chromium.page(WebAppUnderTest.MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate(path);
        return page;
    }
}
