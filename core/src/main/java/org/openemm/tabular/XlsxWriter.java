package org.openemm.tabular;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A spreadsheet (Office Open XML, ECMA-376). Text lies in the cells themselves, so that nothing has
 * to be remembered; text never runs as a formula. When a sheet is full another one begins, with the
 * same heading.
 */
public final class XlsxWriter implements RowWriter {
    /** As many rows as a sheet can have. */
    public static final int MAX_ROWS = 1_048_576;

    private static final int MAX_CHARACTERS = 32_767;
    private static final int MAX_DIGITS = 15;

    /** Spreadsheets count days from 1899-12-30 and know none before March 1900. */
    private static final int DAY_ZERO = 25_569;

    private static final int FIRST_DAY = 61;
    private static final long SECONDS_OF_DAY = 86_400;
    private static final int MAX_NAME = 31;

    private final ZipOutputStream zip;
    private final XlsxParts parts;
    private final int maxRows;
    private final TimePattern day;
    private final TimePattern moment;
    private ByteSink out;
    private byte[][] letters = {};
    private List<String> names = List.of();
    private int sheets;
    private int row;
    private int column;
    private boolean inRow;
    private byte[] rowNumber = {};
    private long cut;

    public XlsxWriter(OutputStream target, String sheet, TimePattern day, TimePattern moment) {
        this(target, sheet, day, moment, MAX_ROWS);
    }

    XlsxWriter(
            OutputStream target, String sheet, TimePattern day, TimePattern moment, int maxRows) {
        zip = new ZipOutputStream(target);
        zip.setLevel(Deflater.BEST_SPEED);
        parts = new XlsxParts(sheetName(sheet), day.ofSpreadsheet(), moment.ofSpreadsheet());
        this.day = day;
        this.moment = moment;
        this.maxRows = maxRows;
    }

    @Override
    public void heading(List<String> columns) throws IOException {
        names = List.copyOf(columns);
        letters = new byte[names.size()][];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = XlsxParts.letters(i).getBytes(StandardCharsets.US_ASCII);
        }
        beginSheet();
    }

    @Override
    public void text(byte[] utf8) throws IOException {
        string(utf8, 0);
    }

    @Override
    public void integer(long number) throws IOException {
        if (Math.abs(number) >= 1_000_000_000_000_000L) {
            // A spreadsheet would round it.
            string(Long.toString(number).getBytes(StandardCharsets.US_ASCII), 0);
            return;
        }
        begin();
        out.ascii("\"><v>");
        out.integer(number);
        out.ascii("</v></c>");
    }

    @Override
    public void decimal(String plain) throws IOException {
        if (plain.length() > MAX_DIGITS + 1 || plain.equals("NaN") || plain.contains("Inf")) {
            string(plain.getBytes(StandardCharsets.US_ASCII), 0);
            return;
        }
        begin();
        out.ascii("\"><v>");
        out.ascii(plain);
        out.ascii("</v></c>");
    }

    @Override
    public void day(long epochDay) throws IOException {
        long serial = epochDay + DAY_ZERO;
        if (serial < FIRST_DAY) {
            written(sink -> day.write(sink, epochDay, 0, 0));
            return;
        }
        begin();
        out.ascii("\" s=\"1\"><v>");
        out.integer(serial);
        out.ascii("</v></c>");
    }

    @Override
    public void moment(long epochSecond, int offset) throws IOException {
        long local = epochSecond + offset;
        long serial = Math.floorDiv(local, SECONDS_OF_DAY) + DAY_ZERO;
        if (serial < FIRST_DAY) {
            written(sink -> moment.write(sink, epochSecond, offset));
            return;
        }
        begin();
        out.ascii("\" s=\"2\"><v>");
        out.integer(serial);
        out.write('.');
        // Nine digits tell seconds apart and come back as the same second.
        out.digits(
                (Math.floorMod(local, SECONDS_OF_DAY) * 1_000_000_000L + SECONDS_OF_DAY / 2)
                        / SECONDS_OF_DAY,
                9);
        out.ascii("</v></c>");
    }

    @Override
    public void empty() {
        column++;
    }

    @Override
    public void endRow() throws IOException {
        beginRow();
        out.ascii("</row>");
        inRow = false;
        column = 0;
    }

    @Override
    public Losses losses() {
        return new Losses(0, cut);
    }

    @Override
    public void close() throws IOException {
        try (ZipOutputStream last = zip) {
            if (sheets > 0) {
                endSheet();
            }
            parts.write(last, Math.max(1, sheets));
        }
    }

    private void beginSheet() throws IOException {
        sheets++;
        zip.putNextEntry(new ZipEntry("xl/worksheets/sheet" + sheets + ".xml"));
        out = new ByteSink(new Entry(zip));
        out.ascii(XlsxParts.SHEET_BEGIN);
        row = 0;
        column = 0;
        for (String name : names) {
            string(name.getBytes(StandardCharsets.UTF_8), 3);
        }
        endRow();
    }

    private void endSheet() throws IOException {
        out.ascii(XlsxParts.SHEET_END);
        out.flush();
        zip.closeEntry();
    }

    private void beginRow() throws IOException {
        if (inRow) {
            return;
        }
        if (row == maxRows) {
            int place = column;
            endSheet();
            beginSheet();
            column = place;
        }
        inRow = true;
        row++;
        rowNumber = Integer.toString(row).getBytes(StandardCharsets.US_ASCII);
        out.ascii("<row r=\"");
        out.write(rowNumber);
        out.ascii("\">");
    }

    private void begin() throws IOException {
        beginRow();
        out.ascii("<c r=\"");
        out.write(letters[column++]);
        out.write(rowNumber);
    }

    private void string(byte[] utf8, int style) throws IOException {
        begin();
        out.ascii(style == 0 ? "\" t=\"inlineStr\"><is><t" : "\" s=\"3\" t=\"inlineStr\"><is><t");
        byte[] text = utf8.length > MAX_CHARACTERS ? fitting(utf8) : utf8;
        if (text.length > 0 && (text[0] <= ' ' && text[0] >= 0 || text[text.length - 1] == ' ')) {
            out.ascii(" xml:space=\"preserve\"");
        }
        out.write('>');
        XlsxParts.escape(out, text);
        out.ascii("</t></is></c>");
    }

    private byte[] fitting(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.length() <= MAX_CHARACTERS) {
            return utf8;
        }
        cut++;
        int end =
                MAX_CHARACTERS
                        - (Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1)) ? 1 : 0);
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8);
    }

    /** Times that a spreadsheet cannot count, as text. */
    private void written(Words words) throws IOException {
        java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream();
        ByteSink sink = new ByteSink(text);
        words.to(sink);
        sink.flush();
        string(text.toByteArray(), 0);
    }

    @FunctionalInterface
    private interface Words {
        void to(ByteSink sink) throws IOException;
    }

    /** Names of sheets are short and lack some characters. */
    private static String sheetName(String wanted) {
        String name = wanted.replaceAll("[\\\\/?*\\[\\]:\\p{Cntrl}']", " ").strip();
        return name.isEmpty() ? "Export" : name.substring(0, Math.min(name.length(), MAX_NAME - 5));
    }

    /** The end of a sheet is not the end of the file. */
    private static final class Entry extends FilterOutputStream {
        Entry(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }
    }
}
