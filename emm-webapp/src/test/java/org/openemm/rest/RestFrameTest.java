package org.openemm.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Who gets in, what an address must look like, what a body may be, and how refusals look. */
class RestFrameTest extends WithRest {
    private static final String CHALLENGE =
            "Basic realm=\"EMM Restful Services\", charset=\"UTF-8\"";

    @Test
    void whoIsNotKnownIsAskedForNameAndPassword() {
        for (RestClient stranger :
                List.of(
                        RestClient.with(app.address(), null),
                        RestClient.of(app.address(), "nobody", PASSWORD),
                        RestClient.with(app.address(), "basic c2hvcDp4"),
                        RestClient.with(app.address(), "Basic %%%"),
                        RestClient.with(app.address(), "Digest x"))) {
            RestClient.Answer refused = stranger.get("/mailing");
            assertEquals("401/1", refused.kind());
            assertEquals("Authentication failed", refused.error());
            assertEquals(CHALLENGE, refused.header("WWW-Authenticate"));
            assertEquals("application/json;charset=UTF-8", refused.header("Content-Type"));
            assertEquals("no-store", refused.header("Cache-Control"));
            assertTrue(
                    refused.body()
                            .matches(
                                    "\\{\n\t\"error\": \"Authentication failed\",\n\t\"errorCode\":"
                                            + " 1,\n\t\"errorTime\":"
                                            + " \"[-0-9T:]{19}(Z|[+-]\\d\\d(\\d\\d)?)\"\n}\n"),
                    refused.body());
        }
        unlock();
    }

    @Test
    void nameAndPasswordMayStandInTheAddress() {
        RestClient stranger = RestClient.with(app.address(), null);
        String query = "username=" + USER + "&password=Rest-Passw0rd-%C3%A4-%E2%82%AC";
        assertEquals(200, stranger.get("/mailing?" + query).status());
        assertEquals("401/1", stranger.get("/mailing?username=" + USER).kind());
    }

    @Test
    void aUserOfTheBrowserIsNoUserOfRestNorTheOtherWayRound() {
        RestClient master =
                RestClient.of(app.address(), WebAppUnderTest.MASTER, WebAppUnderTest.PASSWORD);
        RestClient.Answer refused = master.get("/mailing");
        assertEquals("400/2", refused.kind());
        assertEquals(
                "Authorization failed: User not authorized for Restful webservices",
                refused.error());
        Browser browser = app.browser();
        browser.get("/logon.action");
        assertEquals(
                403,
                browser.post("/logon.action", Map.of("username", USER, "password", PASSWORD))
                        .status());
        unlock();
    }

    @Test
    void theSessionOfABrowserIsWorthNothing() {
        Browser browser = app.loggedIn();
        assertEquals(401, browser.get("/restful/mailing").status());
        assertEquals("", rest.get("/mailing").header("Set-Cookie"));
    }

    @Test
    void anAddressThatFailsTooOftenIsLockedForRestAndBrowserAlike() {
        try {
            RestClient wrong = RestClient.of(app.address(), USER, "wrong");
            assertEquals(200, rest.get("/mailing").status());
            for (int i = 0; i < 10; i++) {
                assertEquals("401/1", wrong.get("/mailing").kind());
            }
            assertEquals("401/1", rest.get("/mailing").kind());
            Browser browser = app.browser();
            browser.get("/logon.action");
            assertEquals(
                    429,
                    browser.post(
                                    "/logon.action",
                                    Map.of(
                                            "username",
                                            WebAppUnderTest.MASTER,
                                            "password",
                                            WebAppUnderTest.PASSWORD))
                            .status());
        } finally {
            unlock();
        }
        assertEquals(200, rest.get("/mailing").status());
    }

    @Test
    void withoutASecretThereAreNoTokens() {
        assertEquals(
                "Login for authentification by JWT authorization token is not supported",
                rest.get("/login").error());
        assertEquals("401/1", bearer("garbage").get("/mailing").kind());
        assertEquals("JWT Authentication failed", bearer("a.b.c").get("/mailing").error());
        assertEquals("500/3", rest.delete("/login").kind());
        assertEquals("500/3", rest.post("/login", null).kind());
        unlock();
    }

