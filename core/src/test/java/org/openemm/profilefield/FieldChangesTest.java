package org.openemm.profilefield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openemm.profilefield.ProfileFieldDraft.Options;
import org.openemm.recipient.RecipientTestBase;

/** Changes of the table of recipients; those under load are in FieldTrafficIT. */
class FieldChangesTest extends RecipientTestBase {
    private static final int SOME = 3_000;
    private static final Duration LONG = Duration.ofMinutes(2);

    @BeforeAll
    static void someRecipients() {
        execute(
                "INSERT INTO customer_1_tbl (email, firstname, gender, bounceload) SELECT"
                    + " CONCAT('p', seq, '@example.com'), CONCAT('first', seq), 2, 0 FROM seq_1_to_"
                        + SOME);
        core.settings().set("recipient.profileFields.deleteDelaySeconds", "0");
    }

    @Test
    void aChangeWaitsForALongReaderWithoutHoldingUpOthers() throws Exception {
        long id;
        try (Connection reader = server.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT MAX(customer_id) FROM customer_1_tbl").close();

            id = core.profileFields().beginCreate(ANNA, text("patient", 50, Options.NONE));
            FieldChange waiting = core.profileFields().change(ANNA, id);
            while (waiting.attempts() < 2) {
                core.recipients().findBy(ANNA, "email", "p7@example.com");
                waiting = core.profileFields().change(ANNA, id);
            }
            assertEquals(FieldChange.State.RUNNING, waiting.state());
            assertEquals(
                    waiting.id(),
                    core.profileFields().changes(ANNA).stream()
                            .filter(change -> !change.isOver())
                            .findFirst()
                            .orElseThrow()
                            .id());
            assertFalse(exists("patient"));
            assertEquals(
                    "profilefield.going",
                    problem(
                            () ->
                                    core.profileFields()
                                            .create(ANNA, text("patient", 9, Options.NONE))));
            reader.commit();
        }
        assertEquals(FieldChange.State.DONE, core.profileFields().await(ANNA, id, LONG).state());
        assertEquals(50, core.profileFields().of(ANNA).require("patient").length());
    }

    @Test
    void whatWasCutOffIsFinishedByTheNext() {
        core.profileFields().create(ANNA, text("leftover", 40, Options.NONE));
        ProfileField field = core.profileFields().of(ANNA).require("leftover");
        // The process died after the column was made, before anybody wrote its name.
        execute("DELETE FROM customer_field_tbl WHERE col_name = 'leftover'");
        execute(
                "UPDATE profile_field_change_tbl SET state = 'RUNNING' WHERE col_name ="
                        + " 'leftover'");
        core.profileFields().startWatching();
        long id = one(Long.class, "SELECT MAX(change_id) FROM profile_field_change_tbl");
        assertEquals(FieldChange.State.DONE, core.profileFields().await(ANNA, id, LONG).state());
        assertEquals(
                field.name(), core.profileFields().definitions(ANNA).require("leftover").name());
        // The process died before the column went.
        execute(
                "UPDATE profile_field_change_tbl SET state = 'RUNNING', kind = 'DELETE' WHERE"
                        + " change_id = "
                        + id);
        core.profileFields().startWatching(); // as the next process does
        assertEquals(FieldChange.State.DONE, core.profileFields().await(ANNA, id, LONG).state());
        assertFalse(exists("leftover"));
    }

    @Test
    void aDeletedFieldIsGoneForEverybodyBeforeItGoesFromTheTable() {
        core.profileFields().create(ANNA, text("fading", 40, Options.NONE));
        core.settings().set("recipient.profileFields.deleteDelaySeconds", "60");
        core.profileFields().delete(ANNA, "fading");
        core.settings().set("recipient.profileFields.deleteDelaySeconds", "0");
        assertTrue(core.profileFields().of(ANNA).column("fading").isEmpty());
        assertTrue(exists("fading"));
        assertEquals(
                "profilefield.going",
                problem(() -> core.profileFields().create(ANNA, text("fading", 9, Options.NONE))));
    }

    @Test
    void whatFailsLeavesEverythingAsItWas() {
        core.profileFields().create(ANNA, text("stays", 40, Options.NONE));
        long id =
                core.recipients()
                        .create(ANNA, Map.of("email", "long@example.com", "stays", "x".repeat(30)));
        assertEquals(
                "profilefield.length.values",
                problem(() -> core.profileFields().update(ANNA, text("stays", 20, Options.NONE))));
        assertEquals(
                "profilefield.nullable.empty",
                problem(
                        () ->
                                core.profileFields()
                                        .update(
                                                ANNA,
                                                new ProfileFieldDraft(
                                                        "stays",
                                                        "stays",
                                                        "",
                                                        DataType.VARCHAR,
                                                        40,
                                                        false,
                                                        "d",
                                                        1,
                                                        ProfileField.Editing.EDITABLE))));
        for (int i = 0; i < 3; i++) {
            core.profileFields().create(ANNA, text("wide" + i, 4000, Options.NONE));
        }
        assertEquals(
                "profilefield.length.row",
                problem(
                        () ->
                                core.profileFields()
                                        .create(ANNA, text("wide3", 4000, Options.NONE))));
        assertFalse(exists("wide3"));
        assertEquals("x".repeat(30), core.recipients().get(ANNA, id).text("stays"));
        assertEquals(40, core.profileFields().of(ANNA).require("stays").length());
    }

    @Test
    void anIndexMakesAFieldQuickToSearch() {
        core.profileFields()
                .create(
                        ANNA,
                        text(
                                "code_nr",
                                30,
                                new Options(false, true, false, false, List.of(), null, null)));
        assertTrue(core.profileFields().of(ANNA).require("code_nr").indexed());
        core.profileFields().update(ANNA, text("code_nr", 30, Options.NONE));
        assertFalse(core.profileFields().of(ANNA).require("code_nr").indexed());
        assertEquals(
                "profilefield.index.length",
                problem(
                        () ->
                                core.profileFields()
                                        .create(
                                                ANNA,
                                                text(
                                                        "too_wide",
                                                        769,
                                                        new Options(
                                                                false, true, false, false,
                                                                List.of(), null, null)))));
    }

    private static ProfileFieldDraft text(String column, int length, Options options) {
        return ProfileFieldDraft.of(column, column, DataType.VARCHAR, length).with(options);
    }

    private static boolean exists(String column) {
        return one(
                        Integer.class,
                        "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema ="
                            + " DATABASE() AND table_name = 'customer_1_tbl' AND column_name = '"
                                + column
                                + "'")
                > 0;
    }
}
