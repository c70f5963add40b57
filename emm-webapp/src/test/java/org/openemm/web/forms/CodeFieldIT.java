package org.openemm.web.forms;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Chromium;

/** Code fields in a real browser. */
class CodeFieldIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    private Page page;

    @BeforeEach
    void open() {
        page = chromium.page(MASTER, 1440, ColorScheme.DARK, "en");
    }

    @Test
    void anErrorIsUnderlinedWithItsReasonAndTheTextStays() {
        page.navigate("/target/create.action");
        page.click("[data-rule-mode=text]");
        page.waitForSelector(".cm-content");
        page.click("label[for=eql]");
        page.keyboard().insertText("`email` = 'a' AND `nofield` = 3");
        assertThat(page.locator(".cm-lintRange-error")).hasText("`nofield`");
        assertThat(page.locator("#eql")).hasValue("`email` = 'a' AND `nofield` = 3");
        page.hover(".cm-lintRange-error");
        assertThat(page.locator(".cm-diagnostic")).containsText("nofield");
        page.keyboard().press("Control+a");
        page.keyboard().insertText("`email` = 'a'");
        assertThat(page.locator(".cm-lintRange-error")).hasCount(0);
    }

    @Test
    void theRuleIsSavedAsTyped() {
        page.navigate("/target/create.action");
        page.click("[data-rule-mode=text]");
        page.waitForSelector(".cm-content");
        page.fill("#name", "Typed rule");
        page.click("label[for=eql]");
        page.keyboard().insertText("`email` CONTAINS 'x'\nOR `email` CONTAINS 'y'");
        page.keyboard().press("Control+s");
        page.waitForURL(url -> url.matches(".*/target/\\d+/view.action"));
        int id = Integer.parseInt(page.url().replaceAll(".*/target/(\\d+)/.*", "$1"));
        assertEquals(
                "`email` CONTAINS 'x'\nOR `email` CONTAINS 'y'",
                chromium.app().core().targets().get(chromium.app().master(), id).eql());
    }

    @Test
    void fieldsAreCompleted() {
        page.navigate("/target/create.action");
        page.click("[data-rule-mode=text]");
        page.waitForSelector(".cm-content");
        page.click("label[for=eql]");
        page.keyboard().type("`ema");
        assertThat(page.locator(".cm-tooltip-autocomplete [aria-selected]"))
                .containsText("`email`");
        page.keyboard().press("Enter");
        // Ready for what comes next.
        assertThat(page.locator("#eql")).hasValue("`email` ");
    }

    @Test
    void tabIndentsAndEscapeThenTabLeaves() {
        page.navigate("/design-system/code");
        page.waitForSelector("#code-html ~ .code-field .cm-content");
        page.waitForSelector("#code-eql ~ .code-field .cm-content");
        page.click("label[for=code-eql]");
        page.keyboard().press("Tab");
        assertThat(page.locator("#code-eql"))
                .hasValue(
                        java.util.regex.Pattern.compile(
                                "  `last.*", java.util.regex.Pattern.DOTALL));
        page.keyboard().press("Escape");
        page.keyboard().press("Tab");
        page.waitForCondition(
                () ->
                        !(Boolean)
                                page.evaluate(
                                        "document.activeElement.closest('.code-field:has([aria-labelledby])')"
                                            + " === document.querySelector('#code-eql ~"
                                            + " .code-field')"));
    }

    @Test
    void scriptsPutTextInAndOurTagsStandOut() {
        page.navigate("/design-system/code");
        page.waitForSelector("#code-html ~ .code-field .cm-content");
        page.waitForSelector("#code-eql ~ .code-field .cm-content");
        assertThat(page.locator(".cm-agn").first()).hasText("[agnTITLE type=\"2\"]");
        page.evaluate(
                """
                () => {
                    const area = document.getElementById('code-html');
                    area.value = '<p>[agnEMAIL]</p>';
                    area.dispatchEvent(new Event('input', { bubbles: true }));
                }
                """);
        assertThat(page.locator(".cm-content").first()).hasText("<p>[agnEMAIL]</p>");
    }

    @Test
    void aHundredThousandCharactersStayUsable() {
        String rule = "`email` = 'a' OR ".repeat(5_000) + "`email` = 'b'";
        page.navigate("/design-system/code");
        page.waitForSelector("#code-html ~ .code-field .cm-content");
        page.waitForSelector("#code-eql ~ .code-field .cm-content");
        page.evaluate(
                """
                (text) => {
                    const area = document.getElementById('code-eql');
                    area.value = text;
                    area.dispatchEvent(new Event('input', { bubbles: true }));
                }
                """,
                rule);
        page.click("label[for=code-eql]");
        page.keyboard().press("Control+End");
        page.keyboard().type("x");
        assertThat(page.locator("#code-eql")).hasValue(rule + "x");
    }

    @Test
    void aLockedRuleCanBeReadButNotChanged() {
        var master = chromium.app().master();
        int id =
                chromium.app()
                        .core()
                        .targets()
                        .save(master, new TargetDraft(0, "Locked", "", "`email` = 'a'", false));
        chromium.app().core().targets().setLocked(master, id, true);
        page.navigate("/target/" + id + "/view.action");
        page.click("[data-rule-mode=text]");
        assertThat(page.locator(".cm-content")).hasAttribute("contenteditable", "false");
        assertThat(page.locator(".cm-content")).hasText("`email` = 'a'");
    }
}
