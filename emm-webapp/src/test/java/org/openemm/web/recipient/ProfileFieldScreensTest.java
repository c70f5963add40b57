package org.openemm.web.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** The pages of profile fields. */
class ProfileFieldScreensTest {
    private static final String LONG = "x".repeat(100_000);
    private static WebAppUnderTest app;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void allThatAFieldCanBeIsChosenOnItsPage() {
        Browser browser = app.loggedIn();
        browser.get("/profiledb/new.action");
        Map<String, String> form = form("size", "Größe <b>\"'", "VARCHAR");
        form.put("allowedValues", "S\nit's \"M\"\n\n  L  \nS");
        form.put("defaultValue", "it's \"M\"");
        form.put("withHistory", "true");
        form.put("historized", "true");
        form.put("indexed", "true");
        form.put("line", "true");
        form.put("description", "Of shirts & trousers");
        Browser.Page list = browser.post("/profiledb/save.action", form);
        assertEquals("/profiledb/profiledb.action", list.path(), list.html());
        ProfileField field = field("size");
        assertEquals("Größe <b>\"'", field.name());
        assertEquals(List.of("S", "it's \"M\"", "L"), field.allowedValues());
        assertEquals("it's \"M\"", field.defaultValue());
        assertTrue(field.historized() && field.indexed() && field.line());
        assertTrue(list.text("table").contains("Größe <b>\"'"), list.html());

        Browser.Page page = browser.get("/profiledb/size/view.action");
        assertEquals("S\nit's \"M\"\nL", page.document().select("#allowedValues").val().strip());
        assertTrue(page.document().select("#historized").hasAttr("checked"));
        assertTrue(browser.get("/recipient/create.action").has("select#size option[value=L]"));

        Map<String, String> changed = form("size", "Size", "VARCHAR");
        changed.remove("new");
        changed.put("length", "60");
        changed.put("withValues", "true");
        changed.put("withHistory", "true");
        browser.post("/profiledb/save.action", changed);
        field = field("size");
        assertEquals("Size", field.name());
        assertEquals(60, field.length());
        assertEquals(List.of(), field.allowedValues());
        assertFalse(field.historized() || field.indexed() || field.line());
    }

    @Test
    void mistakesStandAtTheirFields() {
        Browser browser = app.loggedIn();
        browser.get("/profiledb/new.action");
        assertProblem(browser, with("age", "INTEGER", "defaultValue", "old"), "defaultValue");
        assertProblem(browser, with("age", "INTEGER", "allowedValues", "1\ntwo"), "allowedValues");
        assertProblem(browser, with("age", "INTEGER", "min", "x"), "min");
        Map<String, String> range = with("age", "INTEGER", "min", "10");
        range.put("max", "9");
        assertProblem(browser, range, "max");
        range.put("max", "20");
        range.put("defaultValue", "21");
        assertProblem(browser, range, "defaultValue");
        assertProblem(browser, with("note", "VARCHAR", "min", "1"), "min");
        assertProblem(browser, with("note", "VARCHAR", "length", "4001"), "length");
        assertProblem(browser, with("größe", "VARCHAR", "length", "40"), "column");
        assertProblem(browser, with(LONG, "VARCHAR", "length", "40"), "column");
        assertProblem(browser, with("note", "VARCHAR", "name", LONG), "name");
        assertProblem(browser, with("note", "VARCHAR", "name", "<script>x"), "name");
        assertProblem(browser, with("note", "VARCHAR", "description", LONG), "description");
        assertProblem(browser, with("note", "VARCHAR", "allowedValues", LONG), "allowedValues");
        assertProblem(browser, with("note", "VARCHAR", "defaultValue", LONG), "defaultValue");
        Map<String, String> wide = with("note", "VARCHAR", "length", "1000");
        wide.put("indexed", "true");
        assertProblem(browser, wide, "indexed");
        assertTrue(
                app.core().profileFields().of(app.master()).column("note").isEmpty()
                        && app.core().profileFields().of(app.master()).column("age").isEmpty());
    }

    @Test
    void aRecipientCannotHaveWhatTheFieldForbids() {
        app.core()
                .profileFields()
                .create(
                        app.master(),
                        ProfileFieldDraft.of("stars", "Stars", DataType.INTEGER, 0)
                                .with(
                                        new ProfileFieldDraft.Options(
                                                false, false, false, true, List.of(), "1", "5")));
        Browser browser = app.loggedIn();
        browser.get("/recipient/create.action");
        Map<String, String> fields =
                new HashMap<>(
                        Map.of(
                                "id",
                                "0",
                                "email",
                                "s@example.com",
                                "gender",
                                "2",
                                "mailtype",
                                "1"));
        fields.put("stars", "6");
        Browser.Page page = browser.post("/recipient/save.action", fields);
        assertEquals(422, page.status());
        assertTrue(page.text("#stars-note").contains("above 5"), page.html());
        fields.put("stars", "5");
        assertEquals(200, browser.post("/recipient/save.action", fields).status());
    }

