package org.openemm.web.importing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.recipient.RecipientQuery;
import org.openemm.web.testing.Chromium;

/** A spreadsheet with mistakes, from the file to corrected rows. */
class ImportIT {
    private static final String FILE =
            """
            E-Mail;Anrede;Vorname;Notiz
            anna@example.com;Frau;Änna;x
            otto-example.com;Herr;Otto;y
            zoe@example.com;Signora;Zoë;z
            """;

    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void wrongRowsAreCorrectedInTheBrowserAndImported() {
        int list = chromium.app().core().mailinglists().create(chromium.app().master(), "Shop", "");
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/recipient/import/wizard/step/file.action");
        page.setInputFiles(
                "#file",
                new FilePayload(
                        "people.csv", "text/csv", FILE.getBytes(Charset.forName("windows-1252"))));
        page.click("main form button[type=submit]");

        assertThat(page.locator("main")).containsText("1 column is left out");
        assertThat(page.locator("#sample")).containsText("Änna");
        assertThat(page.locator("#sample")).containsText("Ms.");
        page.selectOption("#column2", "lastname");
        assertThat(page.locator("#sample thead")).containsText("Last name");
        page.selectOption("#column2", "firstname");
        assertThat(page.locator("#sample thead")).containsText("First name");
        page.check("#list" + list);
        page.click("text=Check the file");

        assertThat(page.locator("main")).containsText("Import 1 row");
        assertThat(page.locator("main")).containsText("“Signora” is no known salutation.");
        page.click("text=Correct here");
        page.fill("[aria-invalid=true] >> nth=0", "otto@example.com");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator(".sheet-good")).hasCount(1);
        page.fill("[aria-invalid=true] >> nth=0", "Frau");
        page.keyboard().press("Enter");
        assertThat(page.locator(".sheet-good")).hasCount(2);
        page.click("text=Save corrected rows");

        assertThat(page.locator("main")).containsText("Import 3 rows");
        page.click("text=Import 3 rows");
        assertThat(page.locator("main .badge, main .notice-good").first()).isVisible();
        assertThat(page.locator(".notice-good")).containsText("The import ended");
        assertEquals(
                3,
                chromium.app()
                        .core()
                        .recipients()
                        .count(chromium.app().master(), RecipientQuery.all(1), 10));
        page.navigate("/recipient/import/wizard/step/file.action");
        assertThat(page.locator("tbody tr")).containsText("people.csv");
    }
}
