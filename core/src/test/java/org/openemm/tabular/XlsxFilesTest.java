package org.openemm.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class XlsxFilesTest {
    private static final TimePattern DAY = TimePattern.of("dd.MM.yyyy");
    private static final TimePattern MOMENT = TimePattern.of("dd.MM.yyyy HH:mm");

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void aSpreadsheetHoldsTextNumbersAndDatesAsWhatTheyAre() throws IOException {
        try (XlsxWriter writer = writer(XlsxWriter.MAX_ROWS)) {
            writer.heading(List.of("text", "number", "big", "price", "day", "at", "old", "none"));
            writer.text("=1+1 & <b>'\"<script>{{[agn");
            writer.integer(-42);
            writer.integer(9_007_199_254_740_993L);
            writer.decimal("-1.25");
            writer.day(LocalDate.parse("2026-11-21").toEpochDay());
            writer.moment(Instant.parse("2026-11-21T17:30:59Z").getEpochSecond(), 3600);
            writer.day(LocalDate.parse("1899-01-31").toEpochDay());
            writer.empty();
            writer.endRow();
        }

        Element row = sheet(1).select("row").get(1);
        assertEquals(
                List.of("A2", "B2", "C2", "D2", "E2", "F2", "G2"), row.select("c").eachAttr("r"));
        assertEquals(
                List.of("=1+1 & <b>'\"<script>{{[agn", "9007199254740993", "31.01.1899"),
                row.select("c[t=inlineStr]").eachText());
        assertEquals(List.of("-42", "-1.25", "46347"), row.select("v").eachText().subList(0, 3));
        double moment = Double.parseDouble(row.select("v").get(3).text());
        assertEquals(18 * 3600 + 30 * 60 + 59, Math.round((moment - 46347) * 86_400));
        assertTrue(
                (parts().get("xl/styles.xml"))
                        .contains("dd\\.mm\\.yyyy hh\\:mm".replace(" ", "\\ ")));
    }

    @Test
    void aFullSheetIsFollowedByAnotherWithTheSameHeading() throws IOException {
        try (XlsxWriter writer = writer(3)) {
            writer.heading(List.of("n"));
            for (int i = 1; i <= 5; i++) {
                if (i == 3) {
                    writer.empty();
                } else {
                    writer.integer(i);
                }
                writer.endRow();
            }
        }

        assertEquals(List.of("n", "1", "2"), rows(1));
        assertEquals(List.of("n", "", "4"), rows(2));
        assertEquals(List.of("n", "5"), rows(3));
        assertTrue((parts().get("xl/workbook.xml")).contains("name=\"List\""));
        assertTrue((parts().get("xl/workbook.xml")).contains("name=\"List (3)\""));
        assertFalse(parts().containsKey("xl/worksheets/sheet4.xml"));
    }

    @Test
    void aSheetThatIsJustFullIsTheOnlyOne() throws IOException {
        try (XlsxWriter writer = writer(2)) {
            writer.heading(List.of("n"));
            writer.integer(1);
            writer.endRow();
        }

        assertTrue(parts().containsKey("xl/worksheets/sheet1.xml"));
        assertFalse(parts().containsKey("xl/worksheets/sheet2.xml"));
    }

    @Test
    void textLongerThanACellIsCutAndCounted() throws IOException {
        XlsxWriter writer = writer(XlsxWriter.MAX_ROWS);
        writer.heading(List.of("text"));
        writer.text("x".repeat(100_000));
        writer.endRow();
        writer.text("ä".repeat(32_767));
        writer.endRow();
        writer.close();

        assertEquals(32_767, rows(1).get(1).length());
        assertEquals("ä".repeat(32_767), rows(1).get(2));
        assertEquals(new RowWriter.Losses(0, 1), writer.losses());
    }

    @Test
    void charactersThatXmlCannotHaveAreWrittenTheWayOfTheFormat() throws IOException {
        try (XlsxWriter writer = writer(XlsxWriter.MAX_ROWS)) {
            writer.heading(List.of("text"));
            writer.text("a\u0001b\rc_x0041_d_e\uffff");
            writer.endRow();
        }

        assertEquals("a_x0001_b_x000D_c_x005F_x0041_d_e?", rows(1).get(1));
    }

    @Test
    void aFileWithoutRowsIsAFile() throws IOException {
        try (XlsxWriter writer = writer(XlsxWriter.MAX_ROWS)) {
            writer.heading(List.of("n"));
        }

        assertEquals(List.of("n"), rows(1));
        assertTrue(parts().keySet().contains("[Content_Types].xml"));
        assertTrue(parts().keySet().contains("_rels/.rels"));
        assertTrue(parts().keySet().contains("xl/workbook.xml"));
        assertTrue(parts().keySet().contains("xl/styles.xml"));
    }

    private XlsxWriter writer(int maxRows) {
        return new XlsxWriter(file, "List", DAY, MOMENT, maxRows);
    }

    private List<String> rows(int sheet) throws IOException {
        List<String> rows = new ArrayList<>();
        sheet(sheet).select("row").forEach(row -> rows.add(row.wholeText()));
        return rows;
    }

    private Document sheet(int number) throws IOException {
        return Jsoup.parse(
                parts().get("xl/worksheets/sheet" + number + ".xml"), "", Parser.xmlParser());
    }

    private Map<String, String> parts() throws IOException {
        Map<String, String> parts = new HashMap<>();
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file.toByteArray()));
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        }
        return parts;
    }
}
