package org.openemm.exporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.lingala.zip4j.ZipFile;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientQuery;
import org.openemm.recipient.UserType;
import org.openemm.target.RecipientFilter;
import org.openemm.target.TargetDraft;

class ExportedFilesTest extends ExportTestBase {
    @Test
    void eachKindOfFieldIsWrittenAsTheFormatSays() {
        execute(
                """
                UPDATE customer_1_tbl SET birthday = '1980-02-29', points = -7, weight = 62.5, note = '=1+1'
                 WHERE customer_id = 1
                """);
        FileFormat german =
                new FileFormat(
                        FileType.CSV,
                        "UTF-8",
                        ';',
                        '"',
                        false,
                        ',',
                        DateStyle.GERMAN_DAY,
                        DateStyle.GERMAN_MINUTES,
                        "de-DE",
                        "Europe/Berlin",
                        true,
                        true,
                        false,
                        "");

        String file =
                content(
                        fields(
                                        "customer_id",
                                        "birthday",
                                        "points",
                                        "weight",
                                        "note",
                                        "creation_date",
                                        "gender")
                                .withFormat(german));

        assertEquals(
                """
                customer_id;birthday;points;weight;note;creation_date;gender\r
                1;29.02.1980;-7;62,5;"'=1+1";21.11.2026 00:30;Weiblich\r
                2;;;;;10.11.2026 13:00;Unbekannt\r
                3;;;;;10.01.2026 13:00;Männlich\r
                """,
                file);
    }

    @Test
    void nothingIsLostOnTheWayIntoAFile() {
        String note = "'\"<script>{{[agn;\r\n".repeat(200) + "😀 ende";
        core.database()
                .run(
                        tx ->
                                tx.sql()
                                        .execute(
                                                "UPDATE customer_1_tbl SET note = ? WHERE"
                                                        + " customer_id = 1",
                                                note));
        execute("UPDATE customer_1_tbl SET note = '' WHERE customer_id = 2");

        List<List<String>> rows = rows(fields("firstname", "note"));

        assertEquals(note, rows.get(0).get(1));
        assertEquals("Bert\"a; Zoë", rows.get(1).get(0));
        assertTrue(content(fields("note")).endsWith("\r\n\"\"\r\n\r\n"), "empty text and nothing");
    }

    @Test
    void columnsComeInTheirOrderWithTheirHeadings() {
        ExportSettings settings =
                ExportSettings.everybody(PLAIN)
                        .withColumns(
                                List.of(
                                        ExportColumn.ofField("email").withHeading("E-Mail"),
                                        ExportColumn.own("Source", "=EMM"),
                                        ExportColumn.ofList(LIST).withHeading("News"),
                                        ExportColumn.ofList(otherList),
                                        ExportColumn.bounceReason(),
                                        ExportColumn.ofField("customer_id")));
        execute(
                """
                INSERT INTO bounce_tbl (company_id, customer_id, detail, mailing_id)
                VALUES (1, 2, 420, 1), (1, 2, 511, 1)
                """);

        assertEquals(
                """
                E-Mail;Source;News;Other list;Bounce reason;customer_id\r
                anna@a.example;"'=EMM";1;4;;1\r
                berta@b.example;"'=EMM";2;;511;2\r
                carl@c.example;"'=EMM";;;;3\r
                """,
                content(settings));
    }

    @Test
    void allFieldsThatOneMaySeeGoIntoAFileWithoutChosenColumns() {
        String heading = content(ExportSettings.everybody(PLAIN)).lines().findFirst().orElseThrow();

        assertTrue(heading.startsWith("customer_id;email;gender;"), heading);
        assertTrue(heading.contains(";birthday"), heading);
    }

    @Test
    void listStatusAndTypeChooseRecipients() {
        ExportSettings all = ExportSettings.everybody(PLAIN);

        assertEquals("anna berta", who(all.withList(LIST, null, null)));
        assertEquals("anna", who(all.withList(LIST, BindingStatus.ACTIVE, null)));
        assertEquals("anna", who(all.withList(0, BindingStatus.OPT_OUT_BY_USER, null)));
        assertEquals("berta", who(all.withList(0, null, UserType.TEST)));
        assertEquals("", who(all.withList(0, null, UserType.TEST_VIP)));
        assertEquals("carl", who(all.withList(RecipientQuery.NO_LIST, null, null)));
    }

    @Test
    void periodsAreThoseOfTheZoneOfTheFileAndAllOrOneMustHold() {
        FileFormat berlin = csv("Europe/Berlin", false, "");
        ExportSettings all = ExportSettings.everybody(berlin);
        Period today = Period.last(1, true);
        Period november =
                Period.between(
                        java.time.LocalDate.parse("2026-11-01"),
                        java.time.LocalDate.parse("2026-11-20"));

        assertEquals("anna", who(all.withPeriods(Period.ANY, today, Period.ANY, true)));
        assertEquals("", who(all.withPeriods(Period.ANY, Period.last(1, false), Period.ANY, true)));
        assertEquals("berta", who(all.withPeriods(november, Period.ANY, Period.ANY, true)));
        assertEquals("", who(all.withPeriods(november, today, Period.ANY, true)));
        assertEquals("anna berta", who(all.withPeriods(november, today, Period.ANY, false)));
        assertEquals("anna", who(all.withPeriods(Period.ANY, Period.ANY, november, true)));
        assertEquals(
                "",
                who(
                        all.withList(LIST, BindingStatus.BOUNCED, null)
                                .withPeriods(Period.ANY, Period.ANY, november, true)));
    }

