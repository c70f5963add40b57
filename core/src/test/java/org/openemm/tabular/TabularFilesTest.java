package org.openemm.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipInputStream;
import net.lingala.zip4j.exception.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabularFilesTest {
    private static final List<String> HEADING = List.of("text", "note");
    private static final long MOMENT = Instant.parse("2026-03-29T00:59:58Z").getEpochSecond();
    private static final long DAY = LocalDate.parse("1968-02-29").toEpochDay();

    @FunctionalInterface
    private interface Rows {
        void to(RowWriter writer) throws IOException;
    }

    @Test
    void whateverStandsInACellIsReadBackByAnotherReader() throws IOException {
        List<String> values =
                List.of(
                        "plain",
                        "semi;colon",
                        "quote\"inside",
                        "\"",
                        "line\r\nbreak\nand another",
                        " blanks ",
                        "Müller, Zoë 漢字 😀",
                        "'\"<script>{{[agn",
                        "x".repeat(100_000) + ";\"",
                        "");

        List<CsvRecord> rows = csv(CsvStyle.USUAL, writer -> eachInARow(writer, values), ';');

        assertEquals(HEADING, rows.get(0).getFields());
        assertEquals(
                values, rows.subList(1, rows.size()).stream().map(row -> row.getField(0)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "windows-1252", "ISO-8859-15"})
    void umlautsSurviveInEveryCharset(String charset) throws IOException {
        String text = "Grüße aus Köln für 5 €;".repeat(5_000);

        byte[] file = write(writer -> eachInARow(writer, List.of(text)), out -> csv(out, charset));

        assertEquals(
                text.replace("€", "€"),
                csv(new String(file, Charset.forName(charset)), ';').get(1).getField(0));
    }

    @Test
    void charactersThatACharsetLacksBecomeQuestionMarksAndAreCounted() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvWriter writer = csv(out, "ISO-8859-1");
        eachInARow(writer, List.of("5 € für 漢字 und 😀"));
        writer.close();

        assertTrue((out.toString(StandardCharsets.ISO_8859_1)).contains("5 ? für ?? und ?"));
        assertEquals(4, writer.losses().characters());
    }

    @Test
    void nothingAndEmptyTextAreToldApart() throws IOException {
        String file =
                text(
                        CsvStyle.USUAL,
                        writer -> {
                            writer.empty();
                            writer.text("");
                            writer.endRow();
                        });

        assertEquals("\ufeff;\"\"\r\n", file);
    }

    @Test
    void quotesStandAroundEverythingWhenThatIsWanted() throws IOException {
        String file =
                text(
                        style(true, ',', "yyyy-MM-dd", "dd.MM.yyyy HH:mm"),
                        writer -> {
                            writer.text("a");
                            writer.integer(-17);
                            writer.decimal("3.50");
                            writer.moment(MOMENT, 3600);
                            writer.empty();
                            writer.endRow();
                        });

        assertEquals("'a'|'-17'|'3,50'|'29.03.2026 01:59'|\r\n", file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil.example\")",
                "+cmd|' /C calc'!A0",
                "-2+3+cmd|' /C calc'!A0",
                "@SUM(1+9)*cmd|' /C calc'!A0",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "＝1+1",
                "-A1",
                "+",
                "-"
            })
    void whatASpreadsheetWouldRunIsMadeText(String formula) throws IOException {
        assertEquals("'" + formula, onlyCell(CsvStyle.USUAL, formula));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "-5,25", "+49 228 12345-0", "+49 (0)228/12345", "a=b", "", "１"})
    void numbersAndPhoneNumbersStayAsTheyAre(String harmless) throws IOException {
        assertEquals(harmless, onlyCell(CsvStyle.USUAL, harmless));
    }

    @Test
    void formulasStayWhenNobodyAskedToMakeThemHarmless() throws IOException {
        CsvStyle raw = style(false, '.', "yyyy-MM-dd", "yyyy-MM-dd");

        assertTrue((text(raw, writer -> eachInARow(writer, List.of("=1+1")))).contains("=1+1|"));
        assertFalse((text(raw, writer -> eachInARow(writer, List.of("=1+1")))).contains("'="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1600-02-29",
                "1899-12-31",
                "1969-12-31",
                "2000-02-29",
                "2026-12-31",
                "9999-12-31"
            })
    void daysAreWrittenAsTheCalendarHasThem(String day) throws IOException {
        String file =
                text(
                        style(false, '.', "yyyy-MM-dd", "yyyy"),
                        writer -> {
                            writer.day(LocalDate.parse(day).toEpochDay());
                            writer.endRow();
                        });

        assertEquals(day + "\r\n", file);
    }

    @Test
    void linesOfJsonAreReadBackByAnotherReader() throws IOException {
        List<String> values =
                List.of("a\"b\\c", "line\nbreak\t\u0001", "Zoë 😀", "x".repeat(100_000), "=1+1");
        byte[] file =
                write(
                        writer -> {
                            writer.heading(List.of("te\"xt", "n", "d", "day", "at", "none"));
                            for (String value : values) {
                                writer.text(value);
                                writer.integer(Long.MIN_VALUE);
                                writer.decimal("-1.50");
                                writer.day(DAY);
                                writer.moment(MOMENT, 3600);
                                writer.empty();
                                writer.endRow();
                            }
                        },
                        JsonLinesWriter::new);

        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        assertEquals(values.size(), lines.size());
        for (int i = 0; i < values.size(); i++) {
            JsonNode row = new ObjectMapper().readTree(lines.get(i));
            assertEquals(values.get(i), row.get("te\"xt").asText());
            assertEquals(Long.MIN_VALUE, row.get("n").asLong());
            assertEquals(-1.5, row.get("d").asDouble());
            assertEquals("1968-02-29", row.get("day").asText());
            assertEquals(MOMENT, Instant.parse(row.get("at").asText()).getEpochSecond());
            assertTrue(row.get("none").isNull());
        }
    }

    @Test
    void aFileInAZipFileIsReadBack() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream inside = ZipTarget.open(file, "list.csv")) {
            inside.write("hello".getBytes(StandardCharsets.UTF_8));
        }

        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file.toByteArray()));
        assertEquals("list.csv", zip.getNextEntry().getName());
        assertEquals("hello", new String(zip.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void aZipFileWithAPasswordOpensWithItOnly() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream inside = ZipTarget.open(file, "list.csv", "Größe 7".toCharArray())) {
            inside.write("secret".repeat(10_000).getBytes(StandardCharsets.UTF_8));
        }

        assertEquals("secret".repeat(10_000), unsealed(file.toByteArray(), "Größe 7"));
        assertThrows(ZipException.class, () -> unsealed(file.toByteArray(), "wrong"));
        assertFalse((file.toString(StandardCharsets.ISO_8859_1)).contains("secret"));
    }

    private static String unsealed(byte[] file, String password) throws IOException {
        try (net.lingala.zip4j.io.inputstream.ZipInputStream zip =
                new net.lingala.zip4j.io.inputstream.ZipInputStream(
                        new ByteArrayInputStream(file), password.toCharArray())) {
            assertEquals("list.csv", zip.getNextEntry().getFileName());
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @FunctionalInterface
    private interface Opening {
        RowWriter on(OutputStream out) throws IOException;
    }

    private static byte[] write(Rows rows, Opening opening) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowWriter writer = opening.on(out)) {
            rows.to(writer);
        }
        return out.toByteArray();
    }

    private static void eachInARow(RowWriter writer, List<String> values) throws IOException {
        writer.heading(HEADING);
        for (String value : values) {
            writer.text(value);
            writer.empty();
            writer.endRow();
        }
    }

    private static CsvStyle style(boolean always, char decimal, String day, String moment) {
        return new CsvStyle(
                Charsets.UTF_8,
                '|',
                '\'',
                always,
                decimal,
                TimePattern.of(day),
                TimePattern.of(moment),
                false);
    }

    private static CsvWriter csv(OutputStream out, String charset) throws IOException {
        CsvStyle usual = CsvStyle.USUAL;
        return new CsvWriter(
                out,
                new CsvStyle(charset, ';', '"', false, '.', usual.day(), usual.moment(), true));
    }

    private static String text(CsvStyle style, Rows rows) throws IOException {
        return new String(write(rows, out -> new CsvWriter(out, style)), StandardCharsets.UTF_8);
    }

    private static String onlyCell(CsvStyle style, String value) throws IOException {
        return csv(style, writer -> eachInARow(writer, List.of(value)), ';').get(1).getField(0);
    }

    private static List<CsvRecord> csv(CsvStyle style, Rows rows, char separator)
            throws IOException {
        return csv(text(style, rows), separator);
    }

    private static List<CsvRecord> csv(String file, char separator) throws IOException {
        String text = file.startsWith("\ufeff") ? file.substring(1) : file;
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .maxBufferSize(1 << 24)
                        .skipEmptyLines(false)
                        .ofCsvRecord(text)) {
            return reader.stream().toList();
        }
    }
}
