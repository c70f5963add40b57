package org.openemm.web.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class HeadersTest {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        // As the guide writes it.
        execute(
                "INSERT INTO http_response_headers_tbl (header_name, header_value, overwrite)"
                        + " VALUES ('Strict-Transport-Security', 'max-age=15768000', 1)");
        execute(
                "INSERT INTO http_response_headers_tbl (header_name, header_value, overwrite,"
                        + " app_types) VALUES ('X-Frame-Options', 'DENY', 1, 'emm')");
        execute(
                "INSERT INTO http_response_headers_tbl (header_name, header_value, overwrite,"
                        + " app_types) VALUES ('Referrer-Policy', 'unsafe-url', 0, 'emm')");
        execute(
                "INSERT INTO http_response_headers_tbl (header_name, header_value, overwrite,"
                        + " app_types) VALUES ('X-Other', 'x', 1, 'ws')");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void noScriptButOurOwnRuns() {
        String policy =
                header(app.browser().get("/logon.action").response(), "Content-Security-Policy");
        assertTrue(policy.contains("default-src 'self'; script-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'self'"), policy);
        assertTrue(policy.contains("form-action 'self'"), policy);
        assertFalse(policy.contains("eval"), policy);
    }

    @Test
    void headersOfTheAdministratorAreAddedAndWinWhereTheyShould() {
        HttpResponse<String> page = app.browser().get("/logon.action").response();
        assertEquals("max-age=15768000", header(page, "Strict-Transport-Security"));
        assertEquals("DENY", header(page, "X-Frame-Options"));
        assertEquals("same-origin", header(page, "Referrer-Policy"));
        assertEquals("", header(page, "X-Other"));
        assertEquals(1, page.headers().allValues("X-Frame-Options").size());
    }

    @Test
    void bundledFilesAreCompressedAndKeptForever() {
        Browser browser = app.browser();
        String address =
                browser.get("/logon.action").document().select("link[rel=stylesheet]").attr("href");
        assertTrue(address.matches("/assets/style-[A-Z0-9]{8}\\.css"), address);
        HttpResponse<String> file =
                browser.raw(browser.request(address).header("Accept-Encoding", "gzip").GET());
        assertEquals(200, file.statusCode());
        assertEquals("gzip", header(file, "Content-Encoding"));
        assertTrue(header(file, "Cache-Control").contains("immutable"));
        HttpResponse<String> plain = browser.raw(browser.request(address).GET());
        assertTrue(plain.body().contains("--accent"));
        assertTrue(header(plain, "Content-Type").startsWith("text/css"));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static void execute(String sql) {
        app.core().database().run(tx -> tx.sql().execute(sql));
    }
}
