package org.openemm.web.target;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.Chromium;

/** A rule is clicked together, moved about, and stays the same rule in the text. */
class RuleBuilderIT {
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
    void aNestedRuleIsClickedTogetherSavedAndFoundAgain() {
        Page page = create(1440, "en");
        field(page, 0, "Salut");
        value(page, 0).selectOption("1");
        page.click("[data-rule-addgroup]");
        field(page, 1, "Firstn");
        value(page, 1).fill("An'na\\");
        page.locator(".rule-list .rule-group [data-rule-add]").click();
        field(page, 2, "First n");
        operator(page, 2).selectOption("begins_with");
        value(page, 2).fill("B");

        eql(page, "`gender` = 1 AND (`firstname` = 'An\\'na\\\\' OR `firstname` STARTS WITH 'B')");
        assertThat(page.locator("[data-sentence]")).containsText("An'na\\");

        page.fill("#name", "Clicked together");
        save(page);
        assertThat(page.locator("h1")).hasText("Clicked together");
        page.reload();
        assertThat(rows(page)).hasCount(3);
        assertThat(value(page, 1)).hasValue("An'na\\");
        assertThat(joins(page).nth(1)).hasValue("any");
    }

    @Test
    void everythingCanBeDoneWithTheKeyboard() {
        Page page = create(1440, "en");
        write(page, "gender = 1 AND firstname = 'A' AND lastname = 'B'");
        assertThat(rows(page)).hasCount(3);

        grip(page, 2).press("ArrowUp");
        eql(page, "`gender` = 1 AND `lastname` = 'B' AND `firstname` = 'A'");
        page.keyboard().press("ArrowUp");
        eql(page, "`lastname` = 'B' AND `gender` = 1 AND `firstname` = 'A'");
        assertThat(page.locator("[data-rule-builder] > [role=status]"))
                .containsText("is now number 1 of 3");

        menu(page, 0, "Make a group of it");
        grip(page, 2).press("ArrowUp");
        eql(page, "(`lastname` = 'B' OR `gender` = 1) AND `firstname` = 'A'");
        grip(page, 2).press("ArrowLeft");
        eql(page, "(`lastname` = 'B') AND `gender` = 1 AND `firstname` = 'A'");

        grip(page, 2).press("Delete");
        eql(page, "(`lastname` = 'B') AND `firstname` = 'A'");
        grip(page, 0).press("Control+z");
        eql(page, "(`lastname` = 'B') AND `gender` = 1 AND `firstname` = 'A'");
        grip(page, 0).press("Control+y");
        eql(page, "(`lastname` = 'B') AND `firstname` = 'A'");
    }

    @Test
    void whatIsDeletedComesBack() {
        Page page = create(390, "de");
        write(page, "gender = 1 AND (firstname = 'A' OR lastname = 'B')");

        page.locator(".rule-list .rule-group [data-rule-delete]").first().click();
        eql(page, "`gender` = 1");
        page.click(".toast-undo >> text=Rückgängig");
        eql(page, "`gender` = 1 AND (`firstname` = 'A' OR `lastname` = 'B')");

        menu(page, 0, "Verdoppeln");
        eql(page, "`gender` = 1 AND `gender` = 1 AND (`firstname` = 'A' OR `lastname` = 'B')");
        joins(page).first().selectOption("none");
        eql(page, "NOT (`gender` = 1 OR `gender` = 1 OR (`firstname` = 'A' OR `lastname` = 'B'))");
        assertEquals(
                0,
                page.evaluate(
                        "document.documentElement.scrollWidth"
                                + " - document.documentElement.clientWidth"));
    }

    @Test
    void conditionsAreDraggedIntoGroupsAndOutOfThem() {
        Page page = create(1440, "en");
        write(page, "gender = 1 AND (firstname = 'A' OR lastname = 'B')");

        drag(page, grip(page, 0), page.locator(".rule-list .rule-list > li").last(), 1);
        eql(page, "(`firstname` = 'A' OR `lastname` = 'B' OR `gender` = 1)");
        page.locator("[data-rule-add]").last().click();
        field(page, 3, "E-mail");
        value(page, 3).fill("x");
        // The sentence above grows by what was typed and moves the conditions.
        assertThat(page.locator(".rule-sentence")).containsText("x");
        drag(page, grip(page, 1), page.locator(".rule-root > li > .rule-list > li").last(), 1);
        eql(page, "(`lastname` = 'B' OR `gender` = 1) AND `email` = 'x' AND `firstname` = 'A'");

        BoundingBox box = grip(page, 1).boundingBox();
        page.mouse().move(box.x + 5, box.y + 5);
        page.mouse().down();
        page.mouse().move(box.x + 5, box.y + 300);
        assertThat(page.locator(".rule-drop")).isVisible();
        page.keyboard().press("Escape");
        page.mouse().up();
        assertThat(page.locator(".rule-drop")).hasCount(0);
        eql(page, "(`lastname` = 'B' OR `gender` = 1) AND `email` = 'x' AND `firstname` = 'A'");
    }

