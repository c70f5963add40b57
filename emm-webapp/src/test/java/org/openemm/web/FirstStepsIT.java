package org.openemm.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;
import static org.openemm.web.testing.WebAppUnderTest.PASSWORD;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.WebAppUnderTest;

/** A real browser on the frame of the pages: scripts, style sheets and policy work together. */
class FirstStepsIT {
    private static WebAppUnderTest app;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        app.close();
    }

    @BeforeEach
    void open() {
        open(1440, ColorScheme.LIGHT);
    }

    @AfterEach
    void nothingWasComplainedAbout() {
        context.close();
        assertEquals(List.of(), complaints);
    }

    @Test
    void aPersonLogsInLooksIntoTheMailboxAndEmptiesIt() {
        for (int i = 0; i < 3; i++) {
            app.core()
                    .mailbox()
                    .store(
                            "a@b.example",
                            List.of("person" + i + "@d.example"),
                            ("Subject: Hello "
                                            + i
                                            + "\r\nContent-Type: text/html\r\n\r\n<h1>Hi</h1>")
                                    .getBytes(StandardCharsets.UTF_8));
        }
        logIn();
        page.click(".menu >> text=Mailbox");
        assertEquals(3, page.locator("tbody tr").count());

        page.fill("input[name=q]", "person1@");
        page.waitForURL("**/mailbox/list.action?q=person1*");
        page.waitForCondition(() -> page.locator("tbody tr").count() == 1);
        page.click("text=Hello 1");
        assertEquals("Hi", page.frameLocator("iframe").locator("h1").innerText());

        page.click(".crumbs a");
        page.click("[data-open=delete-all]");
        assertTrue(page.locator("dialog[open]").isVisible());
        page.click("dialog button[type=submit]");
        page.waitForSelector(".toast");
        assertEquals(0, app.core().mailbox().count());
    }

    @Test
    void theMenuOpensOnAPhone() {
        context.close();
        open(390, ColorScheme.DARK);
        logIn();
        assertTrue(page.locator(".side").isHidden());
        page.click(".topbar >> text=Menu");
        page.waitForCondition(() -> page.locator(".side").isVisible());
        page.click(".menu >> text=Activity log");
        page.waitForURL("**/useractivitylog/list.action");
        int overflow =
                ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .intValue();
        assertEquals(0, Math.max(0, overflow));
    }

    @Test
    void theAppearanceIsTheUsersChoice() {
        logIn();
        String light = background();
        page.navigate("/user/self/view.action");
        page.click("label.choice >> text=Dark");
        page.click("button:has-text('Save') >> nth=0");
        page.waitForSelector(".toast");
        assertTrue(!light.equals(background()), background());
        page.click("label.choice >> text=Like the system");
        page.click("button:has-text('Save') >> nth=0");
        page.waitForCondition(() -> background().equals(light));
    }

    private void open(int width, ColorScheme scheme) {
        context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(app.address())
                                .setViewportSize(width, 900)
                                .setColorScheme(scheme));
        page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error") || message.type().equals("warning")) {
                        complaints.add(message.text());
                    }
                });
        page.onPageError(complaints::add);
    }

    private void logIn() {
        page.navigate("/logon.action");
        page.fill("#username", MASTER);
        page.fill("#password", PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL("**/dashboard.action");
    }

    private String background() {
        return page.evaluate("getComputedStyle(document.body).backgroundColor").toString();
    }
}
