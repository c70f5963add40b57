package org.openemm.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;
import static org.openemm.web.testing.WebAppUnderTest.PASSWORD;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;
import org.openemm.web.testing.Showcase;

/** Lists, forms, paging and deleting in a browser whose scripts are turned off. */
class NoScriptsIT {
    @RegisterExtension static final Chromium chromium = new Chromium(Showcase::start);

    @Test
    void aPersonLogsInAndOut() {
        Page page = chromium.pageWithoutScripts(MASTER, 1280, "en");
        page.context().clearCookies();
        page.navigate("/logon.action");
        page.fill("#username", MASTER);
        page.fill("#password", PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL("**/dashboard.action");
        page.click(".usermenu > summary");
        page.click("form[action='/logout.action'] button");
        page.waitForURL("**/logon.action");
    }

    @Test
    void aListIsSearchedSortedAndPaged() {
        Page page = chromium.pageWithoutScripts(MASTER, 1280, "en");
        page.navigate("/recipient/list.action");
        String first = firstRow(page);
        page.click("a[rel=next], .table-foot a:has-text('Next')");
        page.waitForCondition(() -> !first.equals(firstRow(page)));
        page.fill("main input[name=q]", "person07");
        page.press("main input[name=q]", "Enter");
        assertThat(page.locator("main tbody tr")).hasCount(1);
        assertTrue(firstRow(page).contains("person07@example.com"), firstRow(page));

        page.navigate("/mailing/list.action");
        page.click("main th a:has-text('Name')");
        assertThat(page.locator("main th[aria-sort]")).hasAttribute("aria-sort", "ascending");
    }

    @Test
    void aMailingListIsMadeChangedAndDeletedAfterAQuestion() {
        Page page = chromium.pageWithoutScripts(MASTER, 1280, "en");
        page.navigate("/mailinglist/create.action");
        chromium.expect("422 ");
        page.fill("[name=name]", "xy");
        page.click("main form button[type=submit]");
        assertThat(page.locator("main [aria-invalid=true]").first()).isVisible();
        assertEquals("xy", page.inputValue("[name=name]"));
        page.fill("[name=name]", "Without scripts");
        page.click("main form button[type=submit]");
        assertThat(page.locator(".toast")).isVisible();

        page.navigate("/mailinglist/list.action?q=Without");
        page.click("main tbody a.row-link");
        page.waitForURL("**/view.action");
        int id = id(page);
        page.fill("[name=description]", "Changed");
        page.click("main form button[type=submit] >> nth=0");
        assertThat(page.locator(".toast")).isVisible();
        page.navigate("/mailinglist/" + id + "/confirmDelete.action");
        assertTrue(page.locator("main").innerText().contains("Without scripts"));
        page.click("main form[method=post] button[type=submit]");
        assertThat(page.locator(".toast")).isVisible();
        page.navigate("/mailinglist/list.action?q=Without");
        assertEquals(0, page.locator("main tbody a.row-link").count());
    }

    @Test
    void theMailboxIsEmptiedAfterAQuestion() {
        Page page = chromium.pageWithoutScripts(MASTER, 1280, "en");
        page.navigate("/mailbox/list.action");
        assertTrue(chromium.app().core().mailbox().count() > 5);
        page.click("button[commandfor=delete-all]");
        page.click("#delete-all button[type=submit]");
        assertThat(page.locator(".toast")).isVisible();
        assertEquals(0, chromium.app().core().mailbox().count());
    }

    @Test
    void nothingIsShownThatOnlyScriptsCanUse() {
        Page page = chromium.pageWithoutScripts(MASTER, 1280, "en");
        for (String path :
                new String[] {
                    "/dashboard.action",
                    "/recipient/list.action",
                    "/mailing/list.action",
                    "/target/list.action",
                    "/mailbox/list.action",
                    "/mailinglist/list.action"
                }) {
            page.navigate(path);
            for (Locator button : page.locator("main button[type=button]").all()) {
                boolean works =
                        button.getAttribute("popovertarget") != null
                                || button.getAttribute("commandfor") != null;
                assertFalse(
                        button.isVisible() && !works,
                        path + ": " + button.innerText() + " does nothing without scripts");
            }
        }
    }

    private static String firstRow(Page page) {
        return page.locator("main tbody tr").first().innerText();
    }

    private static int id(Page page) {
        return Integer.parseInt(page.url().replaceFirst(".*/mailinglist/(\\d+)/.*", "$1"));
    }
}
