package org.openemm.web.calendar;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.web.testing.Chromium;

class CalendarIT {
    @RegisterExtension static final Chromium chromium = new Chromium();
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A Tuesday; its neighbours are in the same week. */
    private static final LocalDate DAY =
            LocalDate.now(BERLIN).plusDays(7).with(TemporalAdjusters.next(DayOfWeek.TUESDAY));

    private static int mailing;

    @BeforeEach
    void aPlannedMailing() {
        if (mailing == 0) {
            mailing =
                    chromium.app()
                            .core()
                            .mailings()
                            .create(
                                    chromium.app().master(),
                                    MailingDraft.of(
                                            "Autumn",
                                            1,
                                            EmailSettings.of(
                                                    "News", new NamedAddress("A", "a@x.example"))));
        }
        chromium.app()
                .core()
                .planning()
                .plan(chromium.app().master(), mailing, Optional.of(ten(DAY)));
    }

    @Test
    void aPlannedMailingIsDraggedToAnotherDayAndBack() {
        Page page = month();
        drag(page, event(page, DAY), cell(page, DAY.plusDays(1)));
        page.waitForSelector(".toast-undo");
        assertThat(event(page, DAY.plusDays(1))).hasCount(1);
        assertEquals(ten(DAY.plusDays(1)), at());

        page.click(".toast >> text=Undo");
        page.waitForCondition(() -> ten(DAY).equals(at()));
        page.waitForCondition(() -> event(page, DAY).count() == 1);
    }

    @Test
    void draggedBesideTheCalendarItLosesItsDateAndGetsOneAgain() {
        Page page = month();
        drag(page, event(page, DAY), page.locator("[data-undated]"));
        page.waitForSelector("[data-undated] .event");
        assertEquals(null, at());

        drag(page, page.locator("[data-undated] .event"), cell(page, DAY.plusDays(2)));
        page.waitForCondition(() -> event(page, DAY.plusDays(2)).count() == 1);
        assertEquals(DAY.plusDays(2), LocalDate.ofInstant(at(), BERLIN));
    }

    @Test
    void escapeLeavesItWhereItWas() {
        Page page = month();
        BoundingBox from = event(page, DAY).boundingBox();
        BoundingBox to = cell(page, DAY.plusDays(1)).boundingBox();
        page.mouse().move(from.x + 5, from.y + 5);
        page.mouse().down();
        page.mouse().move(to.x + 20, to.y + 40, new Mouse.MoveOptions().setSteps(10));
        page.waitForSelector(".drop-here");
        page.keyboard().press("Escape");
        page.mouse().up();
        assertEquals(0, page.locator(".drag-ghost, .drop-here").count());
        assertEquals(ten(DAY), at());
    }

    @Test
    void theKeyboardMovesItByItsMenu() {
        Page page = month();
        page.focus("[data-day='" + DAY + "'] .menu-button");
        page.keyboard().press("Enter");
        page.waitForSelector("[popover]:popover-open :focus");
        page.keyboard().press("Enter");
        page.waitForSelector("dialog[open] #date");
        page.fill("dialog[open] #date", DAY.plusDays(3).toString());
        page.click("dialog[open] button[type=submit]");
        page.waitForCondition(() -> event(page, DAY.plusDays(3)).count() == 1);
        assertEquals(ten(DAY.plusDays(3)), at());
        assertThat(page.locator("dialog[open]")).hasCount(0);
    }

    @Test
    void theDashboardMovesMailingsToo() {
        LocalDate soon = LocalDate.now(BERLIN).plusDays(1);
        chromium.app()
                .core()
                .planning()
                .plan(chromium.app().master(), mailing, Optional.of(ten(soon)));
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/dashboard.action");
        assertThat(page.locator("[aria-busy=true]")).hasCount(0);
        drag(page, event(page, soon), cell(page, soon.plusDays(2)));
        page.waitForCondition(() -> event(page, soon.plusDays(2)).count() == 1);
        assertEquals(ten(soon.plusDays(2)), at());
        assertTrue(page.url().endsWith("/dashboard.action"));
    }

    @Test
    void onAPhoneOnlyDaysWithMailingsAreListed() {
        Page page = chromium.page(MASTER, 390, ColorScheme.DARK, "en");
        page.navigate("/calendar.action?date=" + DAY);
        assertTrue(event(page, DAY).isVisible());
        assertEquals(0, page.locator(".day-empty:not(.day-today):visible").count());
        assertEquals(
                0,
                ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .intValue());
    }

    private static Page month() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/calendar.action?date=" + DAY);
        return page;
    }

    private static Locator cell(Page page, LocalDate day) {
        return page.locator("[data-day='" + day + "']");
    }

    private static Locator event(Page page, LocalDate day) {
        return page.locator("[data-day='" + day + "'] .event");
    }

    private static void drag(Page page, Locator from, Locator to) {
        from.scrollIntoViewIfNeeded();
        BoundingBox start = from.boundingBox();
        page.mouse().move(start.x + 8, start.y + 8);
        page.mouse().down();
        page.mouse().move(start.x + 20, start.y + 20);
        to.scrollIntoViewIfNeeded();
        BoundingBox end = to.boundingBox();
        page.mouse()
                .move(
                        end.x + end.width / 2,
                        end.y + end.height / 2,
                        new Mouse.MoveOptions().setSteps(10));
        page.mouse().up();
    }

    private static Instant at() {
        return chromium.app().core().planning().get(chromium.app().master(), mailing).at();
    }

    private static Instant ten(LocalDate day) {
        return day.atTime(10, 0).atZone(BERLIN).toInstant();
    }
}
