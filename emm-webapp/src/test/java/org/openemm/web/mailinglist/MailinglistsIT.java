package org.openemm.web.mailinglist;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.testing.Chromium;
import org.openemm.web.testing.WebAppUnderTest;

/** Mailing lists as a person handles them. */
class MailinglistsIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void aListIsMadeChangedDeletedAndComesBack() {
        Page page = open("/mailinglist/list.action", 1440);
        page.click("a:has-text('New mailing list')");
        page.fill("#name", "Spring '\"<b>");
        page.fill("#senderEmail", "spring@example.com");
        page.keyboard().press("Control+s");
        assertThat(page.locator("table")).containsText("Spring '\"<b>");
        page.click("text=Spring '\"<b>");
        page.fill("#description", "What blooms");
        page.click("button:has-text('Save')");
        assertThat(page.locator("table")).containsText("What blooms");

        page.click("text=Spring '\"<b>");
        page.click("button[popovertarget=list-menu]");
        page.click("#list-menu >> text=Delete list");
        page.click("button.btn-danger");
        assertThat(page.locator("#list")).not().containsText("Spring");
        page.click(".toast button:has-text('Undo')");
        assertThat(page.locator("#list")).containsText("Spring '\"<b>");
    }

    @Test
    void theRecipientsOfAListAreDeletedAfterTwoQuestions() {
        int full = list("Fair visitors");
        int other = list("Newsletter");
        for (int i = 0; i < 5; i++) {
            long person =
                    chromium.app()
                            .core()
                            .recipients()
                            .create(
                                    chromium.app().master(),
                                    Map.of("email", "fair" + i + "@example.com"));
            bind(person, full, i == 4 ? UserType.ADMIN : UserType.WORLD);
            if (i == 0) {
                bind(person, other, UserType.WORLD);
            }
        }
        Page page = open("/mailinglist/" + full + "/view.action", 390);
        page.click("button[popovertarget=list-menu]");
        page.click("#list-menu >> text=Delete recipients");
        assertTrue(page.isChecked("#keepTest"));
        page.check("#onlyActive");
        page.click("text=Count and review");
        assertThat(page.locator("h1")).hasText("Delete 3 recipients for good?");
        assertThat(page.locator("[data-leaving]")).hasText("1");
        page.click("text=Change the choice");
        assertTrue(page.isChecked("#onlyActive"), "the choice is kept");
        page.check("input[name=everywhere][value=true]");
        page.click("text=Count and review");
        page.click("button:has-text('Delete 4 recipients')");
        assertThat(page.locator(".notice-good")).hasText("4 recipients have left the list.");
        page.click("text=Back to the list");
        assertThat(page.locator("h1")).hasText("Fair visitors");
        assertEquals(
                1,
                chromium
                        .app()
                        .core()
                        .mailinglists()
                        .counts(chromium.app().master())
                        .get(full)
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    @Test
    void thePageOfAListShowsItsYearInPlace() {
        int id = list("Growing");
        long person =
                chromium.app()
                        .core()
                        .recipients()
                        .create(chromium.app().master(), Map.of("email", "grow@example.com"));
        bind(person, id, UserType.WORLD);
        Page page = open("/mailinglist/" + id + "/view.action", 1440);
        page.fill("#description", "not saved yet");
        page.selectOption("#list-period", "year");
        assertThat(page.locator("#list-growth a[download]"))
                .hasAttribute(
                        "href",
                        "/statistics/recipient/development.csv?list=" + id + "&period=year");
        assertEquals("not saved yet", page.inputValue("#description"));
        page.reload();
    }

    @Test
    void tickedListsGoToTheBinAndComeBack() {
        list("Ticked A");
        list("Ticked B");
        Page page = open("/mailinglist/list.action?q=Ticked", 1440);
        page.check("[data-tick-all]");
        page.click(".bulk-bar button:has-text('Delete')");
        assertThat(page.locator("#list")).not().containsText("Ticked A");
        page.click(".toast button:has-text('Undo')");
        assertThat(page.locator("#list")).containsText("Ticked B");
    }

    private static Page open(String path, int width) {
        Page page = chromium.page(WebAppUnderTest.MASTER, width, ColorScheme.LIGHT, "en");
        page.navigate(path);
        return page;
    }

    private static int list(String name) {
        return chromium.app().core().mailinglists().create(chromium.app().master(), name, "");
    }

    private static void bind(long person, int list, UserType type) {
        chromium.app()
                .core()
                .bindings()
                .set(
                        chromium.app().master(),
                        Binding.of(person, list, type, BindingStatus.ACTIVE, ""));
    }
}
