package org.openemm.tabular;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rows of a file, one in memory at a time. Not thread-safe. */
public interface RowReader extends AutoCloseable {
    /**
     * Cells of the next row, as text: numbers with a point, days as {@code 2026-12-24}, moments as
     * {@code 2026-12-24 14:30:00}, true as 1. Nothing at the end. Rows without any cell are handed
     * out, too, so that counting them gives the number that people see.
     *
     * @throws org.openemm.InvalidInput on {@code file} when it cannot be read, with the row
     */
    Optional<List<String>> next() throws IOException;

    @Override
    void close() throws IOException;
}
