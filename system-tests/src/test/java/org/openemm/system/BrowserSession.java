package org.openemm.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** One window of a real Chromium that writes down everything its console complains about. */
final class BrowserSession implements AutoCloseable {
    private static final List<Path> PLACES =
            Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                    .map(Path::of)
                    .toList();

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Playwright playwright;
    private final Browser browser;
    private final Page page;

    private BrowserSession(Path chromium, String address) {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setArgs(List.of("--no-sandbox")));
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(address)
                                .setLocale("en-GB")
                                .setViewportSize(1440, 1000));
        page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error") || message.type().equals("warning")) {
                        complaints.add(page.url() + ": " + message.text());
                    }
                });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.onResponse(
                response -> {
                    if (response.status() >= 400) {
                        complaints.add(response.status() + " " + response.url());
                    }
                });
    }

    /** Where a Chromium is installed. */
    static Optional<Path> chromium() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    static BrowserSession open(Path chromium, String address) {
        return new BrowserSession(chromium, address);
    }

    Page page() {
        return page;
    }

    /** Errors and warnings of scripts and of the Content-Security-Policy, answers from 400 on. */
    List<String> complaints() {
        return complaints;
    }

    /** Takes a picture of the whole page. */
    void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
