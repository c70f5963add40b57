package org.openemm.web.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real browser on the whole application, started once per test class. How to use it:
 *
 * <pre>{@code
 * class ThingsIT {
 *     @RegisterExtension static final Chromium chromium = new Chromium();
 *
 *     @Test
 *     void aThingIsMade() {
 *         Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en"); // logged in
 *         page.navigate("/thing/list.action");
 *         page.click("text=New thing");
 *         ...
 *         chromium.app().core()... // what is in the database
 *     }
 * }
 * }</pre>
 *
 * <p>After each test its pages are closed, and the test fails if any of them complained: an error
 * or warning in the console, a violation of the Content-Security-Policy, an exception in a script,
 * a request that failed or was answered with 400 or more. A test that provokes such a thing says so
 * before: {@code chromium.expect("422")}. When a test fails, pictures of its pages are in {@code
 * target/screenshots}.
 *
 * <p>The browser asks for reduced motion, so that nothing is looked at half-way. Playwright waits
 * by itself until an element can be clicked; for everything else {@code page.waitForURL}, {@code
 * waitForSelector}, {@code waitForCondition} and {@code assertThat(locator)}, never a pause. A
 * click does not wait for the page it leads to: wait for something that only the new page shows
 * before asking how many there are, or going elsewhere. Chromium is the program of the system
 * property {@code chromium}, or the first one on the {@code PATH}. Not for several threads: each
 * needs a browser of its own, see {@link Crew}.
 */
