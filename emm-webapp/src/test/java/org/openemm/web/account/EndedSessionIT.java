package org.openemm.web.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;
import static org.openemm.web.testing.WebAppUnderTest.PASSWORD;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.web.testing.Chromium;

/** The session is gone, as after a restart of the server, and the page does not know it yet. */
class EndedSessionIT {
    private static final byte[] PICTURE =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @RegisterExtension static final Chromium chromium = new Chromium();

    private Page page;

    @BeforeEach
    void open() {
        page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        chromium.expect("401");
    }

    @Test
    void aFileIsSentAgainAfterLoggingInOverThePage() {
        int mailing = mailing("Pictures");
        page.navigate("/mailing/" + mailing + "/images/list.action");
        page.setInputFiles("#file", new FilePayload("leaf.png", "image/png", PICTURE));
        page.context().clearCookies();
        page.click("main form button:text-is('Upload')");
        logInOverThePage();
        assertThat(page.locator(".toast")).containsText("The image was added.");
        assertEquals(
                "leaf.png",
                chromium.app()
                        .core()
                        .mailingFiles()
                        .images(chromium.app().master(), mailing)
                        .get(0)
                        .name());
    }

    @Test
    void aFormInADrawerIsSavedAfterLoggingIn() {
        page.navigate("/design-system/dialogs");
        page.click("a[data-drawer]");
        page.fill(".drawer [name=name]", "Made late");
        page.context().clearCookies();
        page.keyboard().press("Enter");
        logInOverThePage();
        assertThat(page.locator("dialog.drawer")).hasCount(0);
        assertEquals(
                1,
                chromium.app().core().mailinglists().all(chromium.app().master()).stream()
                        .filter(list -> list.name().equals("Made late"))
                        .count());
    }

    @Test
    void whatWasTypedIsOfferedAgainAfterLoggingInAnew() {
        page.navigate("/target/create.action");
        page.click("[data-rule-mode=text]");
        page.click(".code-field .cm-content");
        page.keyboard().insertText("`email` CONTAINS 'late'");
        page.fill("#name", "Late");
        page.waitForFunction(
                "() => Object.values(localStorage).some((kept) => kept.includes('late')"
                        + " && kept.includes('Late'))");
        page.context().clearCookies();
        page.locator("form[data-save] button[type=submit]").last().click();
        page.waitForURL("**/logon.action*");
        page.fill("#username", MASTER);
        page.fill("#password", PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL(url -> !url.contains("/logon.action"));
        page.navigate("/target/create.action");
        page.click(".draft-note >> text=Restore");
        assertThat(page.locator("#eql")).hasValue("`email` CONTAINS 'late'");
        assertThat(page.locator("#name")).hasValue("Late");
    }

    private void logInOverThePage() {
        page.waitForSelector("#session-login[open]");
        page.fill("#session-login [name=password]", PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator("#session-login")).isHidden();
    }

    private static int mailing(String name) {
        return chromium.app()
                .core()
                .mailings()
                .create(
                        chromium.app().master(),
                        MailingDraft.of(
                                name,
                                1,
                                EmailSettings.of("News", new NamedAddress("A", "a@x.example"))));
    }
}
