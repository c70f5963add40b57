package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

class ImportProfilesTest extends ImportTestBase {
    private static final List<ProfileColumn> COLUMNS =
            List.of(
                    new ProfileColumn("Mail", "email", true, ""),
                    new ProfileColumn("Ort", "city", false, "Köln"),
                    new ProfileColumn("Rest", "", false, ""),
                    new ProfileColumn("", "points", false, "7"),
                    new ProfileColumn("Geboren", "birthday", false, ""));

    private static ImportProfiles profiles() {
        return core.imports().profiles();
    }

    @BeforeEach
    void noProfiles() {
        execute("UPDATE import_profile_tbl SET deleted = 1");
    }

    @Test
    void whatIsSetComesBackAsItWas() {
        int list = core.mailinglists().create(ANNA, "Shop", "");
        ImportProfileDraft draft = draft("Weekly", COLUMNS, List.of(list));

        int id = profiles().create(ANNA, draft, "ZIP secret");

        ImportProfile kept = profiles().get(ANNA, id);
        assertEquals(draft, kept.draft());
        assertTrue(kept.hasPassword());
        assertEquals("ZIP secret", profiles().password(kept));
        assertFalse(
                one(
                                String.class,
                                "SELECT zip_password_encr FROM import_profile_tbl WHERE id = " + id)
                        .contains("secret"));
        assertEquals(id, profiles().findByName(ANNA, " weekLY ").orElseThrow().id());
        core.mailinglists().delete(ANNA, list);
        assertEquals(List.of(), profiles().get(ANNA, id).draft().mailinglists());
    }

    @Test
    void anImportFollowsItsProfile() {
        int list = core.mailinglists().create(ANNA, "Followed", "");
        int id = profiles().create(ANNA, draft("Follow", COLUMNS, List.of(list)), "");

        long task =
                upload(
                        id,
                        "Geboren|Mail|Unknown|Ort\n"
                                + "01/02/1990|anna@example.com|x|\n"
                                + "|otto@example.com||Bonn\n");

        assertEquals(
                List.of("birthday", "email", "", "city"),
                core.imports().get(ANNA, task).settings().columns());
        core.imports().check(ANNA, task);
        assertEquals(2, await(task, ImportState.CHECKED::equals).numbers().fresh());
        core.imports().start(ANNA, task);
        await(task, ImportState.DONE::equals);
        assertEquals("Köln", byEmail("anna@example.com").text("city"));
        assertEquals("Bonn", byEmail("otto@example.com").text("city"));
        assertEquals("7", byEmail("otto@example.com").text("points"));
        assertEquals("1990-01-02", byEmail("anna@example.com").text("birthday"));
        assertEquals(BindingStatus.WAITING, status(byEmail("anna@example.com").id(), list));
        assertTrue(profiles().use(ANNA, id).last().isPresent());
        core.mailinglists().delete(ANNA, list);
    }

    @Test
    void aFileWithoutANeededColumnIsRefusedAndNotKept() {
        int id = profiles().create(ANNA, draft("Needs", COLUMNS, List.of()), "");
        int before = one(Integer.class, "SELECT COUNT(*) FROM recipient_import_tbl");

        InvalidInput refused =
                assertThrows(InvalidInput.class, () -> upload(id, "E-Post|Ort\na@example.com|x\n"));

        assertEquals("importing.profile.missing", refused.problems().get(0).key());
        assertEquals("“Mail”", refused.problems().get(0).arguments().get(0));
        assertEquals(before, one(Integer.class, "SELECT COUNT(*) FROM recipient_import_tbl"));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        int taken = profiles().create(ANNA, draft("Taken", COLUMNS, List.of()), "");
        ImportProfileDraft wrong =
                new ImportProfileDraft(
                        "ab",
                        new ProfileFile(
                                new CsvFormat("UTF-8", ';', '"'),
                                DateFormat.ISO_DAY,
                                '.',
                                "Mars/X"),
                        ImportMode.UPDATE,
                        List.of("points"),
                        DuplicateCheck.NONE,
                        false,
                        true,
                        9,
                        false,
                        List.of(
                                new ProfileColumn("A", "email", false, ""),
                                new ProfileColumn("a", "email", false, ""),
                                new ProfileColumn("B", "customer_id", false, ""),
                                new ProfileColumn("C", "no_such_field", false, ""),
                                new ProfileColumn("D", "birthday", false, "soon"),
                                new ProfileColumn("", "city", false, "")),
                        Map.of("x", 17),
                        false,
                        List.of(987654),
                        Map.of(0, BindingStatus.ACTIVE),
                        UserType.WORLD,
                        new ProfileReport("me@example.com, you", "'\"<script>", ""));

        List<String> fields =
                assertThrows(InvalidInput.class, () -> profiles().create(ANNA, wrong, ""))
                        .problems()
                        .stream()
                        .map(InvalidInput.Problem::field)
                        .toList();

        assertEquals(
                List.of(
                        "name",
                        "file1",
                        "field1",
                        "field2",
                        "field3",
                        "default5",
                        "default4",
                        "keyColumns",
                        "duplicates",
                        "defaultMailtype",
                        "genders",
                        "mailinglists",
                        "reportEmail",
                        "errorEmail",
                        "zone"),
                fields);
        assertEquals(
                "importing.profile.name.taken",
                problem(() -> profiles().create(ANNA, draft("tAKEN", COLUMNS, List.of()), "")));
        profiles().update(ANNA, taken, null, draft("taken", COLUMNS, List.of()), null);
    }

