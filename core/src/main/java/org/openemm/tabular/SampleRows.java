package org.openemm.tabular;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The first rows of a file in memory, to be looked at before it is written. */
public final class SampleRows implements RowWriter {
    private final CsvStyle style;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> heading = List.of();
    private List<String> row = new ArrayList<>();

    public SampleRows(CsvStyle style) {
        this.style = style;
    }

    public List<String> names() {
        return heading;
    }

    /** Cells without value are empty text. */
    public List<List<String>> rows() {
        return List.copyOf(rows);
    }

    @Override
    public void heading(List<String> names) {
        heading = List.copyOf(names);
    }

    @Override
    public void text(byte[] utf8) {
        row.add(
                (style.harmless() && Formulas.mayRun(utf8) ? "'" : "")
                        + new String(utf8, StandardCharsets.UTF_8));
    }

    @Override
    public void integer(long number) {
        row.add(Long.toString(number));
    }

    @Override
    public void decimal(String plain) {
        row.add(plain.replace('.', style.decimal()));
    }

    @Override
    public void day(long epochDay) throws IOException {
        row.add(words(sink -> style.day().write(sink, epochDay, 0, 0)));
    }

    @Override
    public void moment(long epochSecond, int offset) throws IOException {
        row.add(words(sink -> style.moment().write(sink, epochSecond, offset)));
    }

    @Override
    public void empty() {
        row.add("");
    }

    @Override
    public void endRow() {
        rows.add(List.copyOf(row));
        row = new ArrayList<>();
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    @FunctionalInterface
    private interface Words {
        void to(ByteSink sink) throws IOException;
    }

    private static String words(Words words) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteSink sink = new ByteSink(text);
        words.to(sink);
        sink.flush();
        return text.toString(StandardCharsets.US_ASCII);
    }
}
