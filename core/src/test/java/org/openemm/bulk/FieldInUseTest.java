package org.openemm.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.profilefield.ProfileFieldUse;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.target.FieldRule;
import org.openemm.target.RecipientFilter;

/** A profile field stays while a change of many recipients or an export needs it. */
class FieldInUseTest extends RecipientTestBase {
    private static final String FIELD = "shoe_size";

    @BeforeEach
    void aFieldThatNobodyUses() {
        execute("DELETE FROM recipient_bulk_tbl");
        execute("DELETE FROM recipient_export_tbl");
        if (core.profileFields().of(ANNA).column(FIELD).isEmpty()) {
            core.profileFields()
                    .create(ANNA, ProfileFieldDraft.of(FIELD, "Size (EU)", DataType.INTEGER, 0));
            core.profileFields()
                    .create(ANNA, ProfileFieldDraft.of("shoe", "Shoe", DataType.INTEGER, 0));
        }
        assertEquals(List.of(), uses());
    }

    @Test
    void aChangeThatSetsIt() {
        running("FIELD", FIELD, "42", "");
        assertUsedBy(ProfileFieldUse.Kind.CHANGE);
        assertEquals("profilefield.delete.used", problem(this::delete));
        execute("UPDATE recipient_bulk_tbl SET state = 'DONE'");
        assertEquals(List.of(), uses());
    }

    @Test
    void aChangeThatSetsItAmongOthers() {
        running("FIELDS", "", "{\"shoe\":\"1\",\"shoe_size\":\"2\"}", "");
        assertUsedBy(ProfileFieldUse.Kind.CHANGE);
        execute("UPDATE recipient_bulk_tbl SET value = '{\"shoe\":\"shoe_size\"}'");
        assertEquals(List.of(), uses());
    }

    @Test
    void aChangeOfThoseWhomItFinds() {
        running(
                "ERASE",
                "",
                "",
                RecipientFilter.NONE
                        .with(
                                List.of(new FieldRule(FIELD, FieldRule.Operator.EQUALS, "42")),
                                false,
                                "")
                        .stored());
        assertUsedBy(ProfileFieldUse.Kind.CHANGE);
        execute("DELETE FROM recipient_bulk_tbl");
        running(
                "ERASE",
                "",
                "",
                RecipientFilter.NONE.with(List.of(), false, "`Size (EU)` > 42").stored());
        assertUsedBy(ProfileFieldUse.Kind.CHANGE);
        execute("DELETE FROM recipient_bulk_tbl");
        running(
                "ERASE",
                "",
                "",
                RecipientFilter.NONE.with(List.of(), false, "`Shoe` > 1").stored());
        assertEquals(List.of(), uses());
    }

    @Test
    void anExportThatWritesItOrEverything() {
        export("RUNNING", "{\"columns\":[{\"field\":\"shoe_size\"}]}");
        assertUsedBy(ProfileFieldUse.Kind.EXPORT);
        execute("UPDATE recipient_export_tbl SET settings = '{\"columns\":[]}'");
        assertUsedBy(ProfileFieldUse.Kind.EXPORT);
        execute(
                "UPDATE recipient_export_tbl SET settings ="
                        + " '{\"columns\":[{\"field\":\"shoe\"}]}'");
        assertEquals(List.of(), uses());
        execute("UPDATE recipient_export_tbl SET state = 'DONE', settings = '{\"columns\":[]}'");
        assertEquals(List.of(), uses());
    }

    @Test
    void aChangeWhoseFieldIsGoneAllTheSameEndsWithAWord() {
        execute("INSERT IGNORE INTO customer_1_tbl (customer_id, email) VALUES (1, 'a@b.example')");
        running("FIELD", "nowhere_to_be_seen", "42", "");
        execute("UPDATE recipient_bulk_tbl SET ids = '1', change_date = '2026-11-21 09:00:00'");
        long id = one(Long.class, "SELECT MAX(bulk_id) FROM recipient_bulk_tbl");
        core.persons().changes().resume();
        BulkRun run = core.persons().changes().get(ANNA, id);
        while (run.isRunning()) {
            Thread.onSpinWait();
            run = core.persons().changes().get(ANNA, id);
        }
        assertEquals(BulkRun.State.FAILED, run.state());
        assertEquals("bulk.problem.field", run.problem());
    }

    private void delete() {
        core.profileFields().delete(ANNA, FIELD);
    }

    private static List<ProfileFieldUse.User> uses() {
        return core.profileFields().use(ANNA, FIELD).users();
    }

    private static void assertUsedBy(ProfileFieldUse.Kind kind) {
        List<ProfileFieldUse.User> users = uses();
        assertEquals(1, users.size(), users::toString);
        assertEquals(kind, users.get(0).kind());
        assertEquals(true, users.get(0).blocks());
    }

    private static void running(String kind, String target, String value, String filter) {
        core.database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                """
                                                INSERT INTO recipient_bulk_tbl (company_id, admin_id, username, closed_lists, kind,
                                                       target, value, filter, ids, state, expected, end_id, change_date)
                                                VALUES (1, 0, 'anna', '', ?, ?, ?, ?, '', 'RUNNING', 1, 1, '2026-11-21 10:00:00')
                                                """,
                                                kind,
                                                target,
                                                value,
                                                filter));
    }

    private static void export(String state, String settings) {
        core.database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                """
                                                INSERT INTO recipient_export_tbl (company_id, admin_id, username, name, filename, path,
                                                       host, state, settings, problems)
                                                VALUES (1, 0, 'anna', 'Weekly', 'x.csv', '', '', ?, ?, '[]')
                                                """,
                                                state,
                                                settings));
    }
}
