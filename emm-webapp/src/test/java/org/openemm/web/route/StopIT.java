package org.openemm.web.route;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.content.NamedAddress;
import org.openemm.delivery.Stops;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.web.testing.Chromium;

/** The emergency stop in a real browser. */
class StopIT {
    private static final String STOP = "/sending/stop.action";

    @RegisterExtension static final Chromium chromium = new Chromium();

    @AfterEach
    void goOn() {
        for (Stops.Scope scope : Stops.Scope.values()) {
            chromium.app().core().dispatch().stops().resume(chromium.app().master(), scope);
        }
    }

    @Test
    void allMailsAreStoppedAfterAQuestionAndGoOnWithOneClick() {
        Page page = chromium.page(MASTER, 390, ColorScheme.DARK, "en");
        page.navigate(STOP);
        page.click("[data-open=stop-all]");
        assertThat(page.locator("#stop-all")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#stop-all")).isHidden();
        assertFalse(isStopped(), "Esc changes nothing");

        page.click("[data-open=stop-all]");
        page.click("#stop-all button[type=submit]");
        assertThat(page.locator("button:has-text('Go on sending')")).isVisible();
        assertTrue(isStopped());
        page.navigate("/mailing/list.action");
        assertThat(page.locator("text=Sending is stopped.")).isVisible();

        page.navigate(STOP);
        page.click("button:has-text('Go on sending')");
        assertThat(page.locator("[data-open=stop-all]")).isVisible();
        assertFalse(isStopped());
    }

    @Test
    void mailsAnsweredAfterTheStopAreCountedWithoutLoadingThePageAnew() {
        int mailing = underWay();
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate(STOP);
        assertThat(page.locator("#underway tbody .num").first()).hasText("0");
        sent(mailing, 1200);
        assertThat(page.locator("#underway tbody .num").first()).hasText("1,200");
        assertThat(page.locator("#underway tbody .num").last()).hasText("800");
    }

    private static boolean isStopped() {
        return !chromium.app().core().dispatch().stops().now(chromium.app().master()).isEmpty();
    }

    /** As while the backend sends: 2,000 mails, none answered yet. */
    private static int underWay() {
        var core = chromium.app().core();
        int list = core.mailinglists().create(chromium.app().master(), "Readers", "");
        int mailing =
                core.mailings()
                        .create(
                                chromium.app().master(),
                                MailingDraft.of(
                                        "Spring",
                                        list,
                                        EmailSettings.of(
                                                "Spring",
                                                NamedAddress.parse("News <news@a.example>"))));
        core.database()
                .run(
                        tx -> {
                            tx.sql()
                                    .execute(
                                            "UPDATE mailing_tbl SET work_status ="
                                                    + " 'mailing.status.sending' WHERE mailing_id"
                                                    + " = ?",
                                            mailing);
                            tx.sql()
                                    .execute(
                                            "INSERT INTO mailing_backend_log_tbl (mailing_id,"
                                                    + " current_mails, total_mails) VALUES (?,"
                                                    + " 2000, 2000)",
                                            mailing);
                        });
        return mailing;
    }

    private static void sent(int mailing, int mails) {
        chromium.app()
                .core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO mailing_account_tbl (mailing_id,"
                                                        + " company_id, no_of_mailings,"
                                                        + " status_field) VALUES (?, 1, ?, 'W')",
                                                mailing,
                                                mails));
    }
}
