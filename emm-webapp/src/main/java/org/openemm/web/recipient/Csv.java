package org.openemm.web.recipient;

import org.openemm.tabular.CsvText;

/** Lines of files for spreadsheets. */
public final class Csv {
    private Csv() {}

    /** One line, with its end; what a spreadsheet would run as a formula is made text. */
    public static String line(String... cells) {
        return CsvText.line(cells);
    }
}