    @Test
    void unknownServicesAndWrongAddressesAreRefused() {
        assertEquals("No such service: nosuch", rest.get("/nosuch").error());
        assertEquals("No such service: Mailing", rest.get("/Mailing").error());
        for (String path : List.of("/", "/mailing/", "/mailing//status", "/mailing/1/status/x")) {
            assertEquals("400/0", rest.get(path).kind(), path);
            assertEquals("Invalid request", rest.get(path).error(), path);
        }
        assertEquals("Invalid http method GET for send", rest.get("/send/1").error());
        assertEquals("400/0", rest.get("/send/1").kind());
        assertEquals("400/0", rest.post("/send", "{}").kind());
        assertEquals("400/0", rest.get("/mailing/abc/status").kind());
        assertEquals("400/0", rest.get("/mailing/99999999999/status").kind());
    }

    @Test
    void otherMethodsAreNamedOrNotImplemented() {
        RestClient stranger = RestClient.with(app.address(), null);
        RestClient.Answer options = stranger.call("OPTIONS", "/mailing", null);
        assertEquals(200, options.status());
        assertEquals("GET, HEAD, POST, PUT, DELETE, OPTIONS", options.header("Allow"));
        assertEquals("", options.body());
        assertEquals(501, rest.call("PATCH", "/mailing/1", "{}").status());
        RestClient.Answer head = rest.call("HEAD", "/mailing", null);
        assertEquals(200, head.status());
        assertEquals("", head.body());
    }

    @Test
    void pagesOfOtherSitesCannotUseThePasswordThatABrowserKeeps() {
        int id = fromTemplate("Not by strangers");
        assertEquals(
                "400/0",
                rest.call("DELETE", "/mailing/" + id, null, "Sec-Fetch-Site", "cross-site").kind());
        assertEquals(200, rest.get("/mailing/" + id + "/status").status());
    }

