package org.openemm.tabular;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A small CSV file for people: rows of words, numbers and nothing. Written as {@link
 * CsvStyle#USUAL}, so that a spreadsheet shows it right and runs nothing in it.
 */
public final class CsvText implements Closeable {
    private static final CsvStyle QUOTED =
            new CsvStyle(
                    Charsets.UTF_8,
                    CsvStyle.USUAL.separator(),
                    CsvStyle.USUAL.quote(),
                    true,
                    CsvStyle.USUAL.decimal(),
                    CsvStyle.USUAL.day(),
                    CsvStyle.USUAL.moment(),
                    true);

    private final CsvWriter out;

    public CsvText(OutputStream target) throws IOException {
        out = new CsvWriter(target, CsvStyle.USUAL);
    }

    /** One line with its end, quotes around every cell, for a file that is put together as text. */
    public static String line(String... cells) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriter writer = new CsvWriter(bytes, QUOTED)) {
            for (String cell : cells) {
                writer.text(cell);
            }
            writer.endRow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public void row(Object... cells) throws IOException {
        row(Arrays.asList(cells));
    }

    /**
     * @param cells null for nothing, numbers, and whatever else as its text
     */
    public void row(List<?> cells) throws IOException {
        for (Object cell : cells) {
            if (cell instanceof Long || cell instanceof Integer) {
                out.integer(((Number) cell).longValue());
            } else {
                out.text(cell == null ? null : cell.toString());
            }
        }
        out.endRow();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