    @Test
    void targetGroupsAndFiltersChooseRecipients() {
        int target = core.targets().save(ANNA, new TargetDraft(0, "C people", "", "gender = 0"));
        RecipientFilter filter =
                new RecipientFilter("", LIST, null, null, 0, List.of(), false, "gender = 1");

        assertEquals("carl", who(ExportSettings.everybody(PLAIN).withTarget(target)));
        assertEquals("anna", who(ExportSettings.everybody(PLAIN).withFilter(filter)));
    }

    @Test
    void linesOfJsonHoldTypes() throws IOException {
        execute(
                "UPDATE customer_1_tbl SET points = 12, birthday = '1980-02-29' WHERE customer_id ="
                        + " 1");

        String file =
                content(
                        fields("email", "points", "birthday", "creation_date")
                                .withFormat(PLAIN.withType(FileType.JSONL)));

        JsonNode first = new ObjectMapper().readTree(file.lines().findFirst().orElseThrow());
        assertEquals(12, first.get("points").intValue());
        assertEquals("1980-02-29", first.get("birthday").textValue());
        assertEquals("2026-11-20T23:30:00Z", first.get("creation_date").textValue());
        assertTrue(
                new ObjectMapper()
                        .readTree(file.lines().skip(1).findFirst().orElseThrow())
                        .get("points")
                        .isNull());
    }

    @Test
    void aZipFileOpensWithItsPassword() throws IOException {
        FileFormat zipped = csv("UTC", true, core.exchange().exports().profiles().seal("Größe 7"));

        Export done = run(fields("email").withFormat(zipped));

        Path file = core.exchange().exports().file(ANNA, done.id());
        assertEquals("All_of_them_2026-11-21_10-00.zip", done.fileName());
        try (ZipFile zip = new ZipFile(file.toFile(), "Größe 7".toCharArray())) {
            var inside = zip.getFileHeaders().get(0);
            assertEquals("All_of_them_2026-11-21_10-00.csv", inside.getFileName());
            assertTrue(
                    new String(zip.getInputStream(inside).readAllBytes(), StandardCharsets.UTF_8)
                            .contains("carl@c.example"));
        }
        assertFalse(
                one(String.class, "SELECT settings FROM recipient_export_tbl").contains("Größe"));
    }

    @Test
    void aSpreadsheetIsAFileOfItsOwn() throws IOException {
        Export done = run(fields("email", "firstname").withFormat(PLAIN.withType(FileType.XLSX)));

        byte[] file = Files.readAllBytes(core.exchange().exports().file(ANNA, done.id()));
        assertEquals('P', file[0]);
        assertEquals('K', file[1]);
        assertEquals("All_of_them_2026-11-21_10-00.xlsx", done.fileName());
    }

    @Test
    void thePreviewShowsWhatTheFileWillHave() {
        ExportPreview preview =
                core.exchange().exports().preview(ANNA, fields("email", "creation_date"));

        assertEquals(3, preview.count().orElseThrow());
        assertEquals(List.of("email", "creation_date"), preview.headings());
        assertEquals(List.of("anna@a.example", "2026-11-20 23:30:00"), preview.rows().get(0));
    }

    @Test
    void charactersThatTheCharsetLacksAreCounted() {
        FileFormat latin =
                new FileFormat(
                        FileType.CSV,
                        "ISO-8859-1",
                        ';',
                        '"',
                        false,
                        '.',
                        DateStyle.ISO_DAY,
                        DateStyle.ISO_SECONDS,
                        "en",
                        "UTC",
                        false,
                        true,
                        false,
                        "");
        execute("UPDATE customer_1_tbl SET firstname = '5 € 漢' WHERE customer_id = 1");

        assertEquals(2, run(fields("firstname").withFormat(latin)).losses().characters());
    }

    @Test
    void whatIsNotThereIsSaidBefore() {
        assertEquals("exporting.field.unknown", problem(() -> run(fields("shoes"))));
        assertEquals(
                "exporting.list.unknown",
                problem(() -> run(ExportSettings.everybody(PLAIN).withList(99, null, null))));
        assertEquals(
                "exporting.target.unknown",
                problem(() -> run(ExportSettings.everybody(PLAIN).withTarget(99))));
        assertEquals(
                "exporting.column.twice",
                problem(() -> run(fields("email", "firstname", "email"))));
        assertEquals(
                "exporting.list.contradiction",
                problem(
                        () ->
                                run(
                                        ExportSettings.everybody(PLAIN)
                                                .withList(-1, BindingStatus.ACTIVE, null))));
        InvalidInput same =
                org.junit.jupiter.api.Assertions.assertThrows(
                        InvalidInput.class,
                        () ->
                                core.exchange()
                                        .exports()
                                        .start(ANNA, "", ExportSettings.everybody(PLAIN)));
        assertEquals("exporting.name.none", same.problems().get(0).key());
    }
}
