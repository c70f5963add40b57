package org.openemm.tabular;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a file of rows, cell after cell. Each row has as many cells as there are headings. Closing
 * completes the file; a file that was not closed is worth nothing. Not thread-safe.
 */
public interface RowWriter extends Closeable {

    /** Names of the columns; called once, first. */
    void heading(List<String> names) throws IOException;

    /** A cell of text; not null. */
    void text(byte[] utf8) throws IOException;

    /** A cell of text; null is an empty cell. */
    default void text(String text) throws IOException {
        if (text == null) {
            empty();
        } else {
            text(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A cell with a whole number. */
    void integer(long number) throws IOException;

    /**
     * A cell with a number that may have a fraction.
     *
     * @param plain digits with a point, perhaps a sign and an exponent
     */
    void decimal(String plain) throws IOException;

    /** A cell with a day, counted from 1970-01-01. */
    void day(long epochDay) throws IOException;

    /**
     * A cell with a moment.
     *
     * @param offset seconds that the zone of the file is ahead of UTC then
     */
    void moment(long epochSecond, int offset) throws IOException;

    /** A cell without value. */
    void empty() throws IOException;

    void endRow() throws IOException;

    /** What could not be written as it was. */
    default Losses losses() {
        return Losses.NONE;
    }

    /**
     * What a format cannot hold.
     *
     * @param characters that the charset lacks; there is a question mark in their place
     * @param cutCells texts longer than a cell can be; their end is missing
     */
    record Losses(long characters, long cutCells) {
        public static final Losses NONE = new Losses(0, 0);

        public boolean any() {
            return characters > 0 || cutCells > 0;
        }
    }
}
