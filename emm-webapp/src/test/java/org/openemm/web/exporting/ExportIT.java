package org.openemm.web.exporting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;

/** An export from an empty profile to the file on the person's own disk. */
class ExportIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void aProfileIsMadeWithMouseAndKeyboardAndItsFileIsDownloaded() throws IOException {
        chromium.app()
                .core()
                .recipients()
                .create(
                        chromium.app().master(),
                        Map.of("email", "zoe@z.example", "firstname", "Zoë", "lastname", "=1+1"));
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/export/create.action");
        page.fill("#name", "For the shop");
        assertThat(page.locator("#preview")).containsText("zoe@z.example");

        page.click("#remove-field-gender");
        assertThat(page.locator(".arranged-row")).hasCount(4);
        assertThat(page.locator("#preview th")).hasCount(4);
        page.click("#remove-field-title");
        assertThat(page.locator(".arranged-row")).hasCount(3);
        page.focus("#up-field-lastname");
        page.keyboard().press("Enter");
        assertThat(page.locator(".arranged-row").nth(1)).containsText("Last name");
        assertThat(page.locator("#up-field-lastname")).isFocused();
        page.locator(".arranged-row").nth(0).locator("[data-handle]").hover();
        page.mouse().down();
        page.locator(".arranged-row").nth(2).hover();
        var last = page.locator(".arranged-row").nth(2).boundingBox();
        page.mouse().move(last.x + 30, last.y + last.height - 2);
        page.mouse().up();
        assertThat(page.locator(".arranged-row").nth(2)).containsText("E-mail");
        page.fill("#heading-field-lastname", "Name");
        page.keyboard().press("Tab");
        assertThat(page.locator("#preview th").first()).hasText("Name");
        page.click("text=Save and export");

        assertThat(page.locator(".tile-value").first()).hasText("1");
        Download download = page.waitForDownload(() -> page.click("main .btn-primary"));
        assertEquals(
                "\ufeffName;firstname;email\r\n\"'=1+1\";Zoë;zoe@z.example\r\n",
                Files.readString(download.path()));
    }
}
