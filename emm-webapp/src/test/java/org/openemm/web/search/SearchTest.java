package org.openemm.web.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.company.CompanyDraft;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class SearchTest {
    private static WebAppUnderTest app;
    private static int mailing;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        mailing = fill(Actor.system("test", 1), "Quokka");
        int second =
                app.core()
                        .companies()
                        .create(
                                Actor.system("test", 1),
                                new CompanyDraft("Second", "", "", "", 10_000, "", ""));
        fill(Actor.system("test", second), "Quokka foreign");
        app.createUser("marketer", "mailing.show", "mailing.change");
        app.createUser("nobody");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static int fill(Actor actor, String name) {
        int list = app.core().mailinglists().create(actor, name + " list", "Who likes animals");
        app.core()
                .targets()
                .save(actor, new TargetDraft(0, name + " group", "", "firstname = 'Q'"));
        app.core()
                .recipients()
                .create(
                        actor,
                        Map.of(
                                "email",
                                name.toLowerCase(java.util.Locale.ROOT).replace(" ", ".")
                                        + "@example.com",
                                "firstname",
                                "Quentin",
                                "lastname",
                                "Kangaroo"));
        EmailSettings email = EmailSettings.of("Hello", new NamedAddress("Zoo", "zoo@example.com"));
        app.core()
                .mailings()
                .createTemplate(actor, MailingDraft.of(name + " template", list, email));
        return app.core().mailings().create(actor, MailingDraft.of(name + " mailing", list, email));
    }

    @Test
    void everyKindOfThingIsFoundWithItsLettersMarked() {
        Browser.Page page = ask(app.loggedIn(), "quok");
        assertEquals(
                List.of(
                        "Quokka group",
                        "Quokka list",
                        "Quokka mailing",
                        "Quokka template",
                        "quokka@example.com"),
                page.document().select(".palette-name").eachText().stream().sorted().toList());
        assertEquals(
                List.of("Quok", "Quok", "Quok", "Quok", "quok"),
                page.document().select("mark").eachText().stream().sorted().toList());
        assertTrue(page.has("a[role=option][href='/mailing/" + mailing + "/settings.action']"));
    }

    @Test
    void nothingOfAnotherCompanyIsFound() {
        assertFalse(ask(app.loggedIn(), "quokka").html().contains("foreign"));
        assertFalse(ask(app.loggedIn(), "foreign").has("[role=option]"));
    }

    @Test
    void aUserFindsOnlyWhatHeMayOpen() {
        Browser marketer = app.loggedIn("marketer");
        assertEquals(List.of("Quokka mailing"), names(ask(marketer, "quokka")));
        assertEquals("New mailing", names(ask(marketer, "new mailing")).get(0));
        assertEquals(List.of(), names(ask(marketer, "mailbox")));
        assertEquals(List.of(), names(ask(marketer, "import")));

        Browser nobody = app.loggedIn("nobody");
        assertEquals(List.of(), names(ask(nobody, "quokka")));
        assertEquals(List.of("Log out"), names(ask(nobody, "log out")));
        assertTrue(ask(nobody, "").status() == 200);
    }

    @Test
    void recipientsAreFoundByTheBeginningOfAddressOrNameAndByNumber() {
        Browser browser = app.loggedIn();
        assertEquals(List.of("quokka@example.com"), names(ask(browser, "QUOKKA@")));
        assertEquals(List.of("quokka@example.com"), names(ask(browser, "kang")));
        assertEquals(List.of("quokka@example.com"), names(ask(browser, "quentin kang")));
        assertEquals(List.of(), names(ask(browser, "okka@example")));
        assertEquals(List.of(), names(ask(browser, "q%@")));
    }

    @Test
    void screensAreFoundByOtherWordsToo() {
        assertTrue(names(ask(app.loggedIn(), "subscribers")).contains("All recipients"));
        assertTrue(names(ask(app.loggedIn(), "segments")).contains("Target groups"));
    }

    @Test
    void whatWasChosenComesFirstNextTime() {
        Browser browser = app.loggedIn();
        browser.get("/search.action");
        assertEquals(204, choose(browser, "mailing:" + mailing));
        assertEquals(204, choose(browser, "screen:/mailbox/list.action"));
        assertEquals(204, choose(browser, "mailing:999999"));
        assertEquals(204, choose(browser, "'\"<script>"));
        List<String> names = names(ask(browser, ""));
        assertEquals(
                List.of("Mailbox", "Quokka mailing"),
                names.subList(0, 2).stream().sorted().toList());
        assertFalse(names(ask(app.loggedIn("marketer"), "")).contains("Mailbox"));
    }

    @Test
    void itIsAPageWithoutScripts() {
        Browser browser = app.loggedIn();
        Browser.Page page = browser.get("/search.action?q=quokka");
        assertEquals("quokka", page.document().select("main input[name=q]").val());
        assertTrue(page.has("main a[href='/mailing/" + mailing + "/settings.action']"));
        page = browser.get("/search.action?q=dark");
        assertEquals(
                "2",
                page.document()
                        .select("main form[action='/user/quick/theme.action'] input[name=theme]")
                        .val());
    }

    @Test
    void nothingThatIsTypedBreaksIt() {
        Browser browser = app.loggedIn();
        for (String typed :
                List.of(
                        "'\"<script>{{[agn",
                        "%",
                        "_",
                        "!",
                        "\\",
                        "\u0000",
                        "☕😀",
                        "a ".repeat(900))) {
            Browser.Page page = ask(browser, typed);
            assertEquals(200, page.status(), typed);
            assertFalse(page.has("script"), typed);
        }
        assertEquals(200, browser.get("/search/palette.action").status());
    }

    private static int choose(Browser browser, String key) {
        return browser.raw(
                        browser.request("/search/chosen.action")
                                .header("X-CSRF-Token", browser.csrf())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                                "key=" + escape(key))))
                .statusCode();
    }

    private static List<String> names(Browser.Page page) {
        return page.document()
                .select(".palette-option:not(.palette-more):not([data-key^=help]) .palette-name")
                .eachText();
    }

    private static Browser.Page ask(Browser browser, String typed) {
        return browser.get("/search/palette.action?q=" + escape(typed));
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