public final class Chromium
        implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final int HEIGHT = 900;

    /** Waiting costs time only where something is wrong; machines that build may be very busy. */
    private static final double PATIENCE = Duration.ofSeconds(90).toMillis();

    /** A refused resource is told in the console, too, but without its address. */
    private static final String ECHO = "Failed to load resource";

    /** Requests of a page that is left are given up. */
    private static final String LEFT = "net::ERR_ABORTED";

    private static final String REPORT_VIOLATIONS =
            """
            document.addEventListener('securitypolicyviolation', (event) => console.error(
                'Content-Security-Policy: ' + event.effectiveDirective + ' ' + event.blockedURI
                + ' ' + event.sourceFile + ':' + event.lineNumber + ' ' + event.sample));
            """;

    private final Supplier<WebAppUnderTest> start;
    private final Set<String> complaints = new LinkedHashSet<>();
    private final List<String> expected = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private WebAppUnderTest app;
    private Playwright playwright;
    private com.microsoft.playwright.Browser browser;

    /** On an application of its own, without content. */
    public Chromium() {
        this(WebAppUnderTest::start);
    }

    /** On an application that is started for the class, and closed after it. */
    public Chromium(Supplier<WebAppUnderTest> start) {
        this.start = start;
    }

    /** On an application that the caller closes himself; for use without JUnit. */
    public static Chromium on(WebAppUnderTest app) {
        Chromium chromium = new Chromium(() -> app);
        chromium.open();
        return chromium;
    }

    public WebAppUnderTest app() {
        return app;
    }

    /**
     * A new window, already logged in.
     *
     * @param user with the password {@link WebAppUnderTest#PASSWORD}
     * @param width in CSS pixels
     * @param language {@code en} or {@code de}, from now on the user's
     */
    public Page page(String user, int width, ColorScheme scheme, String language) {
        return page(user, width, language, options -> options.setColorScheme(scheme));
    }

    /** A new window in which scripts are turned off, already logged in. */
    public Page pageWithoutScripts(String user, int width, String language) {
        return page(user, width, language, options -> options.setJavaScriptEnabled(false));
    }

    /** A new window of somebody who has not logged in and whose browser asks for this language. */
    public Page stranger(int width, ColorScheme scheme, String language) {
        return window(width, language, options -> options.setColorScheme(scheme)).newPage();
    }

    /** Complaints of this test with that text in them are all right. */
    public void expect(String part) {
        expected.add(part);
    }

    /** Fails with everything the pages have complained about since the beginning of the test. */
    public void assertCalm() {
        assertEquals("", String.join("\n", complaints()));
    }

    /** What the pages have complained about since the beginning of the test. */
    public List<String> complaints() {
        // Messages of the browser are delivered while it is asked for something.
        contexts.forEach(context -> context.pages().forEach(Chromium::listen));
        return complaints.stream()
                .filter(text -> expected.stream().noneMatch(text::contains))
                .toList();
    }

    /** Complaints until now are settled. */
    public void forgetComplaints() {
        complaints();
        complaints.clear();
    }

    /** A picture of the whole page: {@code target/screenshots/<name>.png}. */
    public static Path picture(Page page, String name) {
        Path file = PICTURES.resolve(name.replaceAll("[^A-Za-z0-9._-]+", "-") + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        return file;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isPresent()) {
                takePictures(context.getRequiredTestClass().getSimpleName(), context);
            } else {
                assertCalm();
            }
        } finally {
            contexts.forEach(BrowserContext::close);
            contexts.clear();
            complaints.clear();
            expected.clear();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
        if (app != null) {
            app.close();
        }
    }

    @Override
    public void close() {
        if (browser != null) {
            browser.close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }

    private void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        app = start.get();
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-dev-shm-usage",
                                                        "--disable-gpu")));
    }

    private static Path program() {
        String configured = System.getProperty("chromium", "");
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(
                        folder ->
                                Stream.of("chromium", "chromium-browser", "google-chrome")
                                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "There is no chromium on the PATH: install the package"
                                                + " chromium or give -Dchromium=/path/of/it"));
    }

    private Page page(String user, int width, String language, Choice choice) {
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE admin_tbl SET admin_lang = ? WHERE username"
                                                        + " = ?",
                                                language,
                                                user));
        BrowserContext context = window(width, language, choice);
        logIn(context, user);
        return context.newPage();
    }

    /** Kinds of windows differ in more than one wants to give as parameters. */
    private interface Choice {
        void make(com.microsoft.playwright.Browser.NewContextOptions options);
    }

    private BrowserContext window(int width, String language, Choice choice) {
        var options =
                new com.microsoft.playwright.Browser.NewContextOptions()
                        .setBaseURL(app.address())
                        .setLocale(language.equals("de") ? "de-DE" : "en-GB")
                        .setTimezoneId("Europe/Berlin")
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(width, HEIGHT);
        choice.make(options);
        BrowserContext context = browser.newContext(options);
        contexts.add(context);
        context.setDefaultTimeout(PATIENCE);
        context.addInitScript(REPORT_VIOLATIONS);
        context.onConsoleMessage(this::hear);
        context.onWebError(error -> complaints.add(error.page().url() + ": " + error.error()));
        context.onRequestFailed(this::miss);
        context.onResponse(
                response -> {
                    if (response.status() >= 400) {
                        complaints.add(response.status() + " " + response.url());
                    }
                });
        return context;
    }

    private static void logIn(BrowserContext context, String user) {
        APIResponse form = context.request().get("/logon.action");
        String token = Jsoup.parse(form.text()).select("meta[name=csrf-token]").attr("content");
        APIResponse answer =
                context.request()
                        .post(
                                "/logon.action",
                                RequestOptions.create()
                                        .setForm(
                                                FormData.create()
                                                        .set("csrf", token)
                                                        .set("username", user)
                                                        .set(
                                                                "password",
                                                                WebAppUnderTest.PASSWORD)));
        if (!answer.ok() || answer.url().contains("/logon.action")) {
            throw new IllegalStateException(user + " cannot log in: " + answer.statusText());
        }
    }

    private void hear(ConsoleMessage message) {
        boolean bad = message.type().equals("error") || message.type().equals("warning");
        if (bad && !message.text().startsWith(ECHO)) {
            Page page = message.page();
            complaints.add((page == null ? "" : page.url() + ": ") + message.text());
        }
    }

    private void miss(Request request) {
        if (!LEFT.equals(request.failure())) {
            complaints.add(request.failure() + " " + request.url());
        }
    }

    private void takePictures(String testClass, ExtensionContext test) {
        int number = 0;
        for (BrowserContext context : contexts) {
            for (Page page : context.pages()) {
                String name = testClass + "-" + test.getRequiredTestMethod().getName();
                try {
                    picture(page, name + (number++ == 0 ? "" : "-" + number));
                } catch (PlaywrightException e) {
                    // The failure of the test says more than a picture that cannot be taken.
                }
            }
        }
        List<String> heard = complaints();
        if (!heard.isEmpty()) {
            test.publishReportEntry("complaints", String.join("\n", heard));
        }
    }

    private static void listen(Page page) {
        try {
            page.title();
        } catch (PlaywrightException e) {
            // A page that is just being left tells its messages all the same.
        }
    }
}
