package org.openemm.web.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField.Editing;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/**
 * Names, gender and a field of the company are hidden from a user: no page, no file, no search and
 * no address typed by hand tells him anything of them.
 */
class HiddenFieldsTest {
    private static final String LIST = "/recipient/list.action";
    private static final String SECRET = "Zimmermann";
    private static WebAppUnderTest app;
    private static Browser blind;
    private static long id;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        ProfileFieldDraft wages = ProfileFieldDraft.of("wages", "Wages", DataType.VARCHAR, 30);
        app.core()
                .profileFields()
                .create(
                        app.master(),
                        wages.with(
                                new ProfileFieldDraft.Options(
                                        true, false, false, false, List.of(), null, null)));
        id =
                app.core()
                        .recipients()
                        .create(
                                app.master(),
                                Map.of(
                                        "email", "z@example.com",
                                        "firstname", "Zenobia",
                                        "lastname", SECRET,
                                        "wages", "w4711"));
        app.core().recipients().update(app.master(), id, Map.of("wages", "w4712"));
        app.core().recipients().create(app.master(), Map.of("email", "other@example.com"));
        app.createUser(
                "blind",
                "recipient.show",
                "recipient.change",
                "recipient.change.bulk",
                "recipient.create",
                "recipient.delete",
                "recipient.history",
                "targets.show",
                "targets.change",
                "wizard.export");
        int user =
                app.core()
                        .database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT admin_id FROM admin_tbl WHERE"
                                                                + " username = 'blind'")
                                                .mapTo(Integer.class)
                                                .one());
        for (String column : List.of("firstname", "lastname", "gender", "wages")) {
            app.core()
                    .profileFields()
                    .visibility()
                    .setExceptions(app.master(), column, Map.of(user, Editing.HIDDEN));
        }
        app.core()
                .profileFields()
                .visibility()
                .setExceptions(app.master(), "title", Map.of(user, Editing.READ_ONLY));
        blind = app.loggedIn("blind");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void whoSeesTheNamesFindsByThem() {
        Browser master = app.loggedIn();
        assertEquals("z@example.com", master.get(LIST + "?q=zimm").text("a.row-link"));
        assertTrue(master.get("/recipient/" + id + "/view.action").html().contains(SECRET));
        assertTrue(master.get("/recipient/" + id + "/report.json").html().contains("w4711"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?q=Zimm",
                "?q=Zeno",
                "?q=Zenobia+Zimmermann",
                "?q=*mermann",
                "?q=&rules=all%0Alastname+EQUALS+Zimmermann",
                "?q=&rules=all%0Awages+STARTS+w4",
                "?q=&eql=%60lastname%60+%3D+%27Zimmermann%27",
                "?q=&eql=lastname+%3D+%27Zimmermann%27",
                "?q=&eql=%60Wages%60+%3D+%27w4712%27"
            })
    void nobodyIsFoundByThem(String query) {
        Browser.Page list = blind.get(LIST + query);
        assertEquals(200, list.status());
        boolean refused = list.document().select("a.row-link").size() == 2;
        assertTrue(
                list.document().select("a.row-link").isEmpty() || refused && list.has(".toast"),
                list.html());
        Browser.Page count = blind.get("/recipient/count.action" + query + "&from=1&rows=1");
        assertFalse(count.status() == 200 && count.html().contains("of 1"), count.html());
        blind.get(LIST + "?reset=");
    }

    @Test
    void theyAreNoColumnsAndNoOrder() {
        assertFalse(blind.get(LIST).html().contains("Last name"));
        List<String> byMail = blind.get(LIST + "?q=&sort=email").document().select("a").eachText();
        assertEquals(
                byMail,
                blind.get(LIST + "?q=&sort=lastname&dir=desc").document().select("a").eachText());
        assertFalse(blind.get(LIST + "?columns=email,lastname,wages").html().contains(SECRET));
        assertFalse(blind.get("/recipient/filter.action").html().contains("lastname"));
        assertFalse(
                blind.get("/recipient/filterLine.action?f=wages&o=EQUALS")
                        .html()
                        .contains("Wages"));
        blind.get(LIST + "?reset=");
    }

    @Test
    void noPageAboutTheRecipientShowsThem() {
        for (String page :
                List.of(
                        "/view.action",
                        "/statusChangesHistory.action",
                        "/bounces.action",
                        "/report.action",
                        "/reportCsv.action",
                        "/report.json")) {
            Browser.Page shown = blind.get("/recipient/" + id + page);
            assertEquals(200, shown.status(), page);
            for (String secret : List.of(SECRET, "Zenobia", "w471", "wages", "Gender")) {
                assertFalse(shown.html().contains(secret), page + ": " + secret);
            }
        }
        Browser.Page detail = blind.get("/recipient/" + id + "/view.action");
        assertFalse(detail.has("#lastname") || detail.has("#gender") || detail.has("#wages"));
        assertFalse(detail.has("#title"), "what is only read is no input");
        assertTrue(detail.text("main").contains("Title"), detail.html());
        assertFalse(
                blind.get("/recipient/confirmDelete.action?bulkIds=" + id).html().contains(SECRET));
    }

    @Test
    void aFormWrittenByHandChangesNoneOfThem() {
        blind.get("/recipient/" + id + "/view.action");
        blind.post(
                "/recipient/save.action",
                Map.of(
                        "id", "" + id,
                        "email", "z@example.com",
                        "lastname", "Changed",
                        "title", "Changed",
                        "wages", "Changed"));
        assertEquals(SECRET, app.core().recipients().get(app.master(), id).text("lastname"));
        assertEquals("", app.core().recipients().get(app.master(), id).text("title"));
        assertEquals("w4712", app.core().recipients().get(app.master(), id).text("wages"));
    }

    @Test
    void neitherTheSearchOfAllNorAPickerKnowsThem() {
        for (String address :
                List.of(
                        "/search.action?q=Zimm",
                        "/search/palette.action?q=Zimm",
                        "/pick/recipient.action?q=Zimm")) {
            assertFalse(blind.get(address).document().text().contains("z@example.com"), address);
        }
        for (String address :
                List.of(
                        "/search.action?q=z@ex",
                        "/search/palette.action?q=z@ex",
                        "/pick/recipient.action?q=z@ex")) {
            Browser.Page found = blind.get(address);
            assertTrue(found.document().text().contains("z@example.com"), address);
            assertFalse(found.html().contains(SECRET), address);
        }
    }

    @Test
    void theyCannotBeChangedForManyNorTellWhoIsMeant() {
        blind.get(LIST);
        for (String column : List.of("wages", "lastname", "title")) {
            Browser.Page page =
                    blind.post(
                            "/recipient/bulkSave.action",
                            Map.of(
                                    "kind", "FIELD", "bulkIds", "" + id, "field", column, "value",
                                    "x"));
            assertEquals(422, page.status(), column);
        }
        Browser.Page many =
                blind.post(
                        "/recipient/bulk.action",
                        Map.of("kind", "ERASE", "all", "true", "filter.q", "Zimmermann"));
        assertTrue(many.text("h1").contains("0"), many.html());
        assertFalse(blind.get("/recipient/bulkView.action").html().contains("wages"));
    }

    @Test
    void aFileOfWhatIsShownHasNoneOfThem() {
        blind.get(LIST);
        Browser.Page asked =
                blind.post(
                        "/export/shown.action",
                        Map.of(
                                "filter",
                                "",
                                "columns",
                                "email,lastname,wages",
                                "name",
                                "All",
                                "type",
                                "CSV"));
        assertFalse(asked.html().contains(SECRET), asked.html());
        assertEquals(
                Long.valueOf(0),
                app.core()
                        .database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "SELECT COUNT(*) FROM recipient_export_tbl"
                                                                + " WHERE state = 'DONE'")
                                                .mapTo(Long.class)
                                                .one()));
    }

    @Test
    void aTargetGroupMadeOfTheSearchSaysNothingOfThem() {
        Browser.Page form =
                blind.get(
                        "/recipient/createTargetGroup.action?q="
                                + URLEncoder.encode("Zenobia Zimmermann", StandardCharsets.UTF_8));
        assertEquals(200, form.status());
        assertFalse(form.text("code").contains("Last name"), form.html());
        assertFalse(form.text("code").contains("lastname"), form.html());
    }
}
