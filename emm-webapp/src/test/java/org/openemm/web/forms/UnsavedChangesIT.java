package org.openemm.web.forms;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.web.testing.Chromium;

/** What is typed and not saved yet: said, asked about, kept. */
class UnsavedChangesIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    private Page page;
    private int list;

    @BeforeEach
    void open() {
        list =
                chromium.app()
                        .core()
                        .mailinglists()
                        .create(chromium.app().master(), "List " + System.nanoTime(), "");
        page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate(path());
    }

    @Test
    void theFootSaysThatSomethingIsNotSavedUntilItIsAsBefore() {
        assertThat(note()).hasText("");
        page.fill("#description", "For friends");
        assertThat(note()).hasText("Unsaved changes");
        page.fill("#description", "");
        assertThat(note()).hasText("");
    }

    @Test
    void aLinkAsksAndStayingKeepsWhatIsTyped() {
        page.fill("#description", "For friends");
        page.click(".crumbs a >> nth=-1");
        assertThat(page.locator("#ui-leave")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#ui-leave")).isHidden();
        assertThat(page.locator("#description")).hasValue("For friends");
        assertEquals(path(), path(page));
    }

    @Test
    void discardingLeavesAndForgets() {
        page.fill("#description", "For friends");
        page.click(".crumbs a >> nth=-1");
        page.click("#ui-leave [data-leave=discard]");
        page.waitForURL("**/mailinglist/list.action");
        assertEquals("", stored().description());
    }

    @Test
    void savingFirstLeadsWhereTheLinkPointed() {
        page.fill("#description", "For friends");
        page.click(".menu >> text=Target groups");
        page.click("#ui-leave [data-leave=save]");
        page.waitForURL("**/target/list.action");
        assertEquals("For friends", stored().description());
        assertThat(page.locator(".toast")).isVisible();
    }

    @Test
    void savingFirstShowsTheErrorsWhenThereAreSome() {
        chromium.expect("422");
        page.fill("#name", "x");
        page.click(".menu >> text=Target groups");
        page.click("#ui-leave [data-leave=save]");
        assertThat(page.locator("[data-error-summary]")).isFocused();
        assertThat(page.locator("#name")).hasValue("x");
        assertThat(note()).hasText("Unsaved changes");
    }

    @Test
    void theBrowserAsksBeforeItClosesThePage() {
        page.fill("#description", "For friends");
        boolean[] asked = {false};
        page.onDialog(
                dialog -> {
                    asked[0] = dialog.type().equals("beforeunload");
                    dialog.accept();
                });
        page.reload();
        assertTrue(asked[0]);
    }

    @Test
    void ctrlSSaves() {
        page.fill("#description", "For friends");
        page.keyboard().press("Control+s");
        page.waitForURL("**/mailinglist/list.action");
        assertEquals("For friends", stored().description());
    }

    @Test
    void unsavedTextIsOfferedOnReturnAndPutBackOnlyWhenAsked() {
        openRule();
        typeRule("`email` CONTAINS 'garden'");
        leaveWithoutSaving();
        openRule();
        assertThat(page.locator("#eql")).hasValue("");
        assertThat(page.locator(".draft-note")).containsText("You have unsaved text of");
        page.click(".draft-note >> text=Restore");
        assertThat(page.locator("#eql")).hasValue("`email` CONTAINS 'garden'");
        assertThat(page.locator(".cm-content")).containsText("garden");
    }

    @Test
    void discardedTextIsNotOfferedAgain() {
        openRule();
        typeRule("`email` CONTAINS 'weeds'");
        leaveWithoutSaving();
        openRule();
        page.click(".draft-note >> text=Discard");
        assertThat(page.locator(".draft-note")).hasCount(0);
        openRule();
        assertThat(page.locator(".draft-note")).hasCount(0);
    }

    @Test
    void savedTextIsNotOffered() {
        openRule();
        page.fill("#name", "Group " + System.nanoTime());
        typeRule("`email` CONTAINS 'roses'");
        page.keyboard().press("Control+s");
        page.waitForURL(url -> url.matches(".*/target/\\d+/view.action"));
        openRule();
        assertThat(page.locator(".draft-note")).hasCount(0);
    }

    @Test
    void aDraftThatIsOlderThanTheStoredTextSaysSo() {
        page.navigate("/design-system/forms");
        page.evaluate(
                """
                () => localStorage.setItem(
                    'openemm-draft:' + document.querySelector('meta[name=user]').content + ':sample',
                    JSON.stringify({ time: Date.now(), stamp: 'older', fields: [['description', 'Mine']] }))
                """);
        page.reload();
        assertThat(page.locator(".draft-note.notice-warn")).containsText("changed by a save");
    }

    private void openRule() {
        page.navigate("/target/create.action");
        page.click("[data-rule-mode=text]");
        page.waitForSelector(".cm-content");
    }

    private void typeRule(String rule) {
        page.click(".cm-content");
        page.keyboard().insertText(rule);
        page.waitForFunction(
                "() => Object.keys(localStorage).some(key => key.includes('target-0'))");
    }

    private void leaveWithoutSaving() {
        page.onceDialog(dialog -> dialog.accept());
        page.navigate("/dashboard.action");
    }

    private com.microsoft.playwright.Locator note() {
        return page.locator("main [data-unsaved-note]");
    }

    private Mailinglist stored() {
        return chromium.app().core().mailinglists().get(chromium.app().master(), list);
    }

    private String path() {
        return "/mailinglist/" + list + "/view.action";
    }

    private static String path(Page page) {
        return page.evaluate("location.pathname").toString();
    }
}
