package org.openemm.tabular;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A small CSV file for people: rows of words, numbers and nothing. Written as {@link
 * CsvStyle#USUAL}, so that a spreadsheet shows it right and runs nothing in it.
 */
public final class CsvText implements Closeable {
    private final CsvWriter out;

    public CsvText(OutputStream target) throws IOException {
        out = new CsvWriter(target, CsvStyle.USUAL);
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