    @Test
    void bodiesAreJsonWhateverTheirTypeIsCalled() {
        int id = fromTemplate("Bodies");
        String path = "/mailing/" + id;
        assertEquals(
                "\"1 mailing updated\"",
                rest.call(
                                "PUT",
                                path,
                                "{description: 'x', /* said */ 'subject': \"Häß 😀\",}",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .body());
        assertEquals("Häß 😀", app.core().mailings().get(master, id).settings().email().subject());
        for (String wrong :
                List.of(
                        "{",
                        "[]",
                        "1",
                        "\"x\"",
                        "{\"subject\": 5}",
                        "{\"subject\": null}",
                        "{\"subject\": {\"a\": 1}}",
                        "{\"subject\": \"a\", \"subject\": \"b\"}",
                        "{\"mailinglist_id\": \"1\"}",
                        "{\"mailinglist_id\": 1.0}",
                        "{\"mailinglist_id\": true}",
                        "{\"mailinglist_id\": 99999999999}",
                        "{\"mailinglist_id\": " + "9".repeat(100_000) + "}",
                        "{\"nosuch\": 1}",
                        "{\"Subject\": \"x\"}",
                        "{\"subject\": \"x\"} {}",
                        "[".repeat(50_000),
                        "{\"a\":".repeat(50_000),
                        "{\"subject\": \"" + "x".repeat(100_000) + "\"}",
                        "{\"subject\": \"a\\r\\nBcc: b@example.com\"}",
                        "{\"" + "n".repeat(100_000) + "\": 1}")) {
            RestClient.Answer refused = rest.put(path, wrong);
            assertEquals("400/0", refused.kind(), wrong.substring(0, Math.min(80, wrong.length())));
            assertTrue(refused.body().length() < 1000, refused.body().length() + " characters");
        }
        assertEquals("400/0", rest.put(path, null).kind());
        assertEquals("400/0", rest.put(path, "   ").kind());
        assertEquals("Häß 😀", app.core().mailings().get(master, id).settings().email().subject());
    }

    @Test
    void bodiesThatAreTooLargeAreRefused() {
        int id = fromTemplate("Too large");
        String large = "{\"description\": \"" + "x".repeat(1_048_576) + "\"}";
        RestClient.Answer refused = rest.put("/mailing/" + id, large);
        assertEquals("400/0", refused.kind());
        assertEquals("Request data is too large: at most 1048576 bytes", refused.error());
    }

    @Test
    void everyRightOfARouteIsNeededAndNamed() {
        RestClient reader = userWith("reader", "mailing.show");
        int id = fromTemplate("Rights");
        assertEquals(200, reader.get("/mailing").status());
        assertEquals(200, reader.get("/mailing/" + id + "/status").status());
        assertEquals("Access denied 'mailing.export'", reader.get("/mailing/" + id).error());
        assertEquals("400/0", reader.get("/mailing/" + id).kind());
        assertEquals("Access denied 'mailing.change'", reader.put("/mailing/" + id, "{}").error());
        assertEquals("Access denied 'mailing.delete'", reader.delete("/mailing/" + id).error());
        assertEquals(
                "Access denied 'mailing.import'",
                reader.post("/mailing/" + id + "/copy", null).error());
        assertEquals("Access denied 'mailing.send.show'", reader.post("/send/" + id, "").error());
        RestClient trials = userWith("trials", "mailing.show", "mailing.send.show");
        assertEquals("Access denied 'mailing.send.world'", trials.post("/send/" + id, "").error());
        assertEquals("Access denied 'mailing.send.world'", trials.delete("/send/" + id).error());
        assertEquals(
                "\"Mailing started\"", trials.post("/send/" + id, "{\"send_type\":\"A\"}").body());
    }

    @Test
    void theRightsOfARouteAreEnoughForWhatItDoes() {
        RestClient sender = userWith("sender", "mailing.send.show", "mailing.send.world");
        int id = fromTemplate("By a sender");
        assertEquals(
                "\"Mailing started\"",
                sender.post("/send/" + id, "{\"send_date\":\"2037-01-01\"}").body());
        assertEquals("400/0", sender.get("/mailing/" + id + "/status").kind());
        RestClient maker = userWith("maker", "mailing.import", "mailing.delete");
        RestClient.Answer copy = maker.post("/mailing/" + id + "/copy", null);
        assertEquals(200, copy.status(), copy.body());
        assertEquals(
                "\"1 mailing deleted\"",
                maker.delete("/mailing/" + copy.json().path("mailing_id").asInt()).body());
        RestClient writer = userWith("writer", "recipient.change");
        assertEquals(
                "Writer",
                writer.put(
                                "/recipient?mailinglist=" + list,
                                "{\"email\":\"writer@example.com\",\"firstname\":\"Writer\"}")
                        .json()
                        .path("firstname")
                        .asText());
        assertEquals(
                "\"1 binding entry updated\"",
                writer.put(
                                "/binding/writer@example.com",
                                "{\"mailinglist_id\":%d,\"user_status\":4}".formatted(list))
                        .body());
        assertEquals(
                "Access denied 'recipient.show'",
                writer.get("/recipient/writer@example.com").error());
        RestClient blocker = userWith("blocker", "blacklist");
        assertEquals(
                200,
                blocker.put("/blocklist", "{\"email\":\"b@example.com\",\"reason\":\"\"}")
                        .status());
        assertEquals(200, blocker.delete("/blocklist/b@example.com").status());
    }

    @Test
    void aRouteWithoutRightsCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> Route.Rights.of(" "));
        assertThrows(IllegalArgumentException.class, () -> new Route.Rights(List.<String>of()));
        for (String right :
                List.of("mailing.show", "mailing.export", "mailing.import", "mailing.send.show")) {
            assertEquals(
                    "1",
                    value(
                            "SELECT COUNT(*) FROM permission_tbl WHERE permission_name = '"
                                    + right
                                    + "'"));
        }
    }

    @Test
    void everyCallOfAKnownUserIsLogged() {
        int id = fromTemplate("Logged");
        RestClient logger = userWith("logger", "mailing.show");
        logger.get("/mailing/" + id + "/status?password=hidden");
        logger.get("/mailing/" + id);
        assertEquals(
                "GET /restful/mailing/%1$d/status %1$d|GET /restful/mailing/%1$d %1$d"
                        .formatted(id),
                value(
                        "SELECT GROUP_CONCAT(request_method, ' ', endpoint, ' ', description"
                                + " ORDER BY LENGTH(endpoint) DESC SEPARATOR '|') FROM"
                                + " restful_usage_log_tbl WHERE username = 'logger'"));
    }

    @Test
    void theDescriptionNamesEveryRouteAndNeedsNoLogin() {
        RestClient.Answer described = RestClient.with(app.address(), null).get("/OpenApi");
        assertEquals(200, described.status());
        assertEquals("3.0.0", described.json().path("openapi").asText());
        assertTrue(described.json().path("paths").path("/send/{mailing}").has("post"));
        assertTrue(described.json().path("paths").has("/mailing/{mailing}/forecast"));
    }

    private static RestClient bearer(String token) {
        return RestClient.with(app.address(), "Bearer " + token);
    }

    private static void unlock() {
        execute("DELETE FROM login_track_tbl");
    }
}