    @Test
    void usersHaveTheirOwnVisibility() {
        app.createUser("blind", "recipient.show", "recipient.create");
        app.core()
                .profileFields()
                .create(
                        app.master(),
                        ProfileFieldDraft.of("wages", "Wages of all", DataType.INTEGER, 0));
        long id =
                app.core()
                        .recipients()
                        .create(app.master(), Map.of("email", "w@example.com", "wages", 4711));
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
        Browser browser = app.loggedIn();
        assertTrue(browser.get("/profiledb/wages/view.action").has("#access" + user));
        Map<String, String> form = form("wages", "Wages of all", "INTEGER");
        form.remove("new");
        form.put("withAccess", "true");
        form.put("access" + user, "HIDDEN");
        browser.post("/profiledb/save.action", form);
        assertTrue(browser.get("/recipient/" + id + "/view.action").html().contains("4711"));

        Browser blind = app.loggedIn("blind");
        assertFalse(blind.get("/recipient/" + id + "/view.action").html().contains("4711"));
        assertFalse(blind.get("/recipient/create.action").has("#wages"));
        assertFalse(blind.get("/recipient/list.action").html().contains("Wages of all"));
        assertFalse(blind.get("/recipient/" + id + "/report.action").html().contains("4711"));
        assertFalse(blind.get("/recipient/" + id + "/reportCsv.action").html().contains("4711"));
    }

    @Test
    void whoUsesAFieldIsNamedAndBlocksItsDeletion() {
        app.core()
                .profileFields()
                .create(
                        app.master(),
                        ProfileFieldDraft.of("region", "Region", DataType.VARCHAR, 30));
        int target =
                app.core()
                        .targets()
                        .save(app.master(), new TargetDraft(0, "North", "", "`Region` = 'N'"));
        Browser browser = app.loggedIn();
        Browser.Page page = browser.get("/profiledb/region/confirmDelete.action");
        assertTrue(page.has("a[href='/target/" + target + "/view.action']"), page.html());
        assertFalse(page.has("form[action='/profiledb/region/delete.action']"));
        assertEquals(422, browser.post("/profiledb/region/delete.action", Map.of()).status());
        app.core().targets().delete(app.master(), target);
        assertEquals(200, browser.post("/profiledb/region/delete.action", Map.of()).status());
        assertTrue(app.core().profileFields().of(app.master()).column("region").isEmpty());
    }

    @Test
    void ownFieldsArePutIntoAnotherOrder() {
        for (String column : List.of("order_a", "order_b", "order_c")) {
            app.core()
                    .profileFields()
                    .create(
                            app.master(),
                            ProfileFieldDraft.of(column, column, DataType.INTEGER, 0));
        }
        Browser browser = app.loggedIn();
        assertTrue(browser.get("/profiledb/order.action").has("li[data-sort=order_b]"));
        browser.post(
                "/profiledb/order.action",
                Map.of(
                        "layout",
                        "[{\"tile\":\"order_c\"},{\"tile\":\"order_a\"},{\"tile\":\"nothing\"},{\"tile\":\"order_b\"}]"));
        assertEquals(List.of("order_c", "order_a", "order_b"), order());
        browser.post("/profiledb/order.action", Map.of("up", "order_b"));
        assertEquals(List.of("order_c", "order_b", "order_a"), order());
        browser.post("/profiledb/order.action", Map.of("down", "order_c"));
        assertEquals(List.of("order_b", "order_c", "order_a"), order());
    }

    @Test
    void whatWasInAFieldStandsInTheHistoryOfTheRecipient() {
        app.core()
                .profileFields()
                .create(
                        app.master(),
                        ProfileFieldDraft.of("club", "Club", DataType.VARCHAR, 50)
                                .with(
                                        new ProfileFieldDraft.Options(
                                                true, false, false, false, List.of(), null, null)));
        long id =
                app.core()
                        .recipients()
                        .create(app.master(), Map.of("email", "c@example.com", "club", "Old & co"));
        app.core().recipients().update(app.master(), id, Map.of("club", "New"));
        Browser browser = app.loggedIn();
        String history = "/recipient/" + id + "/statusChangesHistory.action";
        assertTrue(browser.get(history).text("tbody").contains("Club Old & co New"));
        assertFalse(browser.get(history + "?q=nobody").html().contains("Old &amp; co"));
    }

    private static List<String> order() {
        return app.core().profileFields().of(app.master()).own().stream()
                .map(ProfileField::column)
                .filter(column -> column.startsWith("order_"))
                .toList();
    }

    private static void assertProblem(Browser browser, Map<String, String> form, String at) {
        Browser.Page page = browser.post("/profiledb/save.action", form);
        assertEquals(422, page.status(), at);
        assertTrue(page.has("#" + at + "-note.field-error"), at + ": " + page.text("main"));
        assertFalse(page.html().contains("<script>x"));
    }

    private static ProfileField field(String column) {
        return app.core().profileFields().of(app.master()).require(column);
    }

    private static Map<String, String> with(String column, String type, String name, String value) {
        Map<String, String> form = form(column, "Name of field", type);
        form.put(name, value);
        return form;
    }

    private static Map<String, String> form(String column, String name, String type) {
        return new HashMap<>(
                Map.of(
                        "new",
                        "true",
                        "name",
                        name,
                        "column",
                        column,
                        "type",
                        type,
                        "length",
                        "30",
                        "nullable",
                        "true",
                        "editing",
                        "EDITABLE"));
    }
}
