package org.openemm.web.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** What the pages about one recipient tell, and what can be done there. */
class RecipientDetailTest {
    private static WebAppUnderTest app;
    private static long eva;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        ProfileFieldDraft team = ProfileFieldDraft.of("team", "Team", DataType.VARCHAR, 30);
        app.core()
                .profileFields()
                .create(
                        app.master(),
                        team.with(
                                new ProfileFieldDraft.Options(
                                        true, false, true, false, List.of(), null, null)));
        app.core()
                .profileFields()
                .create(app.master(), ProfileFieldDraft.of("town", "Town", DataType.VARCHAR, 30));
        eva =
                app.core()
                        .recipients()
                        .create(
                                app.master(),
                                Map.of("email", "eva@example.com", "team", "red", "town", "Bonn"));
        app.core().recipients().update(app.master(), eva, Map.of("team", "blue"));
        int list = app.core().mailinglists().create(app.master(), "Garden", "");
        app.core()
                .bindings()
                .set(
                        app.master(),
                        Binding.of(eva, list, UserType.WORLD, BindingStatus.ACTIVE, "Form"));
        app.core()
                .bindings()
                .set(
                        app.master(),
                        Binding.of(
                                eva, list, UserType.WORLD, BindingStatus.OPT_OUT_BY_USER, "Link"));
        for (String statement :
                List.of(
                        "INSERT INTO mailing_tbl (mailing_id, company_id, shortname,"
                            + " mailinglist_id, mailtemplate_id) VALUES (77, 1, 'Spring', %2$d, 0),"
                            + " (78, 1, 'Summer', %2$d, 0)",
                        "INSERT INTO rdir_url_tbl (url_id, full_url, mailing_id, company_id) VALUES"
                                + " (9, '=https://example.com/seeds', 77, 1)",
                        "INSERT INTO mailtrack_1_tbl (maildrop_status_id, customer_id, timestamp,"
                                + " mailing_id, mediatype) VALUES (5, %1$d, '2026-03-03 08:00:00',"
                                + " 77, 0), (6, %1$d, '2026-03-10 08:00:00', 78, 0)",
                        "INSERT INTO rdirlog_1_tbl (customer_id, url_id, company_id, mailing_id,"
                                + " timestamp, device_class_id) SELECT %1$d, 9, 1, 77, '2026-03-03"
                                + " 09:00:00', 2 FROM seq_1_to_60",
                        "INSERT INTO bounce_tbl (company_id, customer_id, mailing_id, detail, dsn,"
                                + " status_text, timestamp) VALUES (1, %1$d, 78, 511, 511, 'No such"
                                + " user here', '2026-03-11 08:00:00')")) {
            app.core().database().run(tx -> tx.sql().execute(statement.formatted(eva, list)));
        }
        app.createUser("looker", "recipient.show");
        app.createUser("historian", "recipient.show", "recipient.history");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void contactsAreToldWithLinkDeviceAndReasonPageByPage() {
        Browser browser = app.loggedIn();
        Browser.Page page = browser.get(contacts("?kind=&size=50"));
        String text = page.text("main");
        for (String part :
                List.of(
                        "Spring",
                        "Clicked",
                        "https://example.com/seeds",
                        "Smartphone",
                        "Hard bounce",
                        "No such user here",
                        "Opt-out by recipient",
                        "Link",
                        "1–50 of 65")) {
            assertTrue(text.contains(part), part + " in " + text);
        }
        Browser.Page next = browser.get(page.document().select("#list-next").attr("href"));
        assertEquals(15, next.document().select("tbody tr").size(), next.html());
        assertTrue(next.text(".table-foot").contains("51–65 of 65"), next.text(".table-foot"));
        Browser.Page back = browser.get(next.document().select("#list-previous").attr("href"));
        assertEquals(rows(page), rows(back));
        assertEquals(
                1, browser.get(contacts("?kind=BOUNCED")).document().select("tbody tr").size());
        assertEquals(
                2, browser.get(contacts("?kind=&mailing=78")).document().select("tbody tr").size());
        assertEquals(
                1,
                browser.get(contacts("?kind=&mailing=&from=2026-03-11&until=2026-03-11"))
                        .document()
                        .select("tbody tr")
                        .size());
        browser.get(contacts("?reset="));
    }

