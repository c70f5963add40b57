package org.openemm.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;
import static org.openemm.web.testing.WebAppUnderTest.PASSWORD;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;

/** The frame around the pages: menu, menu of the user, keys, the end of a session. */
class ShellIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    private static final String LIST = "/recipient/list.action";
    private static final String SELF = "/user/self/view.action";

    @BeforeEach
    void asNew() {
        chromium.app()
                .core()
                .database()
                .run(
                        tx -> {
                            tx.sql().execute("DELETE FROM admin_pref_tbl");
                            tx.sql().execute("UPDATE admin_tbl SET layout_base_id = 0");
                        });
    }

    @Test
    void theMenuCollapsesToIconsAndComesBackThatWay() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate(LIST);
        assertTrue(page.locator(".menu-sub a:has-text('Mailing lists')").isVisible());
        page.waitForResponse("**/user/preference.action", () -> page.click(".side-collapse"));
        assertTrue(page.locator(".side").boundingBox().width < 80);

        page.reload();
        assertTrue(page.locator(".side").boundingBox().width < 80, "collapsed by the server");
        Locator lists = page.locator("[data-group=recipients] .menu-sub a:has-text('Mailing')");
        assertFalse(lists.isVisible());
        page.locator("[data-group=recipients] .menu-item").focus();
        assertTrue(lists.isVisible(), "opens by key, too");
        page.keyboard().press("Escape");
        assertFalse(lists.isVisible());
        page.hover("[data-group=targets] .menu-item");
        assertTrue(page.locator("[data-group=targets] .menu-text").isVisible(), "tells its name");

        page.waitForResponse("**/user/preference.action", () -> page.click(".side-collapse"));
        page.reload();
        assertTrue(page.locator(".side").boundingBox().width > 200);
    }

    @Test
    void aGroupStaysOpenAsOneLeftIt() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/dashboard.action");
        Locator lists = page.locator("#menu-recipients a:has-text('Mailing lists')");
        assertFalse(lists.isVisible());
        page.waitForResponse(
                "**/user/preference.action",
                () -> page.click("[data-group=recipients] .menu-toggle"));
        assertTrue(lists.isVisible());
        page.reload();
        assertTrue(lists.isVisible());
        assertEquals(
                "true",
                page.locator("[data-group=recipients] .menu-toggle").getAttribute("aria-expanded"));
    }

    @Test
    void onAPhoneTheMenuIsADrawerThatKeepsTheFocus() {
        Page page = chromium.page(MASTER, 390, ColorScheme.LIGHT, "en");
        page.navigate(LIST);
        assertFalse(page.locator(".side").isVisible());
        page.click(".topbar-menu");
        page.waitForSelector(".side.open");
        for (int i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
        }
        assertEquals(true, page.evaluate("document.activeElement.closest('.side') !== null"));
        page.keyboard().press("Escape");
        page.waitForSelector(".side:not(.open)", attached());
        assertEquals(
                true, page.evaluate("document.activeElement.classList.contains('topbar-menu')"));
    }

    @Test
    void theAppearanceChangesInPlaceAndStays() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/dashboard.action");
        String light = background(page);
        page.click(".usermenu-button");
        page.waitForResponse(
                "**/user/quick/theme.action", () -> page.click("[data-theme-value=dark]"));
        page.waitForCondition(() -> !background(page).equals(light));
        String dark = background(page);
        assertTrue(page.locator(".usermenu-panel").isVisible(), "nothing has been loaded anew");
        page.reload();
        page.waitForCondition(() -> background(page).equals(dark));
    }

    @Test
    void languageAndZoneAreChosenInTheMenuOfTheUser() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate(LIST);
        page.click(".usermenu-button");
        page.selectOption("#usermenu-language", "de");
        page.waitForSelector("html[lang=de].js");
        assertTrue(page.url().endsWith(LIST));

        page.click(".usermenu-button");
        page.click("[data-zone-open]");
        page.waitForSelector("#zones[open] .zone");
        page.fill("#zones-search", "new yo");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-zone-shown]")).hasText("America/New York");
    }

    @Test
    void keysLeadThroughTheProductButNotWhileOneTypes() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/dashboard.action");
        page.keyboard().press("g");
        page.keyboard().press("r");
        page.waitForURL("**" + LIST + "*");
        page.keyboard().press("/");
        assertEquals(
                true, page.evaluate("document.activeElement.closest('main .search') !== null"));
        page.keyboard().type("g d ?");
        assertTrue(page.url().contains(LIST));
        assertFalse(page.locator("#shortcuts").isVisible());

        page.locator("h1").click();
        page.keyboard().press("?");
        assertTrue(page.locator("#shortcuts").isVisible());
        page.waitForResponse(
                "**/user/preference.action", () -> page.click("[data-shortcuts-switch]"));
        page.keyboard().press("Escape");
        assertFalse(page.locator("#shortcuts").isVisible());
        page.reload();
        page.keyboard().press("?");
        assertFalse(page.locator("#shortcuts").isVisible(), "turned off");
        page.click(".usermenu-button");
        page.click("button[data-shortcuts]");
        assertTrue(page.locator("#shortcuts").isVisible());
    }

    @Test
    void beforeTheSessionEndsOneStaysLoggedInWithAClick() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        // A page that has been open for 111 minutes.
        page.clock().install();
        page.navigate(SELF);
        page.route(
                "**/session/info.action",
                route ->
                        route.fulfill(
                                new com.microsoft.playwright.Route.FulfillOptions()
                                        .setStatus(204)
                                        .setHeaders(java.util.Map.of("X-Session-Seconds", "540"))));
        page.clock().fastForward(111 * 60_000L);
        page.waitForSelector(".session-warning:not([hidden])");
        assertTrue(
                page.locator(".session-warning p")
                        .innerText()
                        .matches("(?s).*\\b(9:00|8:\\d\\d)\\b.*"));
        page.waitForResponse("**/session/stay.action", () -> page.click("[data-session-stay]"));
        page.waitForCondition(() -> !page.locator(".session-warning").isVisible());
    }

    @Test
    void afterTheEndOfTheSessionOneLogsInOverThePageAndLosesNothing() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.clock().install();
        page.navigate(SELF);
        page.fill("#firstName", "Typed before");
        // What the page asks for by itself finds the session gone, too.
        chromium.expect("401");
        page.context().clearCookies();
        page.clock().fastForward(121 * 60_000L);
        page.waitForSelector("#session-login[open]");

        chromium.expect("403");
        page.fill("#session-login [name=password]", "wrong");
        page.keyboard().press("Enter");
        page.waitForSelector("[data-session-problem]:not(:empty)");
        page.fill("#session-login [name=password]", PASSWORD);
        page.keyboard().press("Enter");
        page.waitForCondition(() -> !page.locator("#session-login").isVisible());
        assertEquals("Typed before", page.inputValue("#firstName"));

        page.locator("form[action='/user/self/save.action'] [type=submit]").click();
        page.waitForSelector(".toast-good");
        page.waitForCondition(() -> page.inputValue("#firstName").equals("Typed before"));
        assertEquals(
                1L,
                (long)
                        chromium.app()
                                .core()
                                .database()
                                .inTransaction(
                                        tx ->
                                                tx.sql()
                                                        .createQuery(
                                                                "SELECT COUNT(*) FROM admin_tbl"
                                                                        + " WHERE firstname ="
                                                                        + " 'Typed before'")
                                                        .mapTo(long.class)
                                                        .one()));
    }

    @Test
    void aSearchThatFindsTheSessionGoneIsRepeatedAfterLoggingIn() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/administration/useractivitylog/list.action");
        page.context().clearCookies();
        chromium.expect("401");
        page.fill("main .search .input", "login");
        page.waitForSelector("#session-login[open]");
        page.fill("#session-login [name=password]", PASSWORD);
        page.waitForResponse(
                "**/useractivitylog/list.action?*",
                () -> page.click("#session-login [type=submit]"));
        page.waitForCondition(() -> !page.locator("#session-login").isVisible());
        assertEquals("login", page.inputValue("main .search .input"));
    }

    @Test
    void theRulesOfANewPasswordAreTickedOffWhileOneTypes() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate(SELF);
        page.fill("#password", "abc");
        assertEquals(1, page.locator(".rules .met").count());
        page.fill("#password", "Abcdef-1");
        assertEquals(5, page.locator(".rules .met").count());
        page.fill("#repeat", "Abcdef-1");
        assertTrue(page.locator("[data-same]").isVisible());
    }

    @Test
    void theBrandIsSeenBeforeItIsSaved() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/administration/brand/view.action");
        page.fill("#accent", "#ffff00");
        page.waitForSelector("#brand-preview .notice");
        String button = colour(page, "#brand-preview .plate-light .btn-primary");
        page.click("form[action='/administration/brand/accent.action'] .btn-primary[type=submit]");
        page.waitForSelector("link[href*='/theme-']", attached());
        page.waitForCondition(
                () -> button.equals(colour(page, "main form .btn-primary[type=submit]")));
        page.click("button[name=reset]");
        page.waitForSelector(".toast-good");
        page.waitForCondition(() -> page.locator("link[href*='/theme-']").count() == 0);
    }

    @Test
    void onPaperThereIsThePageOnly() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.DARK, "en");
        page.navigate("/administration/useractivitylog/list.action");
        page.emulateMedia(
                new Page.EmulateMediaOptions()
                        .setMedia(com.microsoft.playwright.options.Media.PRINT));
        for (String part : new String[] {".side", ".topbar", ".toasts", ".filter"}) {
            assertFalse(page.locator(part).first().isVisible(), part);
        }
        assertTrue(page.locator("table thead th").first().isVisible());
        assertEquals("rgb(255, 255, 255)", background(page));
    }

    private static Page.WaitForSelectorOptions attached() {
        return new Page.WaitForSelectorOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    private static String background(Page page) {
        return page.evaluate("getComputedStyle(document.body).backgroundColor").toString();
    }

    private static String colour(Page page, String selector) {
        return page.locator(selector)
                .first()
                .evaluate("e => getComputedStyle(e).backgroundColor")
                .toString();
    }
}
