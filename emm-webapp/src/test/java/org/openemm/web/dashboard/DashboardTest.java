package org.openemm.web.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.content.NamedAddress;
import org.openemm.dashboard.Layout;
import org.openemm.dashboard.Tile;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

class DashboardTest {
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        app.createUser("writer", "mailing.show");
        app.createUser("analyst", "mailing.show", "stats.mailing");
        app.createUser("planner", "calendar.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void usualLayout() {
        app.core().dashboard().layouts().reset(app.master());
        sql("DELETE FROM maildrop_status_tbl");
    }

    @Test
    void aNewTenantSeesWhatToDoFirst() {
        Browser.Page page = app.loggedIn().get("/dashboard.action");

        assertEquals("First steps", page.text("#steps-title"));
        assertEquals(5, page.document().select(".tasks[class=tasks] .task").size());
        assertTrue(page.has("a[href='/recipient/import/view.action']"));
        assertFalse(page.has("#tile-last"), "figures say nothing yet");
    }

    @Test
    void theFirstStepsAreGoneOnceAMailingWasSent() {
        sent();
        Browser.Page page = app.loggedIn().get("/dashboard.action");

        assertFalse(page.has("#steps-title"));
        assertTrue(page.has("#tile-last[hx-get='/dashboard/tile/last.action']"));
    }

    @Test
    void allIsWellWhenNothingIsWrong() {
        assertEquals(
                "All is well", app.loggedIn().get("/dashboard.action").text("#tile-attention h2"));
    }

    @Test
    void aMailingThatIsPlannedComesNext() {
        int id =
                app.core()
                        .mailings()
                        .create(
                                app.master(),
                                MailingDraft.of(
                                        "Autumn '\"<script>{{[agn",
                                        1,
                                        EmailSettings.of(
                                                "News", new NamedAddress("A", "a@x.example"))));
        app.core()
                .planning()
                .plan(app.master(), id, Optional.of(Instant.now().plus(Duration.ofDays(3))));
        Browser.Page page = app.loggedIn().get("/dashboard.action");

        assertEquals("Autumn '\"<script>{{[agn", page.text("#tile-next .line-title"));
        assertEquals("Planned", page.text("#tile-next .badge"));
        assertEquals(
                "0 recipients",
                app.loggedIn()
                        .get("/dashboard/mailing/" + id + "/recipients.action")
                        .html()
                        .strip());
    }

    @Test
    void eachTileIsOnlyForThoseWithItsRight() {
        sent();
        assertEquals(List.of("attention", "next"), tiles("writer"));
        assertEquals(List.of("attention", "next", "growth", "last"), tiles("analyst"));
        assertEquals(List.of("attention", "calendar"), tiles("planner"));

        assertEquals(403, app.loggedIn("writer").get("/dashboard/tile/growth.action").status());
        assertEquals(403, app.loggedIn("writer").get("/dashboard/tile/calendar.action").status());
        assertEquals(403, app.loggedIn("planner").get("/dashboard/tile/next.action").status());
        assertEquals(404, app.loggedIn().get("/dashboard/tile/weather.action").status());
    }

    @Test
    void withoutScriptsAllTilesCanBeSeenAtOnce() {
        sent();
        Browser.Page page = app.loggedIn().get("/dashboard.action?whole=true");

        assertTrue(page.has("#tile-growth .bars-nothing"), "nobody came, nobody left");
        assertTrue(page.has("#tile-last"));
        assertFalse(page.has("[aria-busy]"));
    }

    @Test
    void whatGrowthShowsIsRemembered() {
        sent();
        Browser browser = app.loggedIn();
        browser.get("/dashboard.action");
        browser.post("/dashboard/growth.action", Map.of("period", "year", "list", "1"));
        Browser.Page tile = browser.get("/dashboard/tile/growth.action");

        assertTrue(tile.has("#growth-period option[value=year][selected]"));
        assertTrue(tile.has("#growth-list option[value=1][selected]"));
        browser.post("/dashboard/growth.action", Map.of("period", "'\"<script>", "list", "-1"));
        assertTrue(
                browser.get("/dashboard/tile/growth.action")
                        .has("#growth-period option[value=month][selected]"));
    }

    @Test
    void theArrangementIsKeptByPlainForms() {
        Browser browser = app.loggedIn();
        Browser.Page page = browser.get("/dashboard.action?arrange=true");
        String later =
                page.document()
                        .select("form:has(#later-attention) input[name=layout]")
                        .attr("value");
        browser.post("/dashboard/layout/save.action", Map.of("layout", later));

        assertEquals(Layout.usual().moved(Tile.ATTENTION, 1), saved());
        browser.post("/dashboard/layout/reset.action", Map.of());
        assertEquals(Layout.usual(), saved());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[1]", "'\"<script>{{[agn", "[{\"tile\":\"next\",\"size\":\"9\"}]"})
    void aBrokenArrangementChangesNothing(String json) {
        Browser browser = app.loggedIn();
        browser.get("/dashboard.action");
        assertEquals(
                400,
                browser.post("/dashboard/layout/save.action", Map.of("layout", json)).status());
        assertEquals(Layout.usual(), saved());
    }

    @Test
    void anArrangementThatIsTooLongChangesNothing() {
        Browser browser = app.loggedIn();
        browser.get("/dashboard.action");
        String json = "[" + " ".repeat(100_000) + "]";
        assertEquals(
                400,
                browser.post("/dashboard/layout/save.action", Map.of("layout", json)).status());
        assertEquals(Layout.usual(), saved());
    }

    @Test
    void everythingCanBeHidden() {
        Browser browser = app.loggedIn();
        browser.get("/dashboard.action");
        sent();
        browser.post("/dashboard/layout/save.action", Map.of("layout", "[]"));

        assertEquals("Nothing is shown here", browser.get("/dashboard.action").text(".empty h2"));
    }

    private static List<String> tiles(String user) {
        return app.loggedIn(user).get("/dashboard.action").document().select("[id^=tile-]").stream()
                .map(tile -> tile.id().substring("tile-".length()))
                .toList();
    }

    private static Layout saved() {
        return app.core().dashboard().layouts().get(app.master());
    }

    private static void sent() {
        sql(
                "INSERT INTO maildrop_status_tbl (company_id, mailing_id, status_field, genstatus)"
                        + " VALUES (1, 999999, 'W', 3)");
    }

    private static void sql(String statement) {
        app.core().database().run(tx -> tx.sql().execute(statement));
    }
}
