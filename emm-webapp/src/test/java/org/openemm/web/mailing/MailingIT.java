package org.openemm.web.mailing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.content.NamedAddress;
import org.openemm.delivery.Distribution;
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

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

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
    void aSendingIsPausedAndGoesOn() {
        recipient("paused@example.com");
        int id = mailing("On its way");
        var master = chromium.app().master();
        int job =
                core().sending()
                        .world(
                                master,
                                id,
                                org.openemm.delivery.SendOptions.at(
                                        core().clock().instant().plusSeconds(86_400)));
        // As while the backend sends.
        core().database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE maildrop_status_tbl SET genstatus = 2,"
                                                        + " senddate = NOW() WHERE status_id = ?",
                                                job));
        Page page = chromium.page(MASTER, 390, ColorScheme.LIGHT, "en");
        page.navigate("/mailing/send/" + id + "/view.action");
        page.click("#delivery button:has-text('Pause')");
        assertThat(page.locator("#delivery button:has-text('Continue')")).isVisible();
        assertEquals(
                Distribution.DELIVERY_STOPPED,
                core().sending().progress(master, id).distribution());
        page.click("#delivery button:has-text('Continue')");
        assertThat(page.locator("#delivery button:has-text('Pause')")).isVisible();
        assertTrue(core().sending().progress(master, id).distribution().isMoving());
    }

    @Test
    void anImageIsAddedWhereItIsChosen() {
        chromium.expect(PUBLIC);
        int id = mailing("Pictures");
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/mailing/content/" + id + "/view.action?block=Hero");
        Locator picker = page.getByLabel("Image", new Page.GetByLabelOptions().setExact(true));
        picker.first().click();
        page.locator(".pick-new:visible").click();
        page.setInputFiles(
                ".drawer [type=file]",
                new FilePayload("meadow é.png", "image/png", Base64.getDecoder().decode(PIXEL)));
        page.click(".drawer button:has-text('Upload')");
        assertThat(page.locator("dialog.drawer")).hasCount(0);
        assertThat(picker.first()).hasValue("meadow é.png");
        assertTrue(page.inputValue("#content0").contains("[agnIMAGE name=\"meadow é.png\"]"));
        page.waitForCondition(
                () ->
                        page.locator(".words-thumb")
                                .first()
                                .evaluate("image => image.complete && image.naturalWidth")
                                .equals(1));
    }

    @Test
    void templatesAreSeenBeforeTheyAreRead() {
        chromium.expect(PUBLIC);
        mailing("Gallery");
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/mailing/list.action?forTemplates=true");
        Locator card = page.locator("tbody tr:has-text('Style of Gallery')");
        assertThat(card.frameLocator("iframe").locator("h1").first()).isAttached();
        card.locator(".row-link").click();
        page.waitForURL("**/settings.action");
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
        core().persons()
                .editor()
                .save(
                        master,
                        0,
                        Map.of("email", email, "gender", "2"),
                        List.of(
                                new RecipientEditor.Wish(
                                        list, BindingStatus.ACTIVE, UserType.WORLD, "")));
    }
}
