package org.openemm.web.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class BlocklistFileTest {
    private static final String ROOT = "/recipients/blacklist/";
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("looker", "blacklist");
        app.createUser("marketer", "blacklist", "recipient.change", "recipient.delete");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aFileIsCheckedThenAddedOrDiscarded() {
        Browser browser = app.loggedIn();
        browser.get(ROOT + "upload.action");
        Browser.Page check = upload(browser, "a@file.example;wish\n*@all.example\n<script>\n");
        assertTrue(check.path().matches(".*/upload/[0-9]+/check.action"), check.path());
        assertTrue(check.text("main").contains("Block 2 entries"), check.html());
        assertTrue(check.text("table").contains("<script>"), check.html());
        assertFalse(browser.get(ROOT + "list.action").html().contains("all.example"));
        String root = check.path().replace("check.action", "");
        browser.get(check.path());
        Browser.Page list = browser.post(root + "apply.action", Map.of("reason", "from a file"));
        assertTrue(list.text("table").contains("*@all.example"), list.html());
        assertTrue(list.text("table").contains("from a file"));
        assertEquals(404, browser.get(check.path()).status());

        browser.get(ROOT + "upload.action");
        Browser.Page again = upload(browser, "a@file.example\n");
        assertFalse(again.has("form[action$=apply.action] .btn-primary"), again.html());
        browser.post(again.path().replace("check.action", "discard.action"), Map.of());
        assertEquals(404, browser.get(again.path()).status());
        browser.get(ROOT + "upload.action");
        assertEquals(422, upload(browser, "nothing here").status());
    }

    @Test
    void theReasonOfAnEntryCanBeChanged() {
        Browser browser = app.loggedIn();
        browser.get(ROOT + "new.action");
        browser.post(ROOT + "save.action", Map.of("email", "change@one.example", "reason", "old"));
        Browser.Page edit = browser.get(ROOT + "edit.action?email=change@one.example");
        assertEquals("old", edit.document().selectFirst("#reason").attr("value"));
        Browser.Page list =
                browser.post(
                        ROOT + "update.action",
                        Map.of(
                                "old", "change@one.example",
                                "email", "change@one.example",
                                "reason", "new <b>"));
        assertTrue(list.text("table").contains("new <b>"), list.html());
        browser.get(ROOT + "edit.action?email=change@one.example");
        assertEquals(
                422,
                browser.post(
                                ROOT + "update.action",
                                Map.of(
                                        "old", "change@one.example",
                                        "email", "*",
                                        "reason", ""))
                        .status());
    }

    @Test
    void onlyOperatorsSeeTheListOfTheSystem() {
        Browser operator = app.loggedIn();
        operator.get(ROOT + "new.action?scope=SYSTEM");
        Browser.Page list =
                operator.post(
                        ROOT + "save.action",
                        Map.of("scope", "SYSTEM", "email", "x@system.example", "reason", ""));
        assertTrue(list.text("table").contains("x@system.example"), list.html());
        Browser marketer = app.loggedIn("marketer");
        Browser.Page own = marketer.get(ROOT + "list.action?scope=SYSTEM");
        assertFalse(own.html().contains("x@system.example"));
        marketer.get(ROOT + "new.action");
        marketer.post(
                ROOT + "save.action",
                Map.of("scope", "SYSTEM", "email", "mine@one.example", "reason", ""));
        assertFalse(
                operator.get(ROOT + "list.action?scope=SYSTEM")
                        .html()
                        .contains("mine@one.example"));
        assertEquals(
                404,
                marketer.get(ROOT + "edit.action?scope=SYSTEM&email=x@system.example").status());
        Browser looker = app.loggedIn("looker");
        assertEquals(403, looker.get(ROOT + "upload.action").status());
        assertFalse(looker.get(ROOT + "list.action").has("a[href$='new.action']"));
    }

    private static Browser.Page upload(Browser browser, String content) {
        return browser.upload(
                ROOT + "upload.action",
                Map.of(),
                "file",
                "list.csv",
                content.getBytes(StandardCharsets.UTF_8));
    }
}