    @Test
    void moreColumnsThanAPageCanHoldAreRefused() {
        List<ProfileColumn> many = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            many.add(new ProfileColumn("C" + i, "", false, ""));
        }
        assertEquals(
                "importing.profile.columns",
                assertThrows(
                                InvalidInput.class,
                                () -> profiles().create(ANNA, draft("Many", many, List.of()), ""))
                        .problems()
                        .get(0)
                        .key());
        String wide = "c,".repeat(600) + "c\n";
        assertEquals(
                "importing.profile.columns",
                problem(
                        () ->
                                profiles()
                                        .fromSample(
                                                ANNA,
                                                ImportProfileDraft.empty(),
                                                true,
                                                in(wide),
                                                "")));
    }

    @Test
    void aStaleFormChangesNothing() {
        int id = profiles().create(ANNA, draft("Stale", COLUMNS, List.of()), "");
        execute(
                "UPDATE import_profile_tbl SET change_date = '2026-11-21 10:05:00' WHERE id = "
                        + id);
        assertEquals(
                "importing.profile.stale",
                problem(
                        () ->
                                profiles()
                                        .update(
                                                ANNA,
                                                id,
                                                NOW,
                                                draft("Other", COLUMNS, List.of()),
                                                null)));
        assertEquals("Stale", profiles().get(ANNA, id).name());
    }

    @Test
    void copiesDeletionsAndTheChosenOneBelongToTheCompany() {
        int id = profiles().create(ANNA, draft("Mine", COLUMNS, List.of()), "secret");
        int copy = profiles().copy(ANNA, id, "Copy of Mine");
        assertEquals(COLUMNS, profiles().get(ANNA, copy).draft().columns());
        assertFalse(profiles().get(ANNA, copy).hasPassword());

        profiles().delete(ANNA, copy);
        assertEquals(
                List.of("Mine"), profiles().all(ANNA).stream().map(ImportProfile::name).toList());
        profiles().restore(ANNA, copy);
        assertEquals(2, profiles().all(ANNA).size());

        assertEquals(List.of(), profiles().all(otto));
        assertThrows(NotFound.class, () -> profiles().get(otto, id));
        assertThrows(NotFound.class, () -> profiles().preselect(otto, id));
        assertThrows(NotFound.class, () -> profiles().delete(otto, id));
        assertThrows(
                NotFound.class,
                () -> core.imports().upload(otto, id, "x.csv", in("Mail\na@example.com\n"), ""));
        Actor reader = user("wizard.import");
        assertEquals("Mine", profiles().get(reader, id).name());
        assertThrows(NotPermitted.class, () -> profiles().copy(reader, id, "No"));
        assertThrows(NotPermitted.class, () -> profiles().delete(reader, id));
        assertThrows(NotPermitted.class, () -> profiles().all(user("wizard.importclassic")));
    }

    @Test
    void aSampleFillsTheColumnsAndTheFormat() {
        ImportProfileDraft read =
                profiles()
                        .fromSample(
                                ANNA,
                                ImportProfileDraft.empty(),
                                true,
                                in("E-Mail,City,Foo\na@example.com,Köln,24.12.2020\n"),
                                "");
        assertEquals(
                List.of("email", "city", ""),
                read.columns().stream().map(ProfileColumn::field).toList());
        assertEquals(',', read.file().format().separator());
    }

    @Test
    void theSettingsOfAnImportBecomeAProfile() {
        long task = upload("E-Mail;Vorname;x\nanna@example.com;Anna;1\n");
        int id = profiles().create(ANNA, core.imports().get(ANNA, task), "From import");
        core.imports().discard(ANNA, task);

        long next =
                core.imports()
                        .upload(
                                ANNA,
                                id,
                                "b.csv",
                                in("Vorname;E-Mail;x\nOtto;o@example.com;2\n"),
                                "");

        assertEquals(
                List.of("firstname", "email", ""),
                core.imports().get(ANNA, next).settings().columns());
        assertEquals(id, core.imports().get(ANNA, next).profileId());
        core.imports().discard(ANNA, next);
    }

    private static ImportProfileDraft draft(
            String name, List<ProfileColumn> columns, List<Integer> lists) {
        return new ImportProfileDraft(
                name,
                new ProfileFile(
                        new CsvFormat("UTF-8", '|', '\''), DateFormat.US_DAY, ',', "Asia/Tokyo"),
                ImportMode.ADD_AND_UPDATE,
                List.of("email"),
                DuplicateCheck.FULL,
                true,
                false,
                0,
                false,
                columns,
                Map.of("signora", 1),
                false,
                lists,
                Map.of(0, BindingStatus.WAITING),
                UserType.TEST,
                new ProfileReport("me@example.com", "ops@example.com", "de"));
    }

    private static long upload(int profile, String text) {
        return core.imports().upload(ANNA, profile, "people.csv", in(text), "");
    }

    private static ByteArrayInputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Actor user(String right) {
        return new Actor(
                Actor.Kind.USER,
                9,
                "x",
                1,
                Set.of(right, "import.mode.add_update"),
                Locale.ENGLISH,
                ZoneOffset.UTC);
    }
}
