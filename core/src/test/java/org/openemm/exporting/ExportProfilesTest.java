package org.openemm.exporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openemm.NotFound;
import org.openemm.NotPermitted;
import org.openemm.account.Actor;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.target.TargetDraft;

class ExportProfilesTest extends ExportTestBase {
    private final ExportProfiles profiles = core.exchange().exports().profiles();

    @Test
    void everythingOfAProfileIsKept() {
        int target = core.targets().save(ANNA, new TargetDraft(0, "Adults", "", "gender = 1"));
        ExportSettings settings =
                new ExportSettings(
                        List.of(
                                ExportColumn.ofList(LIST).withHeading("Status"),
                                ExportColumn.ofField("email"),
                                ExportColumn.own("Made by", "'\"<script>{{[agn"),
                                ExportColumn.bounceReason(),
                                ExportColumn.ofField("firstname").withHeading("Vorname")),
                        target,
                        LIST,
                        BindingStatus.BOUNCED,
                        UserType.TEST_VIP,
                        Period.last(7, true),
                        Period.between(LocalDate.parse("2020-02-29"), null),
                        Period.between(
                                LocalDate.parse("2021-01-01"), LocalDate.parse("2037-12-31")),
                        false,
                        "",
                        new FileFormat(
                                FileType.XLSX,
                                "ISO-8859-15",
                                '\t',
                                '\'',
                                true,
                                ',',
                                DateStyle.US_SHORT,
                                DateStyle.ISO_8601,
                                "de-AT",
                                "Europe/Vienna",
                                true,
                                false,
                                true,
                                profiles.seal("secret")));

        int id = profiles.save(ANNA, ExportProfile.of(" Monthly ", "for the shop", settings));

        ExportProfile kept = profiles.get(ANNA, id);
        assertEquals("Monthly", kept.name());
        assertEquals("for the shop", kept.description());
        assertEquals(settings, kept.settings());
    }

    @Test
    void aProfileOfAnOlderVersionIsUnderstood() {
        execute(
                """
                INSERT INTO export_predef_tbl
                       (export_predef_id, company_id, shortname, columns, mailinglists, charset, delimiter_char,
                        separator_char, user_type, user_status, mailinglist_id, dateformat, datetimeformat)
                VALUES (900, 1, 'Old one', 'email;firstname', '%d', 'ISO-8859-1', '"', ';', 'E', 0, 0, 1, 5)
                """
                        .formatted(LIST));
        execute(
                """
                INSERT INTO export_column_mapping_tbl (export_predef_id, db_column, file_column, default_value)
                VALUES (900, '', 'Shop', 'Bonn')
                """);

        ExportProfile old = profiles.get(ANNA, 900);

        assertEquals(
                List.of(
                        ExportColumn.ofField("email"),
                        ExportColumn.ofField("firstname"),
                        ExportColumn.ofList(LIST),
                        ExportColumn.own("Shop", "Bonn")),
                old.settings().columns());
        assertEquals("ISO-8859-1", old.settings().format().charset());
        assertEquals(DateStyle.GERMAN_SECONDS, old.settings().format().moment());
        assertTrue(old.settings().allPeriods());
    }

    @Test
    void profilesAreFoundSortedAndPaged() {
        execute("UPDATE export_predef_tbl SET deleted = 1");
        for (String name : List.of("Beta 50%", "Alpha", "Gamma")) {
            profiles.save(ANNA, ExportProfile.of(name, "", fields("email")));
        }

        assertEquals(List.of("Alpha", "Beta 50%", "Gamma"), names("", false, 1));
        assertEquals(List.of("Gamma", "Beta 50%"), names("", true, 2));
        assertEquals(List.of("Beta 50%"), names("50%", false, 5));
        assertEquals(List.of(), names("_", false, 5));
    }

    private List<String> names(String search, boolean falling, int size) {
        int most = size == 1 ? 10 : size;
        return profiles
                .page(
                        ANNA,
                        new ProfileQuery(search, false, ProfileQuery.Sort.NAME, falling, 1, most))
                .profiles()
                .stream()
                .map(ExportProfile::name)
                .toList();
    }

    @Test
    void aNameIsTakenOnce() {
        int id = profiles.save(ANNA, ExportProfile.of("Once", "", fields("email")));

        assertEquals(
                "exporting.name.taken",
                problem(() -> profiles.save(ANNA, ExportProfile.of("once ", "", fields("email")))));
        profiles.save(ANNA, ExportProfile.of("ONCE", "", fields("email")).withId(id));
        profiles.delete(ANNA, id);
        profiles.save(ANNA, ExportProfile.of("Once", "", fields("email")));
        assertEquals("exporting.name.taken", problem(() -> profiles.restore(ANNA, id)));
    }

    @Test
    void deletionIsTakenBack() {
        int id = profiles.save(ANNA, ExportProfile.of("Comes back", "", fields("email")));

        profiles.delete(ANNA, id);
        assertTrue(profiles.get(ANNA, id).deleted());
        profiles.restore(ANNA, id);

        assertEquals(false, profiles.get(ANNA, id).deleted());
    }

    @Test
    void eachRightOpensItsPart() {
        Actor reader = user(5, "wizard.export");
        Actor writer = user(5, "wizard.export", "export.change");
        int id = profiles.save(ANNA, ExportProfile.of("Rights", "", fields("email")));
        ExportProfile own =
                ExportProfile.of(
                        "Own",
                        "",
                        fields().withColumns(List.of(ExportColumn.own("Made by", "us"))));

        assertThrows(NotPermitted.class, () -> profiles.get(user(5, "export.change"), id));
        assertThrows(
                NotPermitted.class,
                () -> profiles.save(reader, ExportProfile.of("No", "", fields("email"))));
        assertThrows(NotPermitted.class, () -> profiles.delete(writer, id));
        assertThrows(NotPermitted.class, () -> profiles.save(writer, own));
        int made = profiles.save(ANNA, own);
        profiles.save(writer, profiles.get(writer, made));
    }

    @Test
    void anotherCompanyHasItsOwn() {
        int id = profiles.save(ANNA, ExportProfile.of("Ours", "", fields("email")));

        assertThrows(NotFound.class, () -> profiles.get(otto, id));
        assertThrows(NotFound.class, () -> profiles.delete(otto, id));
        assertThrows(NotFound.class, () -> core.exchange().exports().start(otto, id));
        assertThrows(
                NotFound.class,
                () -> profiles.save(otto, ExportProfile.of("X", "", fields("email")).withId(id)));
    }

    @Test
    void whatIsWrongIsSaidAtOnce() {
        ExportProfile wrong =
                ExportProfile.of(
                        " ",
                        "x".repeat(100_000),
                        fields("email")
                                .withPeriods(
                                        Period.last(-1, true),
                                        Period.between(LocalDate.parse("1000-01-01"), null),
                                        Period.between(
                                                LocalDate.parse("2021-01-02"),
                                                LocalDate.parse("2021-01-01")),
                                        true));

        assertEquals(
                List.of("name", "description", "changedDays", "createdFrom", "boundTo"),
                assertThrows(org.openemm.InvalidInput.class, () -> profiles.save(ANNA, wrong))
                        .problems()
                        .stream()
                        .map(org.openemm.InvalidInput.Problem::field)
                        .toList());
    }
}
