package org.openemm.web.recipient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.profilefield.ProfileFields;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Chromium;
import org.openemm.web.testing.WebAppUnderTest;

/** Profile fields as a person handles them. */
class ProfileFieldsIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @BeforeAll
    static void threeFields() {
        for (String column : List.of("first_one", "second_one", "third_one")) {
            fields().create(
                            chromium.app().master(),
                            ProfileFieldDraft.of(column, column, DataType.INTEGER, 0));
        }
    }

    @Test
    void fieldsAreSortedByDraggingAndByKeys() {
        Page page = open("/profiledb/order.action");
        drag(page, handle(page, "third_one"), handle(page, "first_one"));
        page.waitForURL("**/profiledb/order.action");
        page.waitForCondition(() -> order().indexOf("third_one") == 0);
        page.waitForSelector("li[data-sort=third_one]:first-child");

        page.focus("button[name=down][value=third_one]");
        page.keyboard().press("Enter");
        page.waitForCondition(() -> order().indexOf("third_one") == 1);
        assertEquals(List.of("first_one", "third_one", "second_one"), order());
    }

    @Test
    void aChangeThatWaitsIsSeenToBeginAndToEnd() throws SQLException {
        Page page = open("/profiledb/new.action");
        try (Connection reader = chromium.app().core().database().dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT COUNT(*) FROM customer_1_tbl").close();
            page.fill("#name", "Patience");
            page.fill("#column", "patience");
            page.click("form[data-save] button[type=submit]");
            page.waitForURL("**/profiledb/profiledb.action");
            page.waitForSelector("#field-changes .notice");
            assertTrue(page.innerText("#field-changes").contains("Patience"));
            reader.commit();
            reader.setAutoCommit(true);
        }
        page.waitForCondition(() -> page.locator("#field-changes .notice").count() == 0);
        assertFalse(fields().of(chromium.app().master()).column("patience").isEmpty());
    }

    @Test
    void aFieldIsMadeWithItsValuesUsedAndKept() {
        Page page = open("/profiledb/new.action");
        page.fill("#name", "Shoe size");
        page.fill("#column", "shoe_size");
        page.click("form[data-save] button[type=submit]");
        page.waitForCondition(
                () -> fields().of(chromium.app().master()).column("shoe_size").isPresent());
        int target =
                chromium.app()
                        .core()
                        .targets()
                        .save(
                                chromium.app().master(),
                                new TargetDraft(0, "Big feet", "", "`Shoe size` = '47'"));
        page.navigate("/profiledb/shoe_size/confirmDelete.action");
        assertThat(page.locator("main")).containsText("Big feet");
        assertEquals(0, page.locator("main .btn-danger").count());
        chromium.app().core().targets().delete(chromium.app().master(), target);
        page.reload();
        page.click("main .btn-danger");
        page.waitForURL("**/profiledb/profiledb.action");
        page.waitForCondition(
                () -> fields().of(chromium.app().master()).column("shoe_size").isEmpty());
    }

    private static Page open(String path) {
        Page page = chromium.page(WebAppUnderTest.MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate(path);
        return page;
    }

    private static ProfileFields fields() {
        return chromium.app().core().profileFields();
    }

    private static List<String> order() {
        return fields().of(chromium.app().master()).own().stream()
                .map(ProfileField::column)
                .filter(column -> column.endsWith("_one"))
                .toList();
    }

    private static Locator handle(Page page, String column) {
        return page.locator("li[data-sort=" + column + "] [data-handle]");
    }

    private static void drag(Page page, Locator from, Locator to) {
        BoundingBox start = from.boundingBox();
        BoundingBox end = to.boundingBox();
        page.mouse().move(start.x + start.width / 2, start.y + start.height / 2);
        page.mouse().down();
        page.mouse().move(start.x + start.width / 2, start.y - 10);
        page.mouse().move(end.x + end.width / 2, end.y + 2, new Mouse.MoveOptions().setSteps(15));
        page.mouse().up();
    }
}
