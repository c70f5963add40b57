package org.openemm.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openemm.web.testing.WebAppUnderTest.MASTER;
import static org.openemm.web.testing.WebAppUnderTest.PASSWORD;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openemm.web.testing.Chromium;
import org.openemm.web.testing.Showcase;

/** What goes over the wire, compressed, as the browser counts it. */
class WeightIT {
    private static final int FIRST_LOAD = 250_000;
    private static final int LATER_PAGE = 30_000;

    /** Editor and chart library come after the page that first needs them, and never again. */
    private static final String ON_DEMAND = ".*/assets/chunk-(chart-library|code-editor).*";

    private static final int ON_DEMAND_MOST = 220_000;

    /** What a mailing shows is not ours. */
    private static final String CONTENT = ".*/(image/|g\\.html|preview/|mailing/\\d+/image).*";

    @RegisterExtension static final Chromium chromium = new Chromium(Showcase::start);

    @Test
    void theFirstLoadIsSmallAndLaterPagesAreSmaller() {
        Page page = chromium.stranger(1440, ColorScheme.LIGHT, "en");
        Wire wire = Wire.of(page);
        page.navigate("/logon.action");
        page.waitForLoadState();
        page.fill("#username", MASTER);
        page.fill("#password", PASSWORD);
        page.click("button[type=submit]");
        page.waitForURL("**/dashboard.action");
        page.waitForLoadState();
        page.waitForSelector("#tile-growth .bars");
        Map<String, Integer> loads = wire.take(page);
        int first = loads.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(first < FIRST_LOAD, first + " bytes for login and dashboard: " + loads);

        List<String> heavy = new ArrayList<>();
        for (String path : menu(page)) {
            page.navigate(path);
            page.waitForLoadState();
            int bytes = 0;
            for (var load : wire.take(page).entrySet()) {
                if (load.getKey().matches(ON_DEMAND)) {
                    assertTrue(load.getValue() < ON_DEMAND_MOST, load.toString());
                } else if (!load.getKey().matches(CONTENT)) {
                    bytes += load.getValue();
                }
            }
            if (bytes >= LATER_PAGE) {
                heavy.add(path + ": " + bytes + " bytes");
            }
        }
        assertEquals(List.of(), heavy);
    }

    @Test
    void bundledFilesAreKeptForAYearAndPagesAreNot() {
        Page page = chromium.page(MASTER, 1440, ColorScheme.LIGHT, "en");
        List<Response> answers = new ArrayList<>();
        page.onResponse(answers::add);
        page.navigate("/dashboard.action");
        page.waitForLoadState();
        assertTrue(answers.size() > 3, "files have been asked for");
        for (Response answer : answers) {
            String kept = String.valueOf(answer.headers().get("cache-control"));
            String expected =
                    answer.url().contains("/assets/")
                            ? "public, max-age=31536000, immutable"
                            : "no-store";
            if (!answer.url().matches(".*/(brand|assets/brand).*")) {
                assertEquals(expected, kept, answer.url());
            }
        }
    }

    /** Every page of the menu, and one of each thing. */
    private static List<String> menu(Page page) {
        List<String> paths = new ArrayList<>();
        Object found =
                page.evaluate(
                        """
                        [...new Set([...document.querySelectorAll('.side a[href^="/"]')]
                            .map((link) => link.getAttribute('href')))]
                        """);
        ((List<?>) found).forEach(path -> paths.add(String.valueOf(path)));
        assertTrue(paths.size() > 5, paths.toString());
        paths.add("/recipient/1/view.action");
        paths.add("/target/create.action");
        for (int mailing = 2; mailing < 7; mailing += 4) {
            paths.add("/mailing/" + mailing + "/settings.action");
            paths.add("/mailing/content/" + mailing + "/view.action");
            paths.add("/mailing/send/" + mailing + "/view.action");
            paths.add("/statistics/mailing/" + mailing + "/view.action");
        }
        return paths;
    }

    /** Listens to the network of a page. */
    private static final class Wire {
        private final Map<String, String> addresses = new HashMap<>();
        private final Map<String, Integer> bytes = new LinkedHashMap<>();

        static Wire of(Page page) {
            Wire wire = new Wire();
            CDPSession session = page.context().newCDPSession(page);
            session.on("Network.requestWillBeSent", wire::begin);
            session.on("Network.loadingFinished", wire::end);
            session.send("Network.enable");
            return wire;
        }

        /** What has come since the last time. */
        Map<String, Integer> take(Page page) {
            page.waitForCondition(
                    () ->
                            (boolean)
                                    page.evaluate(
                                            "!document.querySelector('[data-chart]:not([data-drawn])')"));
            page.title();
            Map<String, Integer> taken = new LinkedHashMap<>(bytes);
            bytes.clear();
            return taken;
        }

        private void begin(JsonObject event) {
            addresses.put(
                    event.get("requestId").getAsString(),
                    event.getAsJsonObject("request").get("url").getAsString());
        }

        /** Nothing is transferred for what the browser has kept. */
        private void end(JsonObject event) {
            String address = addresses.get(event.get("requestId").getAsString());
            if (address != null && !address.startsWith("data:")) {
                bytes.merge(address, event.get("encodedDataLength").getAsInt(), Integer::sum);
            }
        }
    }
}
