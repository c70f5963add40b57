package org.openemm.tabular;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The fixed parts of a spreadsheet file, and how text is written into its XML. */
record XlsxParts(String sheetName, String dayFormat, String momentFormat) {
    private static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String TYPE =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /** The heading stays in sight. */
    static final String SHEET_BEGIN =
            HEAD
                    + "<worksheet xmlns=\""
                    + MAIN
                    + "\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\""
                    + " topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>"
                    + "</sheetViews><sheetFormatPr defaultRowHeight=\"15\" defaultColWidth=\"18\"/>"
                    + "<sheetData>";

    static final String SHEET_END = "</sheetData></worksheet>";

    private static final int LETTERS = 26;

    /** A, B ... Z, AA, AB ... */
    static String letters(int column) {
        return column < LETTERS
                ? String.valueOf((char) ('A' + column))
                : letters(column / LETTERS - 1) + (char) ('A' + column % LETTERS);
    }

    /** Characters that XML cannot have are written the way of the format: _x000B_. */
    static void escape(ByteSink out, byte[] text) throws IOException {
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            String instead =
                    switch (b) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '\r' -> "_x000D_";
                        case '_' -> looksEscaped(text, i) ? "_x005F_" : null;
                        case (byte) 0xEF -> isNoCharacter(text, i) ? "?" : null;
                        default -> b >= 0 && b < ' ' && b != '\n' && b != '\t' ? code(b) : null;
                    };
            if (instead != null) {
                out.write(text, from, i - from);
                out.ascii(instead);
                from = i + (b == (byte) 0xEF ? 3 : 1);
                i = from - 1;
            }
        }
        out.write(text, from, text.length - from);
    }

    void write(ZipOutputStream zip, int sheets) throws IOException {
        StringBuilder types = new StringBuilder();
        StringBuilder list = new StringBuilder();
        StringBuilder links = new StringBuilder();
        for (int i = 1; i <= sheets; i++) {
            types.append(override("/xl/worksheets/sheet" + i + ".xml", TYPE + "worksheet+xml"));
            String name = i == 1 ? sheetName : sheetName + " (" + i + ")";
            list.append(
                    "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"/>"
                            .formatted(xml(name), i, i));
            links.append(link(i, OFFICE + "/worksheet", "worksheets/sheet" + i + ".xml"));
        }
        part(
                zip,
                "[Content_Types].xml",
                "<Types xmlns=\"%scontent-types\">".formatted(PACKAGE)
                        + "<Default Extension=\"rels\""
                        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + override("/xl/workbook.xml", TYPE + "sheet.main+xml")
                        + override("/xl/styles.xml", TYPE + "styles+xml")
                        + types
                        + "</Types>");
        part(zip, "_rels/.rels", relations(link(1, OFFICE + "/officeDocument", "xl/workbook.xml")));
        part(
                zip,
                "xl/workbook.xml",
                "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets>%s</sheets></workbook>"
                        .formatted(MAIN, OFFICE, list));
        part(
                zip,
                "xl/_rels/workbook.xml.rels",
                relations(links + link(sheets + 1, OFFICE + "/styles", "styles.xml")));
        part(zip, "xl/styles.xml", styles());
    }

    private String styles() {
        return """
        <styleSheet xmlns="%s"><numFmts count="2"><numFmt numFmtId="164" formatCode="%s"/>\
        <numFmt numFmtId="165" formatCode="%s"/></numFmts>\
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
        <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
        <fills count="2"><fill><patternFill patternType="none"/></fill>\
        <fill><patternFill patternType="gray125"/></fill></fills>\
        <borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
        <cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/>\
        <xf numFmtId="165" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>\
        """
                .formatted(MAIN, xml(dayFormat), xml(momentFormat));
    }

    private static String relations(String links) {
        return "<Relationships xmlns=\"%srelationships\">%s</Relationships>"
                .formatted(PACKAGE, links);
    }

    private static String link(int id, String type, String target) {
        return "<Relationship Id=\"rId%d\" Type=\"%s\" Target=\"%s\"/>".formatted(id, type, target);
    }

    private static String override(String name, String type) {
        return "<Override PartName=\"%s\" ContentType=\"%s\"/>".formatted(name, type);
    }

    private static void part(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((HEAD + content).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String code(byte b) {
        return "_x00%02X_".formatted(b);
    }

    /** Text that happens to look like an escaped character. */
    private static boolean looksEscaped(byte[] text, int at) {
        if (at + 6 >= text.length || text[at + 1] != 'x' || text[at + 6] != '_') {
            return false;
        }
        for (int i = at + 2; i < at + 6; i++) {
            if (Character.digit(text[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** U+FFFE and U+FFFF. */
    private static boolean isNoCharacter(byte[] text, int at) {
        return at + 2 < text.length
                && text[at + 1] == (byte) 0xBF
                && (text[at + 2] == (byte) 0xBE || text[at + 2] == (byte) 0xBF);
    }
}
