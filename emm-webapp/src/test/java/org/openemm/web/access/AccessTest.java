package org.openemm.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.GET;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class AccessTest {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("marketer", "mailing.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void withoutTheRightThePageNamesItAndTheMenuHidesTheScreen() {
        Browser browser = app.loggedIn("marketer");
        Browser.Page page = browser.get("/mailbox/list.action");
        assertEquals(403, page.status());
        assertTrue(page.text("main").contains("server.status"), page.text("main"));
        assertFalse(page.has(".menu a[href='/mailbox/list.action']"));
    }

    @Test
    void anUploadThatWouldFillTheDiskIsRefusedBeforeItComesIn() throws IOException {
        URI address = URI.create(app.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(
                            """
                            POST /recipient/import/view.action HTTP/1.1
                            Host: localhost
                            Content-Type: multipart/form-data; boundary=x
                            Content-Length: 10737418240

                            """
                                    .replace("\n", "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 413", answer);
        }
    }

    @Test
    void aFormWithoutTokenChangesNothing() {
        app.core()
                .mailbox()
                .store(
                        "a@b.example",
                        List.of("c@d.example"),
                        "Subject: x\r\n\r\ny".getBytes(StandardCharsets.UTF_8));
        Browser browser = app.loggedIn();
        browser.get("/mailbox/list.action");
        for (List<Map.Entry<String, String>> fields :
                List.<List<Map.Entry<String, String>>>of(
                        List.of(),
                        List.of(Map.entry("csrf", "")),
                        List.of(Map.entry("csrf", "%zz")),
                        List.of(Map.entry("csrf", "x" + browser.csrf())),
                        List.of(Map.entry("nocsrf", browser.csrf())))) {
            Browser.Page page = browser.postFields("/mailbox/deleteAll.action", fields);
            assertEquals(403, page.status(), fields.toString());
            assertTrue(page.text("main").contains("Nothing has been changed"));
        }
        assertEquals(1, app.core().mailbox().count());

        assertEquals(200, browser.post("/mailbox/deleteAll.action", Map.of()).status());
        assertEquals(0, app.core().mailbox().count());
    }

    @Test
    void everyPageShowsTheTokenUnderAnotherMaskAndAllOfThemCount() {
        Browser browser = app.loggedIn();
        browser.get("/mailbox/list.action");
        String first = browser.csrf();
        browser.get("/mailbox/list.action");
        assertNotEquals(first, browser.csrf());
        for (String token : List.of(first, browser.csrf())) {
            assertEquals(
                    200,
                    browser.postFields(
                                    "/mailbox/deleteAll.action", List.of(Map.entry("csrf", token)))
                            .status());
        }
        String mask = first.substring(0, 32);
        assertEquals(
                403,
                browser.postFields(
                                "/mailbox/deleteAll.action",
                                List.of(Map.entry("csrf", mask + browser.csrf().substring(32))))
                        .status());
    }

    @Test
    void aScriptSendsTheTokenAsHeader() {
        Browser browser = app.loggedIn();
        browser.get("/mailbox/list.action");
        HttpResponse<String> response =
                browser.raw(
                        browser.request("/mailbox/deleteAll.action")
                                .header("X-CSRF-Token", browser.csrf())
                                .header("HX-Request", "true")
                                .POST(HttpRequest.BodyPublishers.noBody()));
        assertEquals(204, response.statusCode());
        assertEquals(
                "/mailbox/list.action", response.headers().firstValue("HX-Redirect").orElse(""));
    }

    @Test
    void aLinkNeverChangesAnything() {
        Browser browser = app.loggedIn();
        assertEquals(405, browser.get("/mailbox/deleteAll.action").status());
        assertEquals(405, browser.get("/logout.action").status());
        assertEquals("/dashboard.action", browser.get("/").path());
    }

    @Test
    void aPartAskedForWithoutSessionLeadsTheWholePageToTheLogin() {
        Browser browser = app.browser();
        HttpResponse<String> response =
                browser.raw(
                        browser.request("/user/quick/zones.action")
                                .header("HX-Request", "true")
                                .GET());
        assertEquals(401, response.statusCode());
        assertEquals("/logon.action", response.headers().firstValue("X-Login").orElse(""));
    }

    @Test
    void aMethodWithoutRuleDoesNotStart() {
        IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> AccessRules.check(List.of(new Forgetful())));
        assertTrue(refused.getMessage().contains("Forgetful.open"));
        assertFalse(refused.getMessage().contains("Forgetful.shut"));
    }

    private static final class Forgetful {
        @GET
        public String open() {
            return "";
        }

        @GET
        @Requires("admin.show")
        public String shut() {
            return "";
        }
    }
}
