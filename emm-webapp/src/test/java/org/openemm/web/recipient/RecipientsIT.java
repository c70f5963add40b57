package org.openemm.web.recipient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.account.Actor;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.testing.Chromium;

/**
 * What somebody does with people: find, change, look back, block, and not delete what is in use.
 */
class RecipientsIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void somebodyIsFoundByNameAndGetsAnotherAddressAndAnotherStatus() {
        long id = recipient("sabine@example.com", "Sabine", "Schmidt");
        recipient("otto@example.com", "Otto", "Orth");
        int list = chromium.app().core().mailinglists().create(master(), "Garden", "");
        chromium.app()
                .core()
                .bindings()
                .set(master(), Binding.of(id, list, UserType.WORLD, BindingStatus.ACTIVE, "Form"));
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/recipient/list.action");
        page.fill("#list-search", "Sabine Schm");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.click("tbody tr a.row-link");
        assertThat(page.locator(".facts")).containsText("sabine@example.com");
        assertThat(page.locator(".facts")).containsText("Active");

        page.fill("#email", "sabine.new@example.com");
        page.getByRole(AriaRole.BUTTON, exactly("Save")).first().click();
        assertThat(page.locator(".facts")).containsText("sabine.new@example.com");

        page.locator("#lists details summary").first().click();
        page.selectOption("#list" + list + "-status", "4");
        page.fill("#list" + list + "-remark", "asked on the phone");
        page.locator("#lists details[open] button").click();
        assertThat(page.locator(".facts")).containsText("Opt-out by recipient");
        page.click(".tabs >> text=Changes");
        assertThat(page.locator("tbody tr")).hasCount(2);
        assertThat(page.locator("tbody tr").first()).containsText("Opt-out by recipient");
        assertThat(page.locator("tbody tr").first()).containsText("asked on the phone");
        page.click(".tabs >> text=Contact history");
        assertThat(page.locator("tbody tr").first()).containsText("Opt-out by recipient");
    }

    @Test
    void theListIsFilteredInADrawerAndAllThatMatchAreDeleted() {
        for (int i = 0; i < 60; i++) {
            recipient("drawer" + i + "@example.com", "Dora", "Drawer" + i);
        }
        recipient("other@example.com", "Dora", "Other");
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/recipient/list.action?reset=");
        page.click("#list-tools a >> nth=0");
        page.selectOption("dialog.drawer select[name=f]", "lastname");
        assertThat(page.locator("dialog.drawer select[name=o]")).isVisible();
        page.fill("dialog.drawer input[name=v]", "Drawer1");
        page.click("dialog.drawer button[name=more]");
        assertThat(page.locator("dialog.drawer .rule-line")).hasCount(2);
        page.click("dialog.drawer .rule-line:nth-child(2) .btn");
        assertThat(page.locator("dialog.drawer .rule-line")).hasCount(1);
        page.click("dialog.drawer .form-actions .btn-primary");
        page.waitForURL("**/list.action?rules=**");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator(".pills")).containsText("Last name is “Drawer1”");

        page.navigate("/recipient/list.action?rules=all%0Alastname%20STARTS%20Drawer");
        page.locator("tbody input[name=bulkIds]").first().check();
        page.check(".bulk input[name=all]");
        page.click(".bulk button[value=ERASE]");
        assertThat(page.locator("h1")).containsText("Delete 60 recipients for good?");
        page.click("main .btn-danger");
        assertThat(page.locator(".notice-good")).containsText("60 recipients");
        assertEquals(
                1, chromium.app().core().recipients().findBy(master(), "firstname", "Dora").size());
    }

    @Test
    void addressesAreBlockedAndOneIsLetBack() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.DARK, "en");
        page.navigate("/recipients/blacklist/list.action");
        page.click(".page-actions .btn-primary");
        page.fill("#email", "bad@example.com\n*@spam.example");
        page.getByRole(AriaRole.BUTTON, exactly("Block addresses")).click();
        assertThat(page.locator("tbody tr")).hasCount(2);
        assertEquals(
                List.of("*@spam.example", "bad@example.com"),
                chromium.app().core().blocklist().all(master()).stream()
                        .map(entry -> entry.pattern())
                        .toList());

        page.fill("#list-search", "spam");
        assertThat(page.locator("tbody tr")).hasCount(1);
        page.click("tbody tr .menu-button");
        page.click("tbody tr a:has-text('Remove')");
        assertThat(page.locator("h1")).containsText("*@spam.example");
        page.getByRole(AriaRole.BUTTON, exactly("Remove from blocklist")).click();
        page.waitForURL("**/list.action*");
        assertEquals(1, chromium.app().core().blocklist().all(master()).size());
    }

    @Test
    void aListInUseTellsWhyItCannotBeDeleted() {
        int list = chromium.app().core().mailinglists().create(master(), "In use", "");
        chromium.app()
                .core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO mailing_tbl (company_id, shortname,"
                                                        + " mailinglist_id, mailtemplate_id) VALUES"
                                                        + " (1, 'Spring news', ?, 0)",
                                                list));
        Page page = chromium.page(MASTER, 390, ColorScheme.LIGHT, "de");
        page.navigate("/mailinglist/" + list + "/confirmDelete.action");
        assertThat(page.locator("h1")).containsText("lässt sich nicht löschen");
        assertThat(page.locator("main")).containsText("Spring news");
        assertEquals(0, page.locator("main .btn-danger").count());
    }

    @Test
    void withoutScriptsAListOfARecipientIsChangedAsWell() {
        long id = recipient("plain@example.com", "Pia", "Plain");
        int list = chromium.app().core().mailinglists().create(master(), "Plain list", "");
        Page page = chromium.pageWithoutScripts(MASTER, 1440, "en");
        page.navigate("/recipient/" + id + "/view.action");
        page.click("#lists summary");
        page.selectOption("#listNew-list", "" + list);
        page.selectOption("#listNew-status", "1");
        page.locator("#lists details[open] button").click();
        assertThat(page.locator(".toast")).isVisible();
        assertTrue(page.url().contains("/recipient/" + id + "/view.action"));
        assertThat(page.locator("#lists")).containsText("Plain list");
        assertEquals(
                BindingStatus.ACTIVE,
                chromium.app()
                        .core()
                        .bindings()
                        .get(master(), id, list, Binding.EMAIL)
                        .orElseThrow()
                        .status());
    }

    private static Page.GetByRoleOptions exactly(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static long recipient(String email, String first, String last) {
        return chromium.app()
                .core()
                .recipients()
                .create(master(), Map.of("email", email, "firstname", first, "lastname", last));
    }

    private static Actor master() {
        return chromium.app().master();
    }
}
