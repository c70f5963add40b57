package org.openemm.web.target;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;

/** A rule is written with examples and advice, and counted while one types. */
class TargetsIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @BeforeAll
    static void addPeople() {
        for (int i = 0; i < 4; i++) {
            chromium.app()
                    .core()
                    .recipients()
                    .create(
                            chromium.app().master(),
                            Map.of("email", "p" + i + "@example.com", "gender", "" + i % 2));
        }
    }

    @Test
    void aGroupBeginsWithAnExampleAndIsCountedWhileOneTypes() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/target/create.action");
        assertThat(page.locator("#rule-result")).containsText("100% of all 4");
        page.click(".rule-example:has-text('Women')");
        assertThat(page.locator("#rule-result")).containsText("50% of all 4");
        page.click(".rule-example:has-text('Addresses of one domain')");
        assertThat(page.locator("#rule-result .tile-value")).hasText("2");
        page.fill("#name", "Women here");
        page.locator("form[data-save] button[type=submit]").last().click();
        assertThat(page.locator("h1")).hasText("Women here");
        page.click("text=Show recipients");
        assertThat(page.locator("tbody tr")).hasCount(2);
        page.navigate("/target/list.action");
        Locator row = page.locator("tbody tr:has-text('Women here')");
        row.scrollIntoViewIfNeeded();
        assertThat(row).containsText("50.0%");
    }

    @Test
    void aWrongRuleIsCorrectedByItsSuggestion() {
        Page page = chromium.page(MASTER, 390, ColorScheme.DARK, "de");
        page.navigate("/target/create.action");
        page.click("[data-rule-mode=text]");
        page.click(".code-field .cm-content");
        page.keyboard().insertText("gender = 1 AND opened in the last 30 days");
        assertThat(page.locator("#rule-result mark")).isVisible();
        page.click("text=Diese Regel verwenden");
        assertThat(page.locator("#rule-result .tile-value")).hasText("0");
        assertThat(page.locator("#rule-result")).containsText("Zurzeit erfüllt niemand");
    }

    @Test
    void theTextCompletesWhatFitsAndCorrectsItselfAtTheMark() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/target/create.action");
        page.click("[data-rule-mode=text]");
        Locator text = page.locator(".cm-content");
        assertThat(text).isFocused();
        Locator options = page.locator(".cm-tooltip-autocomplete li");
        page.keyboard().type("gend");
        assertThat(options.first()).containsText("gender");
        page.keyboard().press("Enter");
        assertThat(options.first()).hasText("=");
        page.keyboard().press("Enter");
        assertThat(options.nth(1)).containsText("Ms.");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(options.first()).hasText("AND");
        assertThat(page.locator("#eql")).hasValue("`gender` = 1 ");
        page.keyboard().press("Escape");
        page.keyboard().insertText("AND lastnam = 'x'");
        page.locator(".cm-lintRange-error").hover();
        page.click(".cm-diagnosticAction");
        assertThat(page.locator("#eql")).hasValue("`gender` = 1 AND `lastname` = 'x'");
        page.click("[data-rule-mode=builder]");
        assertThat(page.locator(".rule-parts")).hasCount(2);
        page.reload();
        assertThat(page.locator(".rule-parts")).hasCount(1);
    }
}
