package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openemm.InvalidInput;
import org.openemm.tabular.ZipTarget;

/** Files that are no plain CSV, and files that are meant to do harm. */
class ImportFormatsTest extends ImportTestBase {
    private static final String RELATIONS =
            """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>\
            """;
    private static final String WORKBOOK =
            """
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
             xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
            <sheets><sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>\
            """;
    private static final String STYLES =
            """
            <styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs></styleSheet>\
            """;

    @Test
    void aWorkbookOfExcelIsReadWithItsTextsDaysAndResults() throws IOException {
        byte[] file =
                workbook(
                        """
                        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>points</t></is></c><c r="D1" t="str"><v>weight</v></c><c r="E1" t="s"><v>2</v></c></row>
                        <row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3" s="1"><v>33000</v></c><c r="C3"><f>1+2</f><v>3</v></c><c r="D3"><v>60.300000000000004</v></c><c r="E3" t="s"><v>4</v></c></row>
                        <row r="4"><c r="A4" t="inlineStr"><is><t>short@example.com</t></is></c></row>
                        <row r="5"><c r="A5" t="inlineStr"><is><t>no address</t></is></c></row>
                        """,
                        """
                        <sst><si><t>email</t></si><si><t>Geburtstag</t></si><si><t>city</t></si>
                        <si><r><t>anna@</t></r><r><t>example.com</t></r></si><si><t>a; "b"
                        c</t></si></sst>\
                        """);
        long id = upload("people.xlsx", file, "");
        assertEquals(FileType.XLSX, settings(id).format().type());
        assertEquals(
                List.of("email", "birthday", "points", "weight", "city"), settings(id).columns());
        core.imports().configure(ANNA, id, settings(id).change().decimalSeparator(',').done());
        Import done = runWhole(id);
        assertEquals(2, done.numbers().inserted());
        assertEquals(5, core.imports().badRows(ANNA, id, 10).get(0).line());
        assertEquals("1990-05-07", byEmail("anna@example.com").text("birthday"));
        assertEquals("3", byEmail("anna@example.com").text("points"));
        assertEquals("60.3", byEmail("anna@example.com").text("weight"));
        assertEquals("a; \"b\"\nc", byEmail("anna@example.com").text("city"));
        assertEquals("", byEmail("short@example.com").text("city"));
    }

    @Test
    void anOpenDocumentSpreadsheetIsRead() throws IOException {
        long id =
                upload(
                        "people.ods",
                        ods(
                                """
                                <table:table-row><table:table-cell office:value-type="string"><text:p>email</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>points</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>birthday</text:p></table:table-cell></table:table-row>
                                <table:table-row><table:table-cell office:value-type="string"><text:p>o<text:span>ds</text:span>@example.com</text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="float" office:value="17"><text:p>17,00</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="1990-05-07T00:00:00"><text:p>07.05.90</text:p></table:table-cell></table:table-row>
                                <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row>
                                """),
                        "");
        assertEquals(1, runWhole(id).numbers().inserted());
        assertEquals("17", byEmail("ods@example.com").text("points"));
        assertEquals("1990-05-07", byEmail("ods@example.com").text("birthday"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"email\":\"a@example.com\",\"points\":1},{\"points\":2.50,\"email\":\"b@example.com\",\"city\":\"Ulm\"}]",
                "{\"email\":\"a@example.com\",\"points\":true}\\n"
                        + "{\"city\":\"Ulm\",\"email\":\"b@example.com\",\"points\":null}"
            })
    void jsonIsAnArrayOfObjectsOrOneOfThemPerLine(String json) throws IOException {
        long id =
                upload(
                        "people.json",
                        json.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8),
                        "");
        assertEquals(FileType.JSON, settings(id).format().type());
        core.imports()
                .configure(ANNA, id, settings(id).change().columns(named(settings(id))).done());
        Import done = runWhole(id);
        assertEquals("1", byEmail("a@example.com").text("points"));
        assertEquals(2, done.numbers().rows());
    }

    private static List<String> named(ImportSettings settings) {
        return settings.headings();
    }

