package org.openemm.web.bouncecheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.mailloop.FilterDraft;
import org.openemm.web.mailloop.MailloopScreens;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** The page that says why no bounces come in. */
class BounceCheckPageTest {
    private static WebAppUnderTest app;
    private static Browser browser;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        browser = app.loggedIn();
        app.createUser("looker", "mailloop.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void whatIsToBeDoneComesFirstAndGoesAwayWhenItIsDone() {
        Browser.Page page = browser.get(MailloopScreens.CHECK);
        assertEquals("To do", page.text(".card h2"));
        assertTrue(page.text(".checks").contains("There is no filter"), page.text(".checks"));
        app.core().mailloop().filters().create(app.master(), FilterDraft.named("Bounces", ""));
        assertFalse(browser.get(MailloopScreens.CHECK).html().contains("There is no filter"));
    }

    @Test
    void wrongRulesAreShownAsTheyStandInTheFile() throws IOException {
        Path lib = Files.createDirectories(app.core().home().lib());
        Files.writeString(lib.resolve("bav.rule"), "[hard]\n(<script>alert(1)</script>\n");
        String html = browser.get(MailloopScreens.CHECK).html();
        assertTrue(html.contains("2: (&lt;script"), html);
        assertFalse(html.contains("<script>alert"), html);
    }

    @Test
    void asLongAsMailsDoNotLeaveTheSystemThereIsNoSelfTest() {
        Browser.Page page = browser.get(MailloopScreens.CHECK);
        assertTrue(page.text("#self-test").contains("Set smtp-host"), page.html());
        assertFalse(page.has("#self-test form"));
    }

    @Test
    void whoMayNotSeeTheStateOfTheServerSeesNeitherPageNorTab() {
        Browser looker = app.loggedIn("looker");
        assertFalse(
                looker.get("/administration/bounce/list.action")
                        .html()
                        .contains(MailloopScreens.CHECK));
        assertEquals(403, looker.get(MailloopScreens.CHECK).status());
    }
}
