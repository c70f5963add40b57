package org.openemm.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.dashboard.Layout;
import org.openemm.dashboard.Tile;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.testing.Chromium;

class DashboardIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @BeforeEach
    void aTenantThatHasSentAlready() {
        var core = chromium.app().core();
        core.dashboard().layouts().reset(chromium.app().master());
        core.database()
                .run(
                        tx -> {
                            tx.sql().execute("DELETE FROM maildrop_status_tbl");
                            tx.sql()
                                    .execute(
                                            "INSERT INTO maildrop_status_tbl (company_id,"
                                                    + " mailing_id, status_field, genstatus) VALUES"
                                                    + " (1, 999999, 'W', 3)");
                        });
        if (core.recipients().findBy(chromium.app().master(), "email", "a@x.example").isEmpty()) {
            long id =
                    core.recipients()
                            .create(
                                    chromium.app().master(),
                                    Map.of("email", "a@x.example", "gender", 2));
            core.bindings()
                    .set(
                            chromium.app().master(),
                            Binding.of(id, 1, UserType.WORLD, BindingStatus.ACTIVE, ""));
        }
    }

    @Test
    void tilesThatReadMuchComeAfterThePageAndKeepTheirPlace() {
        Page page = open(1440, "/dashboard.action");
        page.waitForSelector("#tile-growth .bars");

        assertEquals("1", page.innerText("#tile-growth .key dd").strip());
        page.click("#tile-growth summary");
        assertEquals(30, page.locator("#tile-growth tbody tr").count());
        page.selectOption("#growth-period", "year");
        page.waitForCondition(() -> page.locator("#tile-growth tbody tr").count() == 52);
        assertEquals(52, page.locator("#tile-growth .bars-step").count());
    }

    @Test
    void aBarSaysWhatHappenedOnItsDay() {
        Page page = open(1440, "/dashboard.action");
        Locator today = page.locator("#tile-growth .bars-step").last();
        today.hover();
        page.waitForSelector("#tooltip:has-text('New: 1')");
        assertTrue(page.innerText("#tooltip").endsWith("New: 1\nOpt-outs: 0\nBounces: 0"));
        page.locator("#tile-growth .bars-step").nth(28).hover();
        page.waitForSelector("#tooltip:has-text('New: 0')");
    }

    @Test
    void barsFollowTheTheme() {
        Page page = open(1440, "/dashboard.action");
        page.waitForSelector("#tile-growth rect.bars-1");
        String light = colour(page);
        page.evaluate("document.documentElement.dataset.theme = 'dark'");
        page.waitForCondition(() -> !colour(page).equals(light));
    }

    @Test
    void tilesAreArrangedWithTheMouse() {
        Page page = open(1440, "/dashboard.action");
        page.click("text=Arrange");
        drag(
                page,
                page.locator("[data-sort=calendar] [data-handle]"),
                page.locator("[data-sort=attention]"));
        page.waitForCondition(() -> saved().places().get(0).tile() == Tile.CALENDAR);

        page.navigate("/dashboard.action");
        assertEquals("tile-calendar", page.locator("[id^=tile-]").first().getAttribute("id"));
    }

    @Test
    void tilesAreArrangedWithTheKeyboard() {
        Page page = open(1440, "/dashboard.action?arrange=true");
        page.focus("#earlier-growth");
        page.keyboard().press("Enter");
        page.waitForCondition(() -> saved().equals(Layout.usual().moved(Tile.GROWTH, -1)));
        page.waitForCondition(() -> "earlier-growth".equals(focused(page)));
        page.focus("#resize-growth");
        page.keyboard().press("Enter");
        page.waitForSelector("[data-sort=growth].board-full");
        page.focus("#hide-growth");
        page.keyboard().press("Enter");
        page.waitForSelector("#add-growth");
        assertTrue(saved().place(Tile.GROWTH).isEmpty());
        page.focus("#add-growth");
        page.keyboard().press("Enter");
        page.waitForSelector("[data-sort=growth]");
        page.focus("#reset-layout");
        page.keyboard().press("Enter");
        page.waitForCondition(() -> saved().equals(Layout.usual()));
    }

    @Test
    void anExplanationComesOnFocusAndOnHoverAndGoesWithEscape() {
        Page page = open(1440, "/dashboard.action?arrange=true");
        page.keyboard().press("Tab");
        while (!"later-attention".equals(focused(page))) {
            page.keyboard().press("Tab");
        }
        page.waitForSelector("#tooltip");
        assertEquals("tooltip", page.getAttribute("#later-attention", "aria-describedby"));
        page.keyboard().press("Escape");
        page.waitForCondition(() -> page.locator("#tooltip").count() == 0);
        page.hover("#hide-attention");
        page.waitForSelector("#tooltip:has-text('Hide')");
    }

    @Test
    void onAPhoneTilesStandBelowEachOther() {
        Page page = open(390, "/dashboard.action");
        page.waitForSelector("#tile-growth .bars");
        List<Double> lefts =
                page.locator(".board > div").all().stream()
                        .map(tile -> tile.boundingBox().x)
                        .toList();
        assertEquals(1, lefts.stream().distinct().count());
        assertEquals(
                0,
                ((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .intValue());
    }

    private static Page open(int width, String path) {
        Page page = chromium.page(MASTER, width, ColorScheme.LIGHT, "en");
        page.navigate(path);
        return page;
    }

    private static Layout saved() {
        return chromium.app().core().dashboard().layouts().get(chromium.app().master());
    }

    private static String focused(Page page) {
        return String.valueOf(page.evaluate("document.activeElement.id"));
    }

    private static String colour(Page page) {
        return page.evaluate(
                        "getComputedStyle(document.querySelector('#tile-growth rect.bars-1')).fill")
                .toString();
    }

    private static void drag(Page page, Locator from, Locator to) {
        BoundingBox start = from.boundingBox();
        BoundingBox end = to.boundingBox();
        page.mouse().move(start.x + start.width / 2, start.y + start.height / 2);
        page.mouse().down();
        page.mouse().move(start.x + start.width / 2, start.y - 20);
        page.mouse()
                .move(
                        end.x + 30,
                        end.y + 10,
                        new com.microsoft.playwright.Mouse.MoveOptions().setSteps(20));
        page.mouse().up();
    }
}
