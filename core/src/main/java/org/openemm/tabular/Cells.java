package org.openemm.tabular;

import java.util.ArrayList;
import java.util.List;
import org.openemm.InvalidInput;

/** A row that is being read, within its limits. */
final class Cells {
    private final Limits limits;
    private List<String> cells = new ArrayList<>();
    private long length;

    Cells(Limits limits) {
        this.limits = limits;
    }

    /** Puts a cell at a place; those before it that were not there are empty. */
    void put(int column, String text, long row) {
        if (text.isEmpty()) {
            return;
        }
        length += text.length();
        if (column >= limits.columns()) {
            throw new InvalidInput("file", "tabular.columns", row, limits.columns());
        }
        if (length > limits.rowLength()) {
            throw new InvalidInput("file", "tabular.row", row, limits.rowLength());
        }
        while (cells.size() < column) {
            cells.add("");
        }
        if (column < cells.size()) {
            cells.set(column, text);
        } else {
            cells.add(text);
        }
    }

    List<String> done() {
        List<String> row = cells;
        cells = new ArrayList<>(row.size());
        length = 0;
        return row;
    }
}