    @Test
    void theFileHasAllThatTheFilterFindsAndNoFormulas() {
        Browser browser = app.loggedIn();
        String csv = browser.get("/recipient/" + eva + "/contactHistoryCsv.action").html();
        assertEquals(66, csv.strip().lines().count(), csv);
        assertTrue(csv.contains("'=https://example.com/seeds"), csv);
        Browser.Page narrowed = browser.get(contacts("?kind=RECEIVED&mailing=77"));
        String file = narrowed.document().select("a[href*=contactHistoryCsv]").attr("href");
        assertEquals(2, browser.get(file).html().strip().lines().count());
        browser.get(contacts("?reset="));
    }

    @Test
    void changesTellFieldsAndListsBeforeAndAfter() {
        Browser browser = app.loggedIn();
        String changes = "/recipient/" + eva + "/statusChangesHistory.action";
        Browser.Page page = browser.get(changes);
        String text = page.text("main");
        assertTrue(text.contains("Team") && text.contains("red") && text.contains("blue"), text);
        assertTrue(text.contains("Garden") && text.contains("Active"), text);
        assertEquals(1, browser.get(changes + "?what=team").document().select("tbody tr").size());
        assertEquals(1, browser.get(changes + "?what=&q=RED").document().select("tbody tr").size());
        browser.get(changes + "?reset=");
    }

    @Test
    void anAddressIsBlockedAndReleasedWhereItIsShown() {
        Browser browser = app.loggedIn();
        long id = app.core().recipients().create(app.master(), Map.of("email", "stop@example.com"));
        String view = "/recipient/" + id + "/view.action";
        assertTrue(browser.get(view).text("#blocklist").contains("not on the blocklist"));
        Browser.Page blocked =
                browser.post(
                        "/recipient/" + id + "/block.action", Map.of("reason", "<i>asked</i>"));
        assertTrue(blocked.text("#blocklist").contains("Blocked"), blocked.html());
        assertTrue(blocked.text("#blocklist").contains("<i>asked</i>"), blocked.html());
        Browser.Page again = browser.post("/recipient/" + id + "/block.action", Map.of());
        assertEquals(200, again.status());
        Browser.Page free = browser.post("/recipient/" + id + "/unblock.action", Map.of());
        assertTrue(free.text("#blocklist").contains("not on the blocklist"), free.html());
        assertEquals(404, browser.post("/recipient/" + id + "/unblock.action", Map.of()).status());
        app.core().blocklist().add(app.master(), "stop@*", "all of them");
        Browser.Page pattern = browser.get(view);
        assertTrue(pattern.text("#blocklist").contains("stop@*"), pattern.html());
        assertFalse(pattern.has("form[action$=unblock.action]"));
        app.core().blocklist().remove(app.master(), "stop@*");
    }

    @Test
    void whoIsDeletedCanBeKeptOutForEver() {
        Browser browser = app.loggedIn();
        long id = app.core().recipients().create(app.master(), Map.of("email", "gone@example.com"));
        assertTrue(browser.get("/recipient/confirmDelete.action?bulkIds=" + id).has("#block"));
        browser.post("/recipient/delete.action", Map.of("bulkIds", "" + id, "block", "true"));
        assertTrue(app.core().recipients().find(app.master(), id).isEmpty());
        assertEquals(
                "gone@example.com",
                app.core().blocklist().get(app.master(), "gone@example.com").pattern());
    }

    @Test
    void fieldsAreWordsForThoseWhoMayOnlyLook() {
        Browser.Page page = app.loggedIn("looker").get("/recipient/" + eva + "/view.action");
        assertFalse(page.has("main input:not([type=hidden])"), page.html());
        assertFalse(page.has("#blocklist") || page.has("#devices"), page.html());
        assertTrue(page.text("main").contains("Bonn"), page.html());
        assertEquals(403, app.loggedIn("looker").get(contacts("")).status());
        assertEquals(
                403,
                app.loggedIn("historian")
                        .post("/recipient/" + eva + "/block.action", Map.of())
                        .status());
    }

    @Test
    void devicesAndLinesBetweenFieldsAreShown() {
        Browser.Page page = app.loggedIn("historian").get("/recipient/" + eva + "/view.action");
        assertTrue(page.text("#devices").contains("Smartphone"), page.html());
        assertTrue(page.text("#devices").contains("60 clicks"), page.html());
        assertTrue(page.has("hr.form-line"), page.html());
    }

    private static String contacts(String query) {
        return "/recipient/" + eva + "/contactHistory.action" + query;
    }

    private static List<String> rows(Browser.Page page) {
        return page.document().select("tbody tr").eachText();
    }
}