    @Test
    void datesAreChosenInWordsOfPeople() {
        Page page = create(1440, "en");
        field(page, 0, "Created");
        operator(page, 0).selectOption("greater_or_equal");
        page.getByLabel("Which day").selectOption("ago");
        page.getByLabel("Number of days").fill("30");
        eql(page, "`creation_date` >= TODAY-30 DATEFORMAT 'YYYYMMDD'");
        operator(page, 0).selectOption("equal");
        page.getByLabel("Which day").selectOption("today");
        page.getByLabel("What of the date is compared").selectOption("MMDD");
        eql(page, "`creation_date` = TODAY DATEFORMAT 'MMDD'");
        page.getByLabel("Which day").selectOption("day");
        page.getByLabel("Month").selectOption("12");
        page.getByLabel("Day", new Page.GetByLabelOptions().setExact(true)).fill("4");
        eql(page, "`creation_date` = '1204' DATEFORMAT 'MMDD'");
        page.getByLabel("What of the date is compared").selectOption("YYYYMMDD");
        page.locator(".date-box .input").fill("2026-12-24");
        eql(page, "`creation_date` = '20261224' DATEFORMAT 'YYYYMMDD'");
        operator(page, 0).selectOption("is_empty");
        eql(page, "`creation_date` IS EMPTY");
    }

    @Test
    void whatIsNotCompleteIsNotSaved() {
        Page page = create(1440, "en");
        page.fill("#name", "Half a rule");
        field(page, 0, "First n");
        page.locator("form[data-save] button[type=submit]").last().click();
        assertThat(page.locator(".rule-wrong .field-error")).hasText("The value is missing.");
        assertThat(value(page, 0)).isFocused();
        value(page, 0).fill("Anna");
        save(page);
        assertThat(page.locator("h1")).hasText("Half a rule");
        eql(page, "`firstname` = 'Anna'");
    }

    @Test
    void whatTheBuilderCannotShowStaysInTheText() {
        int id =
                chromium.app()
                        .core()
                        .targets()
                        .save(
                                chromium.app().master(),
                                new TargetDraft(0, "Two fields", "", "firstname = lastname"));
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/target/" + id + "/view.action");

        assertThat(page.locator("[data-rule-note]")).containsText("firstname = lastname");
        assertThat(page.locator(".cm-content")).hasText("firstname = lastname");
        page.click("[data-rule-mode=builder]");
        assertThat(page.locator("[data-rule-note]")).containsText("firstname = lastname");
        assertThat(page.locator(".cm-content")).isVisible();
        eql(page, "firstname = lastname");
    }

    @Test
    void attacksAreOnlyTexts() {
        Page page = create(1440, "en");
        field(page, 0, "First n");
        value(page, 0).fill("'\"<script>{{[agn");
        eql(page, "`firstname` = '\\'\"<script>{{[agn'");
        page.fill("#name", "'\"<script>{{[agn");
        save(page);
        assertThat(page.locator("h1")).hasText("'\"<script>{{[agn");
        assertThat(value(page, 0)).hasValue("'\"<script>{{[agn");
    }

    @Test
    void aHundredConditionsAreShownAtOnce() {
        Page page = create(1440, "en");
        write(page, "(" + "lastname = 'B' OR ".repeat(99) + "gender = 1) AND gender = 0");
        assertThat(rows(page)).hasCount(1);
        page.click("[data-rule-fold]");
        assertThat(rows(page)).hasCount(101);
    }

