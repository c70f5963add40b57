package org.openemm.profilefield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openemm.company.CompanyDraft;
import org.openemm.profilefield.ProfileFieldDraft.Options;
import org.openemm.recipient.RecipientTestBase;

/** What was in the fields of a recipient before. */
class FieldHistoryTest extends RecipientTestBase {
    private static final Options KEPT =
            new Options(true, false, false, false, List.of(), null, null);

    @Test
    void whateverChangesAValueLeavesTheOldOne() {
        create("city", DataType.VARCHAR, KEPT);
        create("points", DataType.INTEGER, KEPT);
        create("secret_note", DataType.VARCHAR, Options.NONE);
        long id =
                core.recipients()
                        .create(ANNA, Map.of("email", "h@example.com", "city", "o'Hara \"ö\""));
        core.recipients().update(ANNA, id, Map.of("city", "O'Hara \"ö\"", "secret_note", "x"));
        execute(
                "UPDATE customer_1_tbl SET points = 5, timestamp = NOW() WHERE customer_id = "
                        + id);
        core.recipients().update(ANNA, id, Map.of("points", 5));

        List<FieldHistory.Entry> entries = history(id);
        assertEquals(2, entries.size());
        assertEquals("points", entries.get(0).field().column());
        assertNull(entries.get(0).before());
        assertEquals("5", entries.get(0).after());
        assertEquals("o'Hara \"ö\"", entries.get(1).before());
        assertEquals("O'Hara \"ö\"", entries.get(1).after());
        assertEquals(
                entries.get(1),
                core.profileFields().history().of(ANNA, id, entries.get(0).id(), 5).get(0));
    }

    @Test
    void historyEndsWhenItIsSwitchedOffAndGoesWithTheRecipient() {
        create("team", DataType.VARCHAR, KEPT);
        long id = core.recipients().create(ANNA, Map.of("email", "t@example.com", "team", "A"));
        core.recipients().update(ANNA, id, Map.of("team", "B"));
        update("team", DataType.VARCHAR, Options.NONE);
        core.recipients().update(ANNA, id, Map.of("team", "C"));
        assertEquals(1, history(id).size());
        assertTrue(!core.profileFields().of(ANNA).require("team").historized());

        core.recipients().delete(ANNA, id);
        assertEquals(
                0,
                one(
                        Integer.class,
                        "SELECT COUNT(*) FROM hst_customer_1_field_tbl WHERE customer_id = " + id));
    }

    @Test
    void whoIsEmptiedHasNoHistory() {
        create("hobby", DataType.VARCHAR, KEPT);
        long id = core.recipients().create(ANNA, Map.of("email", "e@example.com", "hobby", "A"));
        core.recipients().update(ANNA, id, Map.of("hobby", "B"));
        assertEquals(1, history(id).size());
        execute(
                "UPDATE customer_1_tbl SET hobby = NULL, cleaned_date = NOW() WHERE customer_id = "
                        + id);
        assertEquals(List.of(), history(id));
    }

    @Test
    void standardFieldsCanBeKeptAndDeletedFieldsTakeNothingAlong() {
        core.settings().set("recipient.profileFields.deleteDelaySeconds", "0");
        update("lastname", DataType.VARCHAR, KEPT);
        create("gone", DataType.INTEGER, KEPT);
        long id =
                core.recipients().create(ANNA, Map.of("email", "s@example.com", "lastname", "Old"));
        long change = core.profileFields().delete(ANNA, "gone");
        core.profileFields().await(ANNA, change, java.time.Duration.ofMinutes(1));
        core.recipients().update(ANNA, id, Map.of("lastname", "New"));
        assertEquals("Old", history(id).get(0).before());
        assertEquals(
                "profilefield.history.maintained",
                problem(() -> update("creation_date", DataType.DATETIME, KEPT)));
        update("lastname", DataType.VARCHAR, Options.NONE);
    }

    @Test
    void onlySoManyOwnFieldsAreKept() {
        core.settings().set("recipient.profile_history.max_userdefined_fields", "0");
        assertEquals(
                "profilefield.history.limit",
                problem(() -> create("one_more", DataType.INTEGER, KEPT)));
        core.settings().set("recipient.profile_history.max_userdefined_fields", "-1");
    }

    @Test
    void aNewCompanyGetsTablesButNoHistoryOfOthers() {
        create("ours_only", DataType.INTEGER, KEPT);
        int third =
                core.companies()
                        .create(ANNA, new CompanyDraft("Third", "", "", "", 10_000, "", ""));
        org.openemm.account.Actor theirs = org.openemm.account.Actor.system("t", third);
        core.profileFields()
                .create(
                        theirs,
                        ProfileFieldDraft.of("theirs", "Theirs", DataType.INTEGER, 0).with(KEPT));
        long id = core.recipients().create(theirs, Map.of("email", "x@example.com", "theirs", 1));
        core.recipients().update(theirs, id, Map.of("theirs", 2, "firstname", "X"));
        assertEquals("1", core.profileFields().history().of(theirs, id, 0, 10).get(0).before());
        assertEquals(List.of(), core.profileFields().history().of(otto, id, 0, 10));
    }

    private static List<FieldHistory.Entry> history(long id) {
        return core.profileFields().history().of(ANNA, id, 0, 100);
    }

    private static void create(String column, DataType type, Options options) {
        core.profileFields()
                .create(ANNA, ProfileFieldDraft.of(column, column, type, 50).with(options));
    }

    private static void update(String column, DataType type, Options options) {
        core.profileFields()
                .update(ANNA, ProfileFieldDraft.of(column, column, type, 0).with(options));
    }
}
