package org.openemm.web.forms;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;

/** Fields in a real browser: errors, dates, files, help. */
class FieldsIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void errorsAreSummedUpAndLeadToTheirFields() {
        Page page = open("en");
        page.fill("#email", "anna@");
        page.fill("#number", "900");
        page.keyboard().press("Control+s");
        Locator summary = page.locator("[data-error-summary]");
        assertThat(summary).isFocused();
        assertThat(summary.locator("li")).hasCount(3);
        assertThat(summary).containsText("Name: Please fill in this field.");
        assertThat(summary).containsText("Mails per minute: At most 500, please.");
        summary.locator("a").nth(1).click();
        assertThat(page.locator("#email")).isFocused();
        assertThat(page.locator("#email")).hasAttribute("aria-invalid", "true");
        page.fill("#email", "anna@example.com");
        assertThat(page.locator("#email ~ .field-error")).hasCount(0);
    }

    @Test
    void whatTheServerRefusesHasTheFocusToo() {
        chromium.expect("422");
        Page page = open("en");
        page.fill("#name", "Spring");
        page.check("#refuse");
        page.click("main button:has-text('Save')");
        Locator summary = page.locator("[data-error-summary]");
        assertThat(summary).isFocused();
        assertThat(summary).containsText("Name: The name “Spring” is taken.");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#name")).isFocused();
    }

    @Test
    void aGermanTypesAGermanDate() {
        Page page = open("de");
        typeDate(page, "24.12.2026");
        assertThat(page.locator("#date-value")).hasValue("2026-12-24");
        typeDate(page, "3.2.");
        assertThat(page.locator("#date-value"))
                .hasValue(java.time.Year.now(java.time.ZoneId.of("Europe/Berlin")) + "-02-03");
        typeDate(page, "24. Dezember 2026");
        assertThat(page.locator("#date")).hasValue("24.12.2026");
        typeDate(page, "31.02.2026");
        assertThat(page.locator("#date")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator(".field:has(#date) .field-error"))
                .containsText("„31.02.2026“ ist kein Datum");
        assertThat(page.locator("#date-value")).hasValue("31.02.2026");
    }

    @Test
    void anEnglishUserTypesAnEnglishDate() {
        Page page = open("en");
        chromium.app()
                .core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE admin_tbl SET admin_country = 'GB' WHERE"
                                                        + " username = ?",
                                                MASTER));
        Page british = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        british.navigate("/design-system/forms");
        typeDate(british, "3/2/2026");
        assertThat(british.locator("#date-value")).hasValue("2026-02-03");
        typeDate(british, "2026-12-24");
        assertThat(british.locator("#date")).hasValue("24/12/2026");
        typeDate(british, "24 Dec 2026");
        assertThat(british.locator("#date-value")).hasValue("2026-12-24");
        page.close();
    }

    @Test
    void aTimeIsUnderstoodHoweverItIsTyped() {
        Page page = open("de");
        for (String typed : new String[] {"9", "9:00", "0900", "9 Uhr", "09.00"}) {
            page.fill("#time", typed);
            page.keyboard().press("Tab");
            assertThat(page.locator("#time-value")).hasValue("09:00");
        }
        page.fill("#time", "25:00");
        page.keyboard().press("Tab");
        assertThat(page.locator(".field:has(#time) .field-error"))
                .containsText("„25:00“ ist keine Uhrzeit");
    }

    @Test
    void theCalendarIsUsedWithTheKeyboard() {
        Page page = open("de");
        page.focus("#date-limits");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator(".calendar [data-day='2026-12-24']")).isFocused();
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".calendar [data-day='2026-12-18']")).isFocused();
        page.keyboard().press("PageUp");
        assertThat(page.locator(".calendar [data-day='2026-12-01']")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator(".calendar")).hasCount(0);
        assertThat(page.locator("#date-limits")).isFocused();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        assertThat(page.locator("#date-limits")).hasValue("25.12.2026");
        assertThat(page.locator("#date-limits")).isFocused();
    }

    @Test
    void aPeriodIsChosenAtOnce() {
        Page page = open("de");
        page.selectOption("[data-range-preset]", "all");
        assertThat(page.locator("#from-value")).hasValue("");
        page.selectOption("[data-range-preset]", "today");
        String today = page.locator("#from-value").inputValue();
        assertThat(page.locator("#to-value")).hasValue(today);
        assertEquals(10, today.length());
        page.fill("#from", "2.1.2026");
        page.keyboard().press("Tab");
        assertThat(page.locator("[data-range-preset]")).hasValue("");
    }

    @Test
    void aFileOfTheWrongKindOrSizeIsToldBeforeItTravels() {
        Page page = open("en");
        page.setInputFiles(
                "#file",
                new FilePayload("notes.txt", "text/plain", "x".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator(".field:has(#file) .field-error"))
                .containsText("“notes.txt” is of another kind");
        page.setInputFiles("#file", new FilePayload("big.png", "image/png", new byte[2_000_000]));
        assertThat(page.locator(".field:has(#file) .field-error")).containsText("At most 1 MB fit");
        page.setInputFiles("#file", new FilePayload("ok.png", "image/png", new byte[2_000]));
        assertThat(page.locator(".field:has(#file) .field-error")).hasCount(0);
        assertThat(page.locator("[data-drop-files]")).containsText("ok.png");
    }

    @Test
    void helpOpensBesideTheLabelAndClosesWithEscape() {
        Page page = open("en");
        page.focus(".help-button");
        page.keyboard().press("Enter");
        assertThat(page.locator("#name-more")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#name-more")).isHidden();
    }

    @Test
    void aPasswordIsJudgedWhileItIsTyped() {
        Page page = open("en");
        page.fill("#password", "secret");
        assertThat(page.locator("[data-strength-word]")).hasText("Easy to guess");
        page.fill("#password", "Correct-Horse-Battery-9");
        assertThat(page.locator("[data-strength-word]")).hasText("Very strong");
    }

    @Test
    void aCounterCountsCharacters() {
        Page page = open("en");
        page.fill("#name", "Grüße 🌱");
        assertThat(page.locator("[data-count=name]")).hasText("7 / 60");
    }

    @Test
    void withoutScriptsTheFieldsAreThoseOfTheBrowser() {
        Page page = chromium.pageWithoutScripts(MASTER, 1440, "en");
        page.navigate("/design-system/forms");
        assertThat(page.locator("#date")).hasAttribute("type", "date");
        page.navigate("/design-system/code");
        assertThat(page.locator("#code-html")).isVisible();
        page.navigate("/design-system/pickers");
        page.selectOption("#pick-season", "3");
        assertThat(page.locator("#pick-season")).hasValue("3");
    }

    private static Page open(String language) {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, language);
        page.navigate("/design-system/forms");
        page.waitForSelector(".date-field");
        return page;
    }

    private static void typeDate(Page page, String date) {
        page.fill("#date", date);
        page.keyboard().press("Tab");
    }
}