    @Test
    void theNewestConditionsHaveForms() {
        Page page = create(1440, "en");
        field(page, 0, "Mailing opened");
        operator(page, 0).selectOption("no");
        page.click("text=When, how often, on what");
        page.getByLabel("Within so many days").fill("90");
        page.getByLabel("At least so often").fill("2");
        eql(page, "NOT (OPENED ANY MAILING AT LEAST 2 TIMES WITHIN 90 DAYS)");
        page.click("[data-rule-add]");
        field(page, 1, "On a mailing list");
        page.getByLabel("State on the list").selectOption("active");
        page.click("[data-rule-add]");
        field(page, 2, "Revenue");
        page.getByLabel("Amount").fill("12,5");
        page.click("[data-rule-add]");
        field(page, 3, "Customer ID");
        operator(page, 3).selectOption("between");
        page.getByLabel("Lower limit").fill("1");
        page.getByLabel("Upper limit").fill("99");
        eql(
                page,
                "NOT (OPENED ANY MAILING AT LEAST 2 TIMES WITHIN 90 DAYS)"
                        + " AND HAS STATUS ACTIVE BINDING ON ANY MAILINGLIST"
                        + " AND REVENUE BY ANY MAILING >= 12.5"
                        + " AND `customer_id` BETWEEN 1 AND 99");
        page.fill("#name", "Newest conditions");
        save(page);
        assertThat(rows(page)).hasCount(4);
        assertThat(page.getByLabel("At least so often")).hasValue("2");
    }

    @Test
    void nonsenseIsNamed() {
        Browser browser = chromium.app().loggedIn();
        browser.get("/target/create.action");
        String odd =
                browser.post("/target/rules.action", Map.of("rules", "{\"rules\":[{}]}")).html();
        String huge =
                browser.post("/target/rules.action", Map.of("eql", "x".repeat(100_000))).html();

        assertTrue(odd.startsWith("{\"problem\":{\"text\":"), odd);
        assertTrue(huge.startsWith("{\"problem\":{\"text\":"), huge);
    }

    static Page create(int width, String language) {
        Page page = chromium.page(MASTER, width, ColorScheme.LIGHT, language);
        page.navigate("/target/create.action");
        page.locator(".rule-editor.ready").waitFor();
        return page;
    }

    /** As an example or a draft puts a rule into the text. */
    static void write(Page page, String rule) {
        page.evaluate(
                "(rule) => { const area = document.getElementById('eql'); area.value = rule;"
                        + " area.dispatchEvent(new Event('input', { bubbles: true })); }",
                rule);
        page.waitForCondition(
                () ->
                        (Boolean)
                                page.evaluate(
                                        "document.querySelector('.rule-editor').rules.shown ==="
                                                + " document.getElementById('eql').value"));
    }

    static void eql(Page page, String rule) {
        assertThat(page.locator("#eql")).hasValue(rule);
    }

    static Locator rows(Page page) {
        return page.locator(".rule-parts");
    }

    private static void field(Page page, int row, String typed) {
        Locator input = rows(page).nth(row).locator(".rule-field input");
        input.fill(typed);
        page.locator(".listbox-pop:popover-open [role=option].active").waitFor();
        input.press("Enter");
        assertThat(operator(page, row)).isFocused();
    }

    private static Locator operator(Page page, int row) {
        return rows(page).nth(row).locator("[data-part=operator]");
    }

    private static Locator value(Page page, int row) {
        return rows(page).nth(row).locator("[data-part=value0]");
    }

    private static Locator grip(Page page, int number) {
        return page.locator("[data-rule-grip]").nth(number);
    }

    private static Locator joins(Page page) {
        return page.locator(".rule-joins");
    }

    private static void menu(Page page, int number, String entry) {
        page.locator("[data-rule-menu]").nth(number).press("Enter");
        page.locator(".popover-menu:popover-open button")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + entry + "$")))
                .press("Enter");
    }

    /**
     * @param side 0 for the upper edge of the target, 1 for the lower one
     */
    private static void drag(Page page, Locator what, Locator to, int side) {
        BoundingBox from = what.boundingBox();
        BoundingBox target = to.boundingBox();
        page.mouse().move(from.x + from.width / 2, from.y + from.height / 2);
        page.mouse().down();
        page.mouse().move(from.x + 20, from.y + 30);
        page.mouse().move(target.x + 40, target.y + side * target.height + (side == 0 ? -2 : 2));
        page.mouse().up();
    }

    private static void save(Page page) {
        page.locator("form[data-save] button[type=submit]").last().click();
        page.waitForURL(Pattern.compile("/target/[1-9][0-9]*/view"));
        page.locator(".rule-editor.ready").waitFor();
    }
}
