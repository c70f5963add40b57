package org.openemm.tabular;

/**
 * How a CSV file is written.
 *
 * @param charset name as {@link Charsets} knows it
 * @param separator between cells, ASCII
 * @param quote around cells that need it, ASCII
 * @param alwaysQuote around all cells that have a value
 * @param decimal point or comma
 * @param harmless cells that a spreadsheet would run as formulas begin with an apostrophe
 */
public record CsvStyle(
        String charset,
        char separator,
        char quote,
        boolean alwaysQuote,
        char decimal,
        TimePattern day,
        TimePattern moment,
        boolean harmless) {

    /** For people who open it in a spreadsheet; what a formula would be is harmless. */
    public static final CsvStyle USUAL =
            new CsvStyle(
                    Charsets.UTF_8_MARKED,
                    ';',
                    '"',
                    false,
                    '.',
                    TimePattern.ISO_DAY,
                    TimePattern.of("yyyy-MM-dd HH:mm:ss"),
                    true);
}
