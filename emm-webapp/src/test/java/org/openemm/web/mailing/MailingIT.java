package org.openemm.web.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.Mailing;
import org.openemm.mailing.MailingQuery;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientEditor;
import org.openemm.recipient.UserType;
import org.openemm.web.testing.Chromium;

/** A real browser on the way from a new installation to a sent newsletter. */
class MailingIT {
    /** Images of mails come from the public address, which is not there in this test. */
    private static final String PUBLIC = "localhost:8080/image/";

    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void aNewcomerComesFromNothingToASendingWithoutSeeingHtml() {
        chromium.expect(PUBLIC);
        recipient("reader@example.com");
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/mailing/create.action");
        page.fill("#name", "First news");
        if (page.locator("#from").isVisible()) {
            page.fill("#from", "news@example.com");
        }
        page.click("button:text-is('Create mailing')");
        page.waitForURL("**/mailing/content/*/view.action");
        assertFalse(page.locator("#content0").isVisible(), "words, not HTML");
        page.locator("[data-words=heading]").first().fill("Hello <b> & you");
        page.frameLocator(".preview-frame:not(.preview-next)")
                .locator("h1:text-is('Hello <b> & you')")
                .waitFor();
        page.click("#content-form button.btn-primary");
        page.waitForSelector(".toast");
        page.click(".page-actions a:has-text('Check and send')");
        page.waitForSelector("#consequence:has-text('Goes to')");
        int most = expectedIn(page.innerText("#consequence"));
        page.click("button:has-text('Send …')");
        page.waitForSelector("dialog[open] #confirm-title");
        assertTrue(page.innerText("#confirm-title").startsWith("Send to " + most));
        page.click("dialog[open] button:has-text('Send now')");
        page.waitForSelector("#delivery");
        Mailing mailing = newest();
        assertFalse(mailing.editable(), "it is on its way");
        String text =
                core().mailingContents()
                        .get(chromium.app().master(), mailing.id())
                        .block("Hero (Text)")
                        .orElseThrow()
                        .contents()
                        .get(0)
                        .text();
        assertTrue(text.contains("Hello <b> & you"), text);
    }

    @Test
    void whatWasNotSavedIsOfferedAgain() {
        chromium.expect(PUBLIC);
        int id = mailing("Draft");
        Page page = chromium.page(MASTER, 1440, ColorScheme.DARK, "en");
        page.onDialog(dialog -> dialog.accept());
        String address = "/mailing/content/" + id + "/view.action?block=Closing";
        page.navigate(address);
        page.locator("#content-form [data-words] textarea, #content-form [data-words] input")
                .first()
                .fill("Kept words");
        page.waitForFunction(
                "() => Object.keys(localStorage).some((key) => key.includes('content-')"
                        + " && localStorage.getItem(key).includes('Kept words'))");
        page.navigate(address);
        page.click("text=Restore");
        page.waitForCondition(() -> page.inputValue("#content0").contains("Kept words"));
    }

    @Test
    void aTagIsFoundAndPutAtTheCaret() {
        chromium.expect(PUBLIC);
        int id = mailing("Tags");
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "de");
        page.navigate("/mailing/content/" + id + "/view.action?block=Closing");
        page.locator("#content-form [data-words] textarea, #content-form [data-words] input")
                .first()
                .fill("Bis bald ");
        page.click("[data-open=tags]");
        page.fill("[data-tag-search]", "firstname");
        page.click("[data-tag='[agnDB column=\"firstname\"]']");
        assertTrue(page.inputValue("#content0").contains("[agnDB column=\"firstname\"]"));
    }

    @Test
    void theInboxFollowsTheFields() {
        int id = mailing("Inbox");
        Page page = chromium.page(MASTER, 390, ColorScheme.LIGHT, "en");
        page.navigate("/mailing/" + id + "/settings.action");
        page.fill("#subject", "Seen <at> once");
        assertEquals("Seen <at> once", page.innerText(".inbox-subject"));
        page.fill("#fromName", "Zoë");
        assertEquals("Z", page.innerText(".inbox .avatar"));
        page.waitForSelector("#count .strong");
        page.click("#settings .form-actions button[type=submit]");
        page.waitForSelector(".toast");
    }

    @Test
    void aPlanIsCancelledAfterAQuestion() {
        recipient("planned@example.com");
        int id = mailing("Plan");
        chromium.app()
                .core()
                .sending()
                .world(
                        chromium.app().master(),
                        id,
                        org.openemm.delivery.SendOptions.at(
                                chromium.app().core().clock().instant().plusSeconds(86_400)));
        Page page = chromium.page(MASTER, 390, ColorScheme.DARK, "de");
        page.navigate("/mailing/send/" + id + "/view.action");
        page.click("[data-open=stop-sending]");
        page.click("#stop-sending button[type=submit]");
        page.waitForSelector("#consequence");
        assertTrue(core().mailings().get(chromium.app().master(), id).editable());
    }

    @Test
    void readingInTheMailboxLoadsNoPixel() {
        core().mailbox()
                .store(
                        "a@example.com",
                        List.of("b@example.com"),
                        ("Subject: Pixel\r\nContent-Type: text/html\r\n\r\n<h1>Hi</h1><img src=\""
                                        + chromium.app().address()
                                        + "/g.html?uid=1.2.3\">")
                                .getBytes(StandardCharsets.UTF_8));
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.onRequest(request -> assertFalse(request.url().contains("/g.html"), request.url()));
        page.navigate("/mailbox/list.action?q=b@example.com");
        page.click(".mails a");
        page.waitForURL("**/view.action*");
        assertEquals("Hi", page.frameLocator("iframe").locator("h1").innerText());
        assertTrue(page.innerText("article").contains("does not count"));
    }

    private static int expectedIn(String sentence) {
        return Integer.parseInt(sentence.replaceAll("\\D", ""));
    }

    private static org.openemm.Core core() {
        return chromium.app().core();
    }

    private static Mailing newest() {
        int id =
                core().mailings()
                        .list(chromium.app().master(), MailingQuery.all(false))
                        .rows()
                        .get(0)
                        .id();
        return core().mailings().get(chromium.app().master(), id);
    }

    private static int mailing(String name) {
        var master = chromium.app().master();
        int list = core().mailinglists().all(master).get(0).id();
        int template =
                core().starterTemplate()
                        .create(
                                master,
                                "Style of " + name,
                                list,
                                new NamedAddress("Fern", "news@example.com"));
        return core().mailings()
                .create(master, core().mailings().prefill(master, template).withName(name));
    }

    private static void recipient(String email) {
        var master = chromium.app().master();
        int list = core().mailinglists().all(master).get(0).id();
        core().recipientEditor()
                .save(
                        master,
                        0,
                        Map.of("email", email, "gender", "2"),
                        List.of(
                                new RecipientEditor.Wish(
                                        list, BindingStatus.ACTIVE, UserType.WORLD, "")));
    }
}
