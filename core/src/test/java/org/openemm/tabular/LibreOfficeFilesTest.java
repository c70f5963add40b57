package org.openemm.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that LibreOffice 7.4 has saved: formulas come with the result that it has computed. */
class LibreOfficeFilesTest {
    private static final Limits LIMITS = new Limits(10_000_000, 100, 100_000);

    @TempDir Path folder;

    @Test
    void aWorkbookIsReadAsItIsShown() throws IOException {
        try (RowReader rows = XlsxReader.open(file("libreoffice.xlsx"), LIMITS)) {
            assertRows(rows, "12345678901234600000");
        }
    }

    @Test
    void anOpenDocumentSpreadsheetIsReadAsItIsShown() throws IOException {
        try (RowReader rows = OdsReader.open(file("libreoffice.ods"), LIMITS)) {
            assertRows(rows, "12345678901234600000");
        }
    }

    /** All but the column of times of day and the day before 1900. */
    private static void assertRows(RowReader rows, String big) throws IOException {
        List<List<String>> all = new ArrayList<>();
        for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
            all.add(row.get());
        }
        assertEquals(4, all.size(), "the first sheet only");
        assertEquals(
                List.of(
                        "jürgen@müller.example",
                        "Jürgen Größe-Łuk 😀",
                        "1980-02-29",
                        "2024-03-31 13:45:00",
                        "62.5",
                        "-7",
                        "01067",
                        "125",
                        "Hallo Jürgen Größe-Łuk 😀",
                        "2026-01-31",
                        "0.125",
                        "1",
                        big,
                        "one\ntwo    \"x\";y"),
                all.get(1).subList(0, 14));
        assertEquals(
                List.of(
                        "2026-11-22 23:59:59",
                        "0.1",
                        "1234567",
                        "00007",
                        "0.3",
                        "#DIV/0!",
                        "2024-04-01 13:45:00",
                        "0.00000011",
                        "0",
                        "4915112345678",
                        "'0049 123",
                        "1234.5"),
                all.get(2).subList(3, 15));
        assertEquals(
                List.of(
                        "c@example.com",
                        "",
                        "2000-01-01",
                        "2024-10-27 00:00:01",
                        "100",
                        "0",
                        "01067",
                        "0.3",
                        "007",
                        "2000-01-01"),
                all.get(3));
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream content = getClass().getResourceAsStream("/tabular/" + name)) {
            Files.copy(content, file);
        }
        return file;
    }
}
