package org.openemm.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;
import static org.openemm.web.testing.WebAppUnderTest.PASSWORD;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;

/** A real browser on the frame of the pages: scripts, style sheets and policy work together. */
class FirstStepsIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void aPersonLogsInLooksIntoTheMailboxAndEmptiesIt() {
        for (int i = 0; i < 3; i++) {
            chromium.app()
                    .core()
                    .mailbox()
                    .store(
                            "a@b.example",
                            List.of("person" + i + "@d.example"),
                            ("Subject: Hello "
                                            + i
                                            + "\r\nContent-Type: text/html\r\n\r\n<h1>Hi</h1>")
                                    .getBytes(StandardCharsets.UTF_8));
        }
        Page page = chromium.stranger(1440, ColorScheme.LIGHT, "en");
        page.navigate("/logon.action");
        page.fill("#username", MASTER);
        page.fill("#password", PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL("**/dashboard.action");
        page.navigate("/mailbox/list.action");
        assertEquals(3, page.locator(".mails li").count());

        page.fill("input[name=q]", "person1@");
        page.waitForURL("**/mailbox/list.action?q=person1*");
        page.waitForCondition(() -> page.locator(".mails li").count() == 1);
        page.click(".mails a");
        assertEquals("Hi", page.frameLocator("iframe").locator("h1").innerText());

        page.click("[data-open=delete-all]");
        assertTrue(page.locator("dialog[open]").isVisible());
        page.click("dialog[open] button[type=submit]");
        page.waitForSelector(".toast");
        assertEquals(0, chromium.app().core().mailbox().count());
    }

    @Test
    void theMenuOpensOnAPhone() {
        Page page = chromium.page(MASTER, 390, ColorScheme.DARK, "en");
        page.navigate("/dashboard.action");
        assertTrue(page.locator(".side").isHidden());
        page.click(".topbar-menu");
        page.waitForCondition(() -> page.locator(".side").isVisible());
        page.click("[data-group=administration] .menu-toggle");
        page.click(".menu >> text=Activity log");
        page.waitForURL("**/useractivitylog/list.action");
        int overflow =
                ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .intValue();
        assertEquals(0, Math.max(0, overflow));
    }

    @Test
    void theAppearanceIsTheUsersChoice() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/dashboard.action");
        String light = background(page);
        page.navigate("/user/self/view.action");
        page.click("label.choice >> text=Dark");
        page.click("button:has-text('Save') >> nth=0");
        page.waitForSelector(".toast");
        page.waitForCondition(() -> !light.equals(background(page)));
        page.click("label.choice >> text=Like the system");
        page.click("button:has-text('Save') >> nth=0");
        page.waitForCondition(() -> background(page).equals(light));
    }

    private static String background(Page page) {
        return page.evaluate("getComputedStyle(document.body).backgroundColor").toString();
    }
}
