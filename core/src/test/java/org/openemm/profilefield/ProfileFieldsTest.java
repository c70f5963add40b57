package org.openemm.profilefield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.recipient.Recipient;
import org.openemm.recipient.RecipientTestBase;

class ProfileFieldsTest extends RecipientTestBase {

    @Test
    void standardFieldsComeFirstAndKnowTheirTypes() {
        ProfileFieldCatalog catalog = core.profileFields().of(ANNA);
        assertEquals("customer_id", catalog.all().get(0).column());
        assertEquals(DataType.INTEGER, catalog.require("gender").type());
        assertEquals(DataType.VARCHAR, catalog.require("FIRSTNAME").type());
        assertEquals(100, catalog.require("firstname").length());
        assertEquals(DataType.DATETIME, catalog.require("creation_date").type());
        assertEquals("2", catalog.require("gender").defaultValue());
        assertTrue(catalog.require("email").isStandard());
        assertTrue(catalog.editable().stream().noneMatch(ProfileField::isMaintained));
    }

    @Test
    void aNewFieldIsThereAtOnceUnderColumnAndName() {
        core.profileFields()
                .create(
                        ANNA,
                        new ProfileFieldDraft(
                                "shirt_size",
                                "Größe des Hemds",
                                "for gifts",
                                DataType.VARCHAR,
                                20,
                                true,
                                "it's M \\ \"ö\" 😀",
                                5,
                                ProfileField.Editing.READ_ONLY));
        ProfileField field = core.profileFields().of(ANNA).require("größe des hemds");
        assertEquals("shirt_size", field.column());
        assertEquals(DataType.VARCHAR, field.type());
        assertEquals(20, field.length());
        assertEquals("for gifts", field.description());
        assertEquals(ProfileField.Editing.READ_ONLY, field.editing());
        long id = core.recipients().create(ANNA, Map.of("email", "shirt@example.com"));
        assertEquals("it's M \\ \"ö\" 😀", core.recipients().get(ANNA, id).text("shirt_size"));
    }

    @Test
    void everyTypeCanBeCreatedWithADefault() {
        create("d_int", DataType.INTEGER, "7");
        create("d_float", DataType.FLOAT, "1.5");
        create("d_date", DataType.DATE, "1.2.2020");
        create("d_time", DataType.DATETIME, "2020-02-01 12:00");
        long id = core.recipients().create(ANNA, Map.of("email", "defaults@example.com"));
        Recipient read = core.recipients().get(ANNA, id);
        assertEquals("7", read.text("d_int"));
        assertEquals("1.5", read.text("d_float"));
        assertEquals("2020-02-01", read.text("d_date"));
        assertEquals("2020-02-01T12:00:00Z", read.text("d_time"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select",
                "order",
                "ab",
                "1abc",
                "a-b",
                "a`b",
                "x; DROP TABLE customer_1_tbl",
                "received",
                "größe",
                "",
                "abcdefghijklmnopqrstuvwxyzabcdef"
            })
    void aNameThatIsNoSafeColumnIsRefused(String column) {
        String key = problem(() -> create(column, DataType.INTEGER, null));
        assertTrue(key.startsWith("profilefield.column."), key);
    }

    @Test
    void namesAndLimitsAreChecked() {
        assertEquals(
                "profilefield.column.taken",
                problem(() -> create("email", DataType.VARCHAR, null)));
        create("taken_one", DataType.INTEGER, null);
        assertEquals(
                "profilefield.name.taken",
                problem(
                        () ->
                                core.profileFields()
                                        .create(
                                                ANNA,
                                                ProfileFieldDraft.of(
                                                        "other_one",
                                                        "TAKEN_ONE",
                                                        DataType.INTEGER,
                                                        0))));
        assertEquals(
                "profilefield.length",
                problem(
                        () ->
                                core.profileFields()
                                        .create(
                                                ANNA,
                                                ProfileFieldDraft.of(
                                                        "too_long",
                                                        "Too long",
                                                        DataType.VARCHAR,
                                                        4001))));
        assertEquals(
                "recipient.value.number", problem(() -> create("bad_def", DataType.INTEGER, "x")));
    }

    @Test
    void aFieldThatATargetGroupReadsCannotBeDeleted() {
        create("in_use", DataType.INTEGER, null);
        create("in_use_not", DataType.INTEGER, null);
        execute(
                "INSERT INTO dyn_target_tbl (company_id, target_shortname, target_sql, deleted)"
                        + " VALUES (1, 'Users', '(cust.`in_use` > 3)', 0)");
        assertEquals(
                "profilefield.delete.used",
                problem(() -> core.profileFields().delete(ANNA, "in_use")));
        core.profileFields().delete(ANNA, "in_use_not");
        assertTrue(core.profileFields().of(ANNA).column("in_use_not").isEmpty());
        assertEquals(
                "profilefield.delete.standard",
                problem(() -> core.profileFields().delete(ANNA, "firstname")));
    }

    @Test
    void aFieldBelongsToOneCompany() {
        create("only_ours", DataType.INTEGER, null);
        assertTrue(core.profileFields().of(otto).find("only_ours").isEmpty());
        assertEquals(
                "recipient.field.unknown",
                problem(() -> core.profileFields().delete(otto, "only_ours")));
    }

    @Test
    void aFieldCanBeRenamedButKeepsItsColumn() {
        create("renamed", DataType.VARCHAR, null);
        core.profileFields()
                .update(
                        ANNA,
                        new ProfileFieldDraft(
                                "renamed",
                                "Beautiful",
                                "text",
                                DataType.INTEGER,
                                0,
                                true,
                                null,
                                3,
                                ProfileField.Editing.HIDDEN));
        ProfileField field = core.profileFields().of(ANNA).require("beautiful");
        assertEquals("renamed", field.column());
        assertEquals(DataType.VARCHAR, field.type());
        assertEquals(List.of(), field.allowedValues());
    }

    @Test
    void thereAreOnlySoManyFieldsAndThatIsKnownBefore() {
        int used = core.profileFields().room(ANNA).used();
        limit(used + 1);
        assertTrue(core.profileFields().room(ANNA).isNearlyFull());
        create("last_one", DataType.INTEGER, null);
        assertTrue(core.profileFields().room(ANNA).isFull());
        assertEquals(
                "profilefield.limit", problem(() -> create("too_many", DataType.INTEGER, null)));
        limit(50);
        assertTrue(!core.profileFields().room(ANNA).isNearlyFull());
    }

    private static void limit(int fields) {
        execute("DELETE FROM config_tbl WHERE name = 'maxFields'");
        execute(
                "INSERT INTO config_tbl (class, name, value) VALUES ('', 'maxFields', '"
                        + fields
                        + "')");
        core.settings().reload();
    }

    private static void create(String column, DataType type, String defaultValue) {
        core.profileFields()
                .create(
                        ANNA,
                        new ProfileFieldDraft(
                                column,
                                column.isEmpty() ? "x" : column,
                                "",
                                type,
                                50,
                                true,
                                defaultValue,
                                ProfileField.UNSORTED,
                                ProfileField.Editing.EDITABLE));
    }
}
