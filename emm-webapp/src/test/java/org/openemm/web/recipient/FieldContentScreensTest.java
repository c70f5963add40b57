package org.openemm.web.recipient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.bulk.BulkRun;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.target.TargetDraft;
import org.openemm.web.testing.Browser;
import org.openemm.web.testing.WebAppUnderTest;

/** New values for fields of many recipients. */
class FieldContentScreensTest {
    private static WebAppUnderTest app;
    private static int target;

    @BeforeAll
    static void start() {
        app = WebAppUnderTest.start();
        field("town", DataType.VARCHAR);
        field("points", DataType.INTEGER);
        field("met", DataType.DATETIME);
        app.core()
                .database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "INSERT INTO customer_1_tbl (email, town, points)"
                                                    + " SELECT CONCAT('m', seq, '@example.com'),"
                                                    + " IF(seq % 2 = 0, 'Rome', 'Oslo'), seq FROM"
                                                    + " seq_1_to_2000"));
        target =
                app.core()
                        .targets()
                        .save(app.master(), new TargetDraft(0, "In Rome", "", "`town` = 'Rome'"));
        app.createUser("reader", "recipient.show");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void severalFieldsAreSetAndEmptiedForATargetGroup() {
        Browser browser = app.loggedIn();
        Browser.Page page = browser.get("/recipient/bulkView.action?target=" + target);
        assertTrue(page.text("main").contains("1,000 recipients are meant"), page.html());
        Map<String, String> form = form();
        form.put("value.town", "O'Paris \"ö\"");
        form.put("empty.points", "true");
        form.put("value.met", "2026-03-01T14:30");
        Browser.Page question = browser.post("/recipient/bulkView.action", form);
        assertEquals(200, question.status(), question.html());
        assertTrue(question.text("main").contains("Change 1,000 recipients"), question.html());
        assertTrue(question.text("main").contains("O'Paris \"ö\""));
        assertEquals(0, count("town LIKE 'O''Paris%'"));

        Browser.Page run = browser.post("/recipient/bulkApply.action", form);
        long id = Long.parseLong(run.path().replaceAll("\\D", ""));
        BulkRun state = app.core().persons().changes().get(app.master(), id);
        while (state.isRunning()) {
            Thread.onSpinWait();
            state = app.core().persons().changes().get(app.master(), id);
        }
        assertEquals(1000, state.changed());
        assertEquals(
                1000,
                count(
                        "town = 'O''Paris \"ö\"' AND points IS NULL AND met = '2026-03-01"
                                + " 13:30:00'"));
        assertEquals(1000, count("town = 'Oslo' AND points IS NOT NULL AND met IS NULL"));
    }

    @Test
    void whatDoesNotFitIsSaidAtItsFieldAndNothingChanges() {
        Browser browser = app.loggedIn();
        browser.get("/recipient/bulkView.action");
        Map<String, String> form = form();
        form.put("target", "0");
        Browser.Page page = browser.post("/recipient/bulkView.action", form);
        assertEquals(422, page.status());
        form.put("value.points", "many");
        form.put("value.town", "<script>x</script>");
        page = browser.post("/recipient/bulkView.action", form);
        assertEquals(422, page.status());
        assertTrue(page.document().getElementById("value.points-note") != null, page.html());
        assertFalse(page.html().contains("<script>x"));
        form.put("value.town", "x".repeat(100_000));
        assertEquals(422, browser.post("/recipient/bulkView.action", form).status());
        assertEquals(422, browser.post("/recipient/bulkApply.action", form).status());
        assertEquals(0, count("town LIKE 'xxx%'"));
    }

    @Test
    void fieldsThatAUserMayNotChangeAreNotOffered() {
        assertEquals(403, app.loggedIn("reader").get("/recipient/bulkView.action").status());
        Browser browser = app.loggedIn();
        Browser.Page page = browser.get("/recipient/bulkView.action");
        assertTrue(page.document().getElementById("value.town") != null, page.html());
        assertTrue(page.document().getElementById("value.email") == null);
        assertTrue(page.document().getElementById("value.creation_date") == null);
    }

    private static Map<String, String> form() {
        return new HashMap<>(Map.of("list", "0", "target", String.valueOf(target)));
    }

    private static void field(String column, DataType type) {
        app.core()
                .profileFields()
                .create(
                        app.master(),
                        new ProfileFieldDraft(
                                column,
                                column,
                                "",
                                type,
                                50,
                                true,
                                null,
                                1,
                                ProfileField.Editing.EDITABLE));
    }

    private static long count(String condition) {
        return app.core()
                .database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT COUNT(*) FROM customer_1_tbl WHERE "
                                                        + condition)
                                        .mapTo(Long.class)
                                        .one());
    }
}
