package org.openemm.web.dkim;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;

/** From the first key to a record that fits, and to two signatures, as a person does it. */
class DkimIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void aKeyIsMadeItsRecordCopiedAndChecked() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.navigate("/administration/dkim/list.action");
        page.click(".empty .btn-primary");
        page.fill("#domain", "example.com");
        page.click("button:has-text('Make key')");
        assertThat(page.locator("h1")).hasText("example.com");
        String value = page.textContent("#record-value");

        page.click("#record-value + button");

        assertThat(page.locator("#record-value + button")).hasText("Copied");
        String copied = (String) page.evaluate("navigator.clipboard.readText()");
        assertEquals(value, copied);
        assertTrue(copied.startsWith("v=DKIM1; p="));
        page.click("button:has-text('Check DNS')");
        assertThat(page.locator(".notice-bad")).containsText("no record in DNS yet");
        chromium.app().dns().publish(page.textContent("#record-name"), copied);
        page.click("button:has-text('Check DNS')");
        assertThat(page.locator(".notice-good")).containsText("fits");
        page.click("summary:has-text('zone file')");
        assertThat(page.locator("#record-zone")).containsText("IN TXT (");

        page.navigate("/administration/dkim/create.action?domain=example.com");
        page.check("input[value=ed25519]");
        page.fill("#selector", "second");
        page.fill("#from", "");
        page.uncheck("#endOthers");
        page.click("button:has-text('Make key')");
        page.navigate("/administration/dkim/list.action");
        page.click("label[for=twice]");
        assertThat(page.locator("#toasts")).containsText("two signatures");
        assertThat(page.locator("tbody .badge:has-text('Signs')")).hasCount(2);
    }

    @Test
    void aBrokenKeyIsExplainedOnAPhoneInGerman() {
        Page page = chromium.page(MASTER, 390, ColorScheme.DARK, "de");
        page.navigate("/administration/dkim/import.action");
        page.fill("#domain", "example.org");
        page.fill("#selector", "s1");
        page.fill("#key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");
        chromium.expect("422");
        page.click("button:has-text('Schlüssel importieren')");
        assertThat(page.locator("#key-note")).containsText("Das ist der öffentliche Schlüssel");
        assertThat(page.locator("#key")).hasValue("");
        assertThat(page.locator("#domain")).hasValue("example.org");
    }
}
