package org.openemm.web.brand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.company.BrandFile;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class BrandTest {
    private static final String PAGE = "/administration/brand/view.action";
    private static final byte[] PNG = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3, 4
    };
    private static final String SVG =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";

    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void plain() {
        app.core().database().run(tx -> tx.sql().execute("DELETE FROM layout_tbl"));
        // The application remembers brands for seconds; a change through it makes it forget.
        Browser browser = app.loggedIn();
        browser.get(PAGE);
        browser.post("/administration/brand/accent.action", Map.of("reset", "1"));
    }

    @Test
    void theAccentColourIsOnEveryPageAndKeptByBrowsers() {
        Browser browser = app.loggedIn();
        assertFalse(browser.get(PAGE).has("link[href*='/theme-']"));
        Browser.Page saved =
                browser.post("/administration/brand/accent.action", Map.of("accent", "#ffff00"));
        assertEquals(PAGE, saved.path());
        String address = saved.document().select("link[href*='/theme-']").attr("href");
        HttpResponse<String> sheet = app.browser().get(address).response();
        assertEquals(200, sheet.statusCode());
        assertTrue(sheet.body().startsWith(":root{--accent:light-dark(#"), sheet.body());
        assertTrue(header(sheet, "Cache-Control").contains("immutable"));
        assertTrue(header(sheet, "Content-Type").startsWith("text/css"));
        assertTrue(app.browser().get("/logon.action").has("link[href='" + address + "']"));
        assertTrue(saved.text("#brand-preview").contains("contrast of 1.0"), saved.html());
    }

    @Test
    void whatIsNoColourIsRefused() {
        Browser browser = app.loggedIn();
        for (String nonsense :
                new String[] {"red", "#12345", "#123456;}body{display:none", "'\"<"}) {
            browser.get(PAGE);
            Browser.Page page =
                    browser.post("/administration/brand/accent.action", Map.of("accent", nonsense));
            assertEquals(422, page.status(), nonsense);
            assertEquals(nonsense, page.document().select("#accent").val());
        }
        assertEquals(
                200, browser.get("/administration/brand/preview.action?accent=nonsense").status());
    }

    @Test
    void aLogoIsServedWithATagAndLockedUp() {
        Browser browser = app.loggedIn();
        Browser.Page page = upload(browser, "logo.svg", SVG.getBytes(StandardCharsets.UTF_8));
        assertEquals(PAGE, page.path(), page.html());
        String address = page.document().select(".brand-logo").attr("src");
        assertTrue(address.startsWith("/layout/1/logo.svg?v="), page.html());

        HttpResponse<String> logo = app.browser().get(address).response();
        assertEquals("image/svg+xml", header(logo, "Content-Type"));
        assertTrue(header(logo, "Content-Security-Policy").contains("sandbox"));
        assertEquals("nosniff", header(logo, "X-Content-Type-Options"));
        assertTrue(header(logo, "Cache-Control").contains("immutable"));
        Browser other = app.browser();
        HttpResponse<String> again =
                other.raw(
                        other.request("/layout/1/logo.svg")
                                .header("If-None-Match", header(logo, "ETag"))
                                .GET());
        assertEquals(304, again.statusCode());

        browser.get(PAGE);
        Browser.Page removed =
                browser.post("/administration/brand/logo.svg/remove.action", Map.of());
        assertFalse(removed.has(".brand-logo"));
    }

    @Test
    void picturesAreJudgedByTheirContent() {
        Browser browser = app.loggedIn();
        assertRefused(browser, "logo.png", SVG.getBytes(StandardCharsets.UTF_8));
        assertRefused(browser, "logo.svg", PNG);
        assertRefused(browser, "favicon.ico", "GIF89a....".getBytes(StandardCharsets.US_ASCII));
        assertRefused(browser, "logo.png", new byte[0]);
        for (String evil :
                new String[] {
                    "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                    "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                    "<svg xmlns='http://www.w3.org/2000/svg'><a href='javascript:1'>x</a></svg>",
                    "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
                    "<html/>"
                }) {
            assertRefused(browser, "logo.svg", evil.getBytes(StandardCharsets.UTF_8));
        }
        byte[] huge = new byte[BrandFile.FAVICON.maximum() + 1];
        System.arraycopy(PNG, 0, huge, 0, PNG.length);
        assertRefused(browser, "favicon.ico", huge);
        assertEquals(PAGE, upload(browser, "favicon.ico", PNG).path());
        assertEquals(
                "image/png",
                header(app.browser().get("/layout/1/favicon.ico").response(), "Content-Type"));
    }

    @Test
    void theInstallationsPicturesStandInForMissingOnes() {
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO layout_tbl (company_id, item_name,"
                                                    + " data) VALUES (0, 'edition_logo.png', ?)",
                                                (Object) PNG));
        Browser browser = app.loggedIn();
        browser.get(PAGE);
        browser.post("/administration/brand/accent.action", Map.of("accent", "#005500"));
        assertEquals(200, app.browser().get("/layout/1/edition_logo.png").status());
        assertEquals(200, app.browser().get("/layout/0/edition_logo.png").status());
        assertEquals(404, app.browser().get("/layout/0/report_logo.png").status());
        assertEquals(404, app.browser().get("/layout/0/passwd").status());
        assertEquals(404, app.browser().get("/layout/x/logo.svg").status());
        assertTrue(app.browser().get("/layout/0/logo.svg").path().startsWith("/assets/mark-"));
        assertTrue(app.browser().get("/logon.action").has(".edition-logo"));
    }

    @Test
    void theBrandIsForAdministrators() {
        app.createUser("guest");
        Browser browser = app.loggedIn("guest");
        assertEquals(403, browser.get(PAGE).status());
        assertFalse(browser.get("/dashboard.action").has("a[href='" + PAGE + "']"));
        assertEquals(
                403,
                browser.post("/administration/brand/accent.action", Map.of("accent", "#000000"))
                        .status());
    }

    private static void assertRefused(Browser browser, String name, byte[] content) {
        Browser.Page page = upload(browser, name, content);
        assertEquals(
                422,
                page.status(),
                name
                        + " "
                        + new String(
                                content, 0, Math.min(60, content.length), StandardCharsets.UTF_8));
        assertTrue(page.has(".field-error"), page.html());
    }

    private static Browser.Page upload(Browser browser, String name, byte[] content) {
        browser.get(PAGE);
        return browser.upload(
                "/administration/brand/" + name + "/upload.action",
                Map.of(),
                "file",
                name,
                content);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
