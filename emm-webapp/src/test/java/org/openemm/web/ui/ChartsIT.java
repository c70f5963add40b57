package org.openemm.web.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;

class ChartsIT {
    @RegisterExtension static final Chromium chromium = new Chromium();

    @Test
    void chartsFollowTheTheme() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        page.navigate("/design-system/figures");
        page.waitForSelector("[data-chart] canvas");
        page.waitForCondition(() -> !picture(page).isEmpty());
        String light = picture(page);
        page.evaluate("document.documentElement.dataset.theme = 'dark'");
        page.waitForCondition(() -> !picture(page).equals(light));
        String dark = picture(page);
        page.evaluate("document.documentElement.dataset.theme = 'light'");
        page.waitForCondition(() -> !picture(page).equals(dark));
    }

    @Test
    void withoutScriptsTheServersBarsAreThere() {
        Page page = chromium.pageWithoutScripts(MASTER, 390, "en");
        page.navigate("/design-system/figures");
        assertTrue(page.locator("rect.bars-1").first().isVisible());
    }

    private static String picture(Page page) {
        return page.evaluate("document.querySelector('[data-chart] canvas')?.toDataURL() ?? ''")
                .toString();
    }
}
