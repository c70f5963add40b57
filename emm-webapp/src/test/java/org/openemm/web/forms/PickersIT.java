package org.openemm.web.forms;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;

/** Pickers and drawers in a real browser, by keyboard. */
class PickersIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    private Page page;

    @BeforeEach
    void open() {
        page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
    }

    @Test
    void oneIsFoundAndChosenByKeyboard() {
        chromium.app()
                .core()
                .mailinglists()
                .create(chromium.app().master(), "Garden friends", "Roses & <b>weeds</b>");
        page.navigate("/design-system/pickers");
        page.focus("#pick-list");
        page.keyboard().type("friends");
        assertThat(page.locator("#pick-list")).hasAttribute("aria-expanded", "true");
        assertThat(page.locator("[role=option] .pick-label").first()).hasText("Garden friends");
        assertThat(page.locator("[role=option] .pick-note").first())
                .hasText("0 active recipients · Roses & <b>weeds</b>");
        assertThat(page.locator("[role=option].active"))
                .hasText(java.util.regex.Pattern.compile("Garden friends.*"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#pick-list")).hasValue("Garden friends");
        assertThat(page.locator("#pick-list")).hasAttribute("aria-expanded", "false");
        assertThat(page.locator("#pick-list-value")).not().hasValue("");
    }

    @Test
    void whoTypesAndPressesEnterQuicklyGetsWhatIsFoundNotWhatWasThere() {
        var lists = chromium.app().core().mailinglists();
        lists.create(chromium.app().master(), "Quick first", "");
        lists.create(chromium.app().master(), "Quick second", "");
        page.navigate("/design-system/pickers");
        page.focus("#pick-list");
        for (String name : List.of("Quick first", "Quick second")) {
            page.keyboard().insertText(name);
            page.keyboard().press("Enter");
            assertThat(page.locator("#pick-list")).hasAttribute("aria-expanded", "false");
            assertThat(page.locator("#pick-list")).hasValue(name);
            page.keyboard().press("Control+a");
        }
    }

    @Test
    void escapeClosesTheListAndKeepsTheChoice() {
        page.navigate("/design-system/pickers");
        page.focus("#pick-season");
        page.keyboard().type("aut");
        assertThat(page.locator("[role=option]:visible")).hasCount(1);
        page.keyboard().press("Escape");
        assertThat(page.locator("#pick-season")).hasValue("Summer");
        assertThat(page.locator("#pick-season-value")).hasValue("2");
    }

    @Test
    void emptyingTheTextChoosesNothing() {
        page.navigate("/design-system/pickers");
        page.fill("#pick-season", "");
        page.keyboard().press("Tab");
        assertThat(page.locator("#pick-season-value")).hasValue("");
        assertThat(page.locator("#pick-season")).hasAttribute("placeholder", "All year round");
    }

    @Test
    void severalAreAddedAndTakenAway() {
        page.navigate("/design-system/pickers");
        assertThat(page.locator(".tokens:visible li")).hasCount(2);
        page.focus("#pick-seasons");
        page.keyboard().type("summ");
        page.keyboard().press("Enter");
        assertThat(page.locator(".tokens:visible li")).hasCount(3);
        page.keyboard().press("Escape");
        page.click("[aria-label='Remove Spring']");
        assertThat(page.locator("#pick-seasons")).isFocused();
        page.keyboard().press("Backspace");
        assertThat(page.locator(".tokens:visible li")).hasText(new String[] {"Summer"});
    }

    @Test
    void aRecipientIsFoundByTheBeginningOfTheAddress() {
        chromium.app()
                .core()
                .recipients()
                .create(
                        chromium.app().master(),
                        Map.of("email", "anna@garden.example", "lastname", "Fern"));
        page.navigate("/design-system/pickers");
        page.fill("#pick-recipient", "anna@");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("[role=option]:visible .pick-note")).containsText("Fern");
        page.locator("[role=option]:visible").first().click();
        assertThat(page.locator("#pick-recipient")).hasValue("anna@garden.example");
    }

    @Test
    void whatIsMissingIsMadeInADrawerAndChosen() {
        page.navigate("/design-system/pickers");
        page.click("#pick-list");
        page.click("[role=option]:has-text('New mailing list')");
        page.waitForSelector("dialog.drawer[open]");
        page.keyboard().type("Made beside");
        page.keyboard().press("Control+s");
        assertThat(page.locator("dialog.drawer")).hasCount(0);
        assertThat(page.locator("#pick-list")).hasValue("Made beside");
        assertThat(page.locator("#pick-list")).isFocused();
    }

    @Test
    void aDrawerKeepsTheFocusAsksBeforeItLosesAnythingAndGivesTheFocusBack() {
        page.navigate("/design-system/dialogs");
        page.focus("a[data-drawer]");
        page.keyboard().press("Enter");
        assertThat(page.locator(".drawer [name=name]")).isFocused();
        page.keyboard().type("Half typed");
        page.keyboard().press("Escape");
        assertThat(page.locator("#ui-leave")).isVisible();
        page.click("#ui-leave [data-leave=discard]");
        assertThat(page.locator("dialog.drawer")).hasCount(0);
        assertThat(page.locator("a[data-drawer]")).isFocused();
    }

    @Test
    void backClosesTheDrawerAndStaysOnThePage() {
        page.navigate("/design-system/dialogs");
        page.click("a[data-drawer]");
        page.waitForSelector("dialog.drawer[open]");
        page.evaluate("history.back()");
        assertThat(page.locator("dialog.drawer")).hasCount(0);
        page.waitForURL("**/design-system/dialogs");
    }

    @Test
    void errorsInADrawerStayInTheDrawer() {
        chromium.expect("422");
        page.navigate("/design-system/dialogs");
        page.click("a[data-drawer]");
        page.waitForSelector("dialog.drawer[open]");
        page.keyboard().type("x");
        page.keyboard().press("Enter");
        assertThat(page.locator(".drawer [data-error-summary]")).isFocused();
        assertThat(page.locator(".drawer [data-error-summary]")).containsText("3 to 99");
        page.click(".drawer [data-error-summary] a");
        assertThat(page.locator(".drawer [name=name]")).isFocused();
    }

    @Test
    void aQuestionIsClosedByEscapeAndByAClickBesideIt() {
        page.navigate("/design-system/dialogs");
        page.click("[data-open=dialog-danger]");
        page.keyboard().press("Escape");
        assertThat(page.locator("#dialog-danger")).isHidden();
        assertThat(page.locator("[data-open=dialog-danger]")).isFocused();
        page.click("[data-open=dialog-danger]");
        page.mouse().click(5, 5);
        assertThat(page.locator("#dialog-danger")).isHidden();
    }
}
