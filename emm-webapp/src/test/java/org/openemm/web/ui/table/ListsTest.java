package org.openemm.web.ui.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** Lists page by page, without scripts: what is kept, what is refused, where one is led. */
class ListsTest {
    private static final String LIST = "/mailing/list.action";
    private static WebAppUnderTest app;
    private static int mailinglist;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        mailinglist = app.core().mailinglists().create(app.master(), "Gardeners", "");
        List.of("Spring", "Summer", "Autumn").forEach(ListsTest::mailing);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aListIsFoundAsItWasLeftByTheSameUserOnly() {
        Browser browser = app.loggedIn();
        List<String> all = rows(browser.get(LIST + "?reset="));
        browser.get(LIST + "?q=Spr&sort=name&dir=desc");
        Browser.Page again = browser.get(LIST);
        assertEquals(1, rows(again).size());
        assertEquals("descending", again.document().select("th.col-title").attr("aria-sort"));
        assertFalse(rows(browser.get(LIST + "?forTemplates=true")).contains("Spring"));
        assertEquals(all, rows(app.loggedIn().get(LIST)), "another session");

        Browser.Page reset = browser.get(LIST + "?reset=");
        assertEquals(all, rows(reset));
        assertEquals(all, rows(browser.get(LIST)));
        browser.get(LIST + "?q=Spr");
        assertEquals(all, rows(browser.get(LIST + "?q=")), "an emptied search is no search");
        assertEquals(all, rows(browser.get(LIST)));
    }

    @Test
    void aHeadTurnsTheOrderRound() {
        Browser browser = app.loggedIn();
        Browser.Page up = browser.get(LIST + "?reset=");
        List<String> sorted = rows(up).stream().sorted().toList();
        Browser.Page byName = browser.get(head(up, "Name"));
        assertEquals(sorted, rows(byName));
        Browser.Page back = browser.get(head(byName, "Name"));
        assertEquals("Autumn", rows(back).get(sorted.size() - 1));
        assertTrue(head(up, "Send date").contains("dir=desc"), "newest first");
        assertEquals(200, browser.get(LIST + "?sort=x%27&dir=%27").status());
        assertEquals(200, browser.get(LIST + "?mailinglist=%27&status=%00&deleted=x").status());
    }

    @Test
    void chosenColumnsAreKeptAndOddOnesPassedOver() {
        Browser browser = app.loggedIn();
        List<String> standard = heads(browser.get(LIST));
        Browser.Page after =
                keep(
                        browser,
                        LIST,
                        "columns=id",
                        "columns=name",
                        "columns=<script>",
                        "columns=" + "x".repeat(10_000));
        assertEquals(LIST, after.path());
        assertEquals(List.of("ID", "Name"), heads(after));
        assertEquals(
                List.of("Name", "ID"),
                heads(keep(browser, LIST, "columns=id", "columns=name", "later=id")));
        assertEquals(
                List.of("ID", "Name"), heads(keep(browser, LIST, "columns=id", "columns=name")));
        assertEquals(standard, heads(keep(browser, LIST, "standard=true")));
    }

    @Test
    void rowsPerPageAreOneOfFourNumbers() {
        Browser browser = app.loggedIn();
        browser.get(LIST);
        assertEquals("20", size(keep(browser, LIST, "size=20")));
        assertEquals("", size(keep(browser, LIST, "size=1000000")));
        assertEquals(400, keep(browser, LIST, "size=many").status());
    }

    @Test
    void aFormOfAListLeadsToPagesOfOursOnly() {
        Browser browser = app.loggedIn();
        for (String strange :
                List.of(
                        "//example.com",
                        "https://example.com/",
                        "/\\example.com",
                        "javascript:1",
                        "")) {
            browser.get(LIST);
            assertEquals("/dashboard.action", keep(browser, strange, "size=50").path(), strange);
        }
        browser.get(LIST);
        assertEquals(
                404,
                browser.post("/table/view.action", Map.of("table", "nothing", "back", LIST))
                        .status());
    }

    @Test
    void tickedRowsAreDeletedAndBroughtBackAndTheRestIsNamed() {
        Browser browser = app.loggedIn();
        int first = mailing("Bulk one");
        int second = mailing("Bulk <two>");
        browser.get(LIST);
        Browser.Page after = ticked(browser, "/mailing/bulkDelete.action", first, second, 999_999);
        assertEquals("2 were moved to the recycle bin.", after.text(".toast p"));
        assertFalse(rows(after).contains("Bulk one"));
        assertEquals(2, after.document().select(".toast [name=bulkIds]").size());
        Browser.Page restored =
                ticked(
                        browser,
                        after.document().select(".toast form").attr("action"),
                        first,
                        second);
        assertTrue(rows(restored).contains("Bulk <two>"));

        app.createUser("mailings only", "mailing.show", "template.show", "mailing.delete");
        int template = app.core().mailings().createTemplate(app.master(), draft("House <style>"));
        Browser other = app.loggedIn("mailings only");
        other.get(LIST);
        Browser.Page refused = ticked(other, "/mailing/bulkDelete.action", first, template);
        assertEquals("“Bulk one” was moved to the recycle bin.", refused.text(".toast-undo p"));
        assertEquals(
                "1 not changed – House <style>: you do not have the right to do this",
                refused.text(".toast-warn p"));
        assertEquals(
                400, other.post("/mailing/bulkDelete.action", Map.of("bulkIds", "x")).status());
    }

    @Test
    void daysOfTheActivityLogAreThoseOfTheUser() {
        Browser browser = app.loggedIn();
        String path = "/administration/useractivitylog/list.action";
        assertFalse(rowsOf(browser.get(path + "?from=2001-01-01")).isEmpty());
        assertTrue(rowsOf(browser.get(path + "?from=2001-01-01&until=2001-01-02")).isEmpty());
        assertFalse(rowsOf(browser.get(path + "?until=2001-99-99")).isEmpty(), "no day");
    }

    private static int mailing(String name) {
        return app.core().mailings().create(app.master(), draft(name));
    }

    private static MailingDraft draft(String name) {
        return MailingDraft.of(
                name,
                mailinglist,
                EmailSettings.of("Subject", new NamedAddress("Sender", "sender@example.com")));
    }

    private static Browser.Page keep(Browser browser, String back, String... fields) {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        all.add(Map.entry("csrf", browser.csrf()));
        all.add(Map.entry("table", "mailings"));
        all.add(Map.entry("back", back));
        for (String field : fields) {
            int equals = field.indexOf('=');
            all.add(Map.entry(field.substring(0, equals), field.substring(equals + 1)));
        }
        return browser.postFields("/table/view.action", all);
    }

    private static Browser.Page ticked(Browser browser, String action, int... ids) {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        all.add(Map.entry("csrf", browser.csrf()));
        for (int id : ids) {
            all.add(Map.entry("bulkIds", String.valueOf(id)));
        }
        return browser.postFields(action, all);
    }

    private static List<String> rows(Browser.Page page) {
        return page.document().select("tbody .row-link").eachText();
    }

    private static List<String> rowsOf(Browser.Page page) {
        return page.document().select("tbody tr").eachText();
    }

    private static List<String> heads(Browser.Page page) {
        return page.document().select("thead th:not(.tick, .actions)").eachText();
    }

    private static String head(Browser.Page page, String label) {
        return page.document().select("thead a:contains(" + label + ")").attr("href");
    }

    private static String size(Browser.Page page) {
        return page.document().select("select[name=size] option[selected]").attr("value");
    }
}
