package org.openemm.web.importing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.tabular.TimePattern;
import org.openemm.tabular.XlsxWriter;
import org.openemm.web.testing.Chromium;

/** A file that comes every week: from its profile to the report, as CSV and as a spreadsheet. */
class StandardImportIT {
    private static final String CSV =
            """
            Kunde;E-Mail;Anrede
            Änna;anna@example.com;Frau
            Otto;otto-example.com;Herr
            """;

    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void aProfileIsMadeFromAFileAndFilesAreImportedWithIt() throws IOException {
        int list = chromium.app().core().mailinglists().create(chromium.app().master(), "Shop", "");
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/import-profile/create.action");
        page.setInputFiles("#sample", file("sample.csv", CSV.getBytes(windows())));
        page.click("text=Read columns");
        assertThat(page.locator("#file0")).hasValue("Kunde");
        page.selectOption("#field0", "firstname");
        page.fill("#name", "Shop, weekly");
        page.click("main form[data-save] .form-actions .btn-primary");
        assertThat(page.locator("h1")).hasText("Shop, weekly");

        page.click("text=Import with it");
        page.setInputFiles("#file", file("week1.csv", CSV.getBytes(windows())));
        page.click("text=Upload and continue");
        assertThat(page.locator("main")).containsText("reads it");
        assertThat(page.locator("main table")).containsText("Änna");
        page.check("#list" + list);
        page.click("text=Check the file");
        assertThat(page.locator("main")).containsText("Import 1 row");

        page.click("text=Correct here");
        page.fill("[aria-invalid=true]", "otto@example.com");
        page.keyboard().press("Enter");
        assertThat(page.locator(".sheet-good")).hasCount(1);
        page.click("text=Save corrected rows");
        page.click("text=Import 2 rows");
        assertThat(page.locator(".notice-good")).containsText("The import ended");
        assertEquals(1, found("otto@example.com"));

        page.navigate("/recipientsreport/list.action");
        page.click("text=week1.csv");
        while (page.locator("text=Corrected by hand").count() == 0) {
            page.reload();
        }
        Download download = page.waitForDownload(() -> page.click("a[href$='kind=ADDED']"));
        List<String> lines = Files.readAllLines(download.path(), StandardCharsets.UTF_8);
        assertEquals("\ufeffKunde;E-Mail;Anrede", lines.get(0));
        assertTrue(lines.contains("Änna;anna@example.com;1"), lines::toString);

        page.navigate("/import-profile/list.action");
        page.click("text=Shop, weekly");
        page.click("text=Import with it");
        page.setInputFiles("#file", file("week2.xlsx", spreadsheet()));
        page.click("text=Upload and continue");
        assertThat(page.locator("main table")).containsText("zoe@example.com");
        page.click("text=Check the file");
        page.click("text=Import 1 row");
        assertThat(page.locator(".notice-good")).containsText("The import ended");
        assertEquals(1, found("zoe@example.com"));
    }

    private static int found(String email) {
        return chromium.app()
                .core()
                .recipients()
                .findBy(chromium.app().master(), "email", email)
                .size();
    }

    private static byte[] spreadsheet() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XlsxWriter sheet =
                new XlsxWriter(
                        bytes,
                        "Week",
                        TimePattern.of("yyyy-MM-dd"),
                        TimePattern.of("yyyy-MM-dd"))) {
            sheet.heading(List.of("Kunde", "E-Mail", "Anrede"));
            for (String cell : List.of("Zoë", "zoe@example.com", "Frau")) {
                sheet.text(cell.getBytes(StandardCharsets.UTF_8));
            }
            sheet.endRow();
        }
        return bytes.toByteArray();
    }

    private static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, "application/octet-stream", content);
    }

    private static Charset windows() {
        return Charset.forName("windows-1252");
    }
}
