package org.openemm.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openemm.InvalidInput;
import org.openemm.recipient.Recipient;

/** What kinds of files can be read, and which are refused. */
class ImportedFilesTest extends ImportTestBase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-8",
                "ISO-8859-1",
                "ISO-8859-15",
                "windows-1252",
                "UTF-16LE",
                "UTF-16BE"
            })
    void aFileIsReadInWhateverCharsetItWasSaved(String charset) throws IOException {
        String euro = charset.equals("ISO-8859-1") ? "" : "€";
        Path file =
                file(
                        "E-Mail;Vorname;Nachname;Anrede;Geburtstag\r\n"
                                + "joerg@example.com;Jörg;Groß"
                                + euro
                                + ";Herr;29.02.2024\r\n"
                                + "\r\n"
                                + "\"anna@müller.example\";\"An;\"\"na\";\"zwei\n"
                                + "Zeilen\";Frau;\r\n",
                        charset);
        ImportSettings settings = core.imports().propose(ANNA, file);
        assertEquals(charset, settings.format().charset());
        assertEquals(';', settings.format().separator());
        assertEquals(
                List.of("email", "firstname", "lastname", "gender", "birthday"),
                settings.columns());
        ImportReport report = core.imports().run(ANNA, file, settings);
        assertEquals(2, report.numbers().inserted());
        Recipient joerg = byEmail("joerg@example.com");
        assertEquals("Jörg", joerg.text("firstname"));
        assertEquals("Groß" + euro, joerg.text("lastname"));
        assertEquals("0", joerg.text("gender"));
        assertEquals("1", joerg.text("mailtype"));
        assertEquals("2024-02-29", joerg.text("birthday"));
        assertEquals(String.valueOf(report.datasourceId()), joerg.text("datasource_id"));
        Recipient anna = byEmail("anna@xn--mller-kva.example");
        assertEquals("An;\"na", anna.text("firstname"));
        assertEquals("zwei\nZeilen", anna.text("lastname"));
        assertEquals("1", anna.text("gender"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeading() throws IOException {
        for (String charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE")) {
            Path file = file("\ufeffemail,city\nbom@example.com,Köln\n", charset);
            ImportSettings settings = core.imports().propose(ANNA, file);
            assertEquals(charset, settings.format().charset());
            assertEquals(List.of("email", "city"), settings.columns());
        }
    }

    @Test
    void theWrongCharsetIsRefusedWithTheLineAndNothingIsWritten() throws IOException {
        Path file = file("email;city\na@example.com;Ulm\nb@example.com;Köln\n", "ISO-8859-1");
        ImportSettings settings =
                core.imports().propose(ANNA, file).withFormat(new CsvFormat("UTF-8", ';', '"'));
        InvalidInput refused =
                assertThrows(InvalidInput.class, () -> core.imports().run(ANNA, file, settings));
        assertEquals("importing.file.charset", refused.problems().get(0).key());
        assertEquals(List.of(3L, "UTF-8"), refused.problems().get(0).arguments());
        assertEquals(0, customers());
    }

    @Test
    void aFileInUtf8ReadAsSomethingElseIsNoticed() throws IOException {
        long id = upload("email;city\na@example.com;Köln\n");
        assertTrue(
                core.imports()
                        .preview(ANNA, id, new CsvFormat("ISO-8859-1", ';', '"'))
                        .looksLikeUtf8());
        assertFalse(
                core.imports().preview(ANNA, id, new CsvFormat("UTF-8", ';', '"')).looksLikeUtf8());
    }

    @Test
    void unreadableFilesAreRefusedWithAReasonAndChangeNothing() throws IOException {
        int before = one(Integer.class, "SELECT COUNT(*) FROM recipient_import_tbl");
        assertEquals("importing.file.empty", problem(() -> upload("")));
        assertEquals("importing.file.empty", problem(() -> upload("\n\n")));
        String wide = "c;".repeat(10_001) + "\n";
        assertEquals("importing.file.columns", problem(() -> upload(wide)));
        String longLine = "email;city\na@example.com;" + "x".repeat(1_200_000) + "\n";
        assertEquals("importing.file.row", problem(() -> upload(longLine)));
        assertEquals(
                "importing.file.quote", problem(() -> upload("email;city\na@example.com;\"Ulm\n")));
        assertEquals(0, customers());
        assertEquals(before, one(Integer.class, "SELECT COUNT(*) FROM recipient_import_tbl"));
    }

    @Test
    void aLineOfAMegabyteDeepInTheFileStopsTheCheckAndNamesIt() throws IOException {
        StringBuilder text = new StringBuilder("email;city\n");
        for (int i = 0; i < 100; i++) {
            text.append("p").append(i).append("@example.com;Ulm\n");
        }
        text.append("z@example.com;\"").append("x".repeat(1_100_000)).append("\"\n");
        Path file = file(text.toString(), "UTF-8");
        InvalidInput refused =
                assertThrows(
                        InvalidInput.class,
                        () -> core.imports().run(ANNA, file, core.imports().propose(ANNA, file)));
        assertEquals("importing.file.row", refused.problems().get(0).key());
        assertEquals(102L, refused.problems().get(0).arguments().get(0));
        assertEquals(0, customers());
    }

    @Test
    void aFileWithTooManyRowsIsRefused() throws IOException {
        core.settings().set("import.recipient.maxRows", "3");
        try {
            Path file = file("email\n" + "a@example.com\n".repeat(4), "UTF-8");
            assertEquals(
                    "importing.file.rows",
                    problem(
                            () ->
                                    core.imports()
                                            .run(ANNA, file, core.imports().propose(ANNA, file))));
        } finally {
            core.settings().set("import.recipient.maxRows", "500000");
        }
    }
}