    @Test
    void aZipFileHoldsOneFileAndMayHaveAPassword() throws IOException {
        byte[] csv = "email\nzip@example.com\n".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream out = ZipTarget.open(sealed, "people.csv", "Sesam".toCharArray())) {
            out.write(csv);
        }
        assertEquals("tabular.zip.password", refused("a.zip", sealed.toByteArray(), ""));
        assertEquals("tabular.zip.wrong", refused("a.zip", sealed.toByteArray(), "Simsalabim"));
        runWhole(upload("a.zip", sealed.toByteArray(), "Sesam"));
        assertEquals(1, customers());
        assertEquals(
                "tabular.zip.files", refused("b.zip", zip(Map.of("a.csv", csv, "b.csv", csv)), ""));
        assertEquals(
                "tabular.zip.nested",
                refused("c.zip", zip(Map.of("a.zip", zip(Map.of("a.csv", csv)))), ""));
        long id = upload("d.zip", zip(Map.of("__MACOSX/x", csv, "folder/a.csv", csv)), "");
        assertEquals(List.of("email"), settings(id).headings());
    }

    @Test
    void filesThatAreMeantToDoHarmAreRefusedWithAWord() throws IOException {
        byte[] blanks = new byte[64 * 1024 * 1024];
        assertEquals("tabular.bomb", refused("bomb.zip", zip(Map.of("a.csv", blanks)), ""));
        assertEquals(
                "tabular.broken",
                refused(
                        "laughs.xlsx",
                        workbook(
                                "<row><c t=\"inlineStr\"><is><t>email</t></is></c></row>",
                                """
                                <!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
                                <sst><si><t>&b;</t></si></sst>\
                                """),
                        ""));
        assertEquals(
                "tabular.columns",
                refused(
                        "wide.xlsx",
                        workbook("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>", "<sst/>"),
                        ""));
        assertEquals(
                "tabular.old",
                refused("old.xls", new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0}, ""));
        assertEquals("tabular.zip.broken", refused("cut.zip", new byte[] {'P', 'K', 3, 4, 9}, ""));
        assertEquals(
                "tabular.nested",
                refused(
                        "nested.json",
                        "[{\"email\":{\"a\":1}}]".getBytes(StandardCharsets.UTF_8),
                        ""));
        assertEquals(
                "tabular.json",
                refused("cut.json", "[{\"email\":\"a".getBytes(StandardCharsets.UTF_8), ""));
        core.settings().set("import.recipient.maxSize", "1000000");
        try {
            assertEquals("importing.file.size", refused("big.csv", new byte[2_000_000], ""));
            assertEquals(
                    "tabular.big",
                    refused("big.zip", zip(Map.of("a.csv", new byte[2_000_000])), ""));
        } finally {
            core.settings().set("import.recipient.maxSize", "104857600");
        }
        try (Stream<Path> left = Files.list(spool())) {
            assertEquals(0, left.filter(file -> isNew(file)).count());
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-8", "windows-1252", "ISO-8859-15"})
    void textsOfAnyCharsetAndMixedLineEndsComeInWhole(String charset) throws IOException {
        String mark = charset.startsWith("UTF") ? "\ufeff" : "";
        String text =
                mark
                        + "email;city\r\n"
                        + "a@example.com;Köln\r"
                        + "b@example.com;\"a\n"
                        + "b\"\n"
                        + "c@example.com;€\n";
        long id = upload("x.csv", text.getBytes(Charset.forName(charset)), "");
        assertEquals(charset, settings(id).format().charset());
        assertEquals(3, runWhole(id).numbers().inserted());
        assertEquals("Köln", byEmail("a@example.com").text("city"));
        assertEquals("€", byEmail("c@example.com").text("city"));
    }

    @Test
    void aFileWithoutHeadingAndWithBackslashesIsRead() throws IOException {
        long id = upload("email;city\n");
        core.imports().discard(ANNA, id);
        id = upload("a@example.com;\"say \\\"hi\\\"\"\nb@example.com;\"c\\\\d\"\n");
        CsvFormat format = settings(id).format().withHeadless(true).withBackslash(true);
        assertEquals(
                List.of("1", "2"),
                core.imports().changeFormat(ANNA, id, format).settings().headings());
        core.imports().configure(ANNA, id, settings(id).withColumns(List.of("email", "city")));
        assertEquals(2, runWhole(id).numbers().inserted());
        assertEquals("say \"hi\"", byEmail("a@example.com").text("city"));
        assertEquals("c\\d", byEmail("b@example.com").text("city"));
    }

    @Test
    void whatCannotBeDecodedIsNamedWithItsLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(
                "email;city\na@example.com;Ulm\nb@example.com;K".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xf6);
        bytes.write("ln\n".getBytes(StandardCharsets.UTF_8));
        long id = upload("x.csv", bytes.toByteArray(), "");
        InvalidInput refused =
                assertThrows(
                        InvalidInput.class,
                        () -> core.imports().preview(ANNA, id, new CsvFormat("UTF-8", ';', '"')));
        assertEquals(
                new InvalidInput.Problem("charset", "importing.file.charset", 3L, "UTF-8"),
                refused.problems().get(0));
    }

    private static ImportSettings settings(long id) {
        return core.imports().get(ANNA, id).settings();
    }

    private static Import runWhole(long id) {
        core.imports().check(ANNA, id);
        await(id, state -> state == ImportState.CHECKED);
        core.imports().start(ANNA, id);
        return await(id, state -> state == ImportState.DONE);
    }

    private static long upload(String name, byte[] content, String password) {
        return core.imports().upload(ANNA, name, new ByteArrayInputStream(content), password);
    }

    private static String refused(String name, byte[] content, String password) {
        return problem(() -> upload(name, content, password));
    }

    private static Path spool() {
        return Path.of(
                        one(
                                String.class,
                                "SELECT path FROM recipient_import_tbl ORDER BY import_id DESC"
                                        + " LIMIT 1"))
                .getParent();
    }

    private static boolean isNew(Path file) {
        return one(
                        Integer.class,
                        "SELECT COUNT(*) FROM recipient_import_tbl WHERE path = '" + file + "'")
                == 0;
    }

    private static byte[] workbook(String rows, String texts) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("xl/workbook.xml", bytes(WORKBOOK));
        parts.put("xl/_rels/workbook.xml.rels", bytes(RELATIONS));
        parts.put("xl/styles.xml", bytes(STYLES));
        parts.put("xl/sharedStrings.xml", bytes(texts));
        parts.put(
                "xl/worksheets/sheet1.xml",
                bytes("<worksheet><sheetData>" + rows + "</sheetData></worksheet>"));
        return zip(parts);
    }

    private static byte[] ods(String rows) throws IOException {
        String content =
                """
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
                <office:body><office:spreadsheet><table:table>%s</table:table></office:spreadsheet></office:body></office:document-content>\
                """
                        .formatted(rows);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("mimetype", bytes("application/vnd.oasis.opendocument.spreadsheet"));
        parts.put("content.xml", bytes(content));
        return zip(parts);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
