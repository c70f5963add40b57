package org.openemm.exporting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import org.openemm.tabular.RowWriter;

/** Brings a column of the result into a column of the file. */
@FunctionalInterface
interface Cell {
    void write(ResultSet row, RowWriter out) throws SQLException, IOException;

    /** Text goes as the bytes that the database sent. */
    static Cell text(int place) {
        return (row, out) -> {
            byte[] value = row.getBytes(place);
            if (value == null) {
                out.empty();
            } else {
                out.text(value);
            }
        };
    }

    static Cell integer(int place) {
        return (row, out) -> {
            long value = row.getLong(place);
            if (value == 0 && row.wasNull()) {
                out.empty();
            } else {
                out.integer(value);
            }
        };
    }

    static Cell decimal(int place) {
        return (row, out) -> {
            String value = row.getString(place);
            if (value == null) {
                out.empty();
            } else {
                out.decimal(value);
            }
        };
    }

    /** The place holds the days since the year 0 (TO_DAYS). */
    static Cell day(int place) {
        return (row, out) -> {
            long days = row.getLong(place);
            if (days == 0) {
                out.empty();
            } else {
                out.day(days - DAYS_TO_1970);
            }
        };
    }

    /** The place holds text as the database writes moments, in UTC. */
    static Cell moment(int place, Offsets offsets) {
        return (row, out) -> {
            String value = row.getString(place);
            if (value == null || value.length() < MOMENT_LENGTH || value.startsWith("0000")) {
                out.empty();
            } else {
                long second = epochSecond(value);
                out.moment(second, offsets.at(second));
            }
        };
    }

    /** A word for each code; codes without a word as they are. */
    static Cell word(int place, Map<Long, byte[]> words) {
        return (row, out) -> {
            long code = row.getLong(place);
            if (code == 0 && row.wasNull()) {
                out.empty();
                return;
            }
            byte[] word = words.get(code);
            if (word == null) {
                out.integer(code);
            } else {
                out.text(word);
            }
        };
    }

    /** The same in each row. */
    static Cell constant(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return (row, out) -> {
            if (utf8.length == 0) {
                out.empty();
            } else {
                out.text(utf8);
            }
        };
    }

    /** TO_DAYS('1970-01-01'). */
    long DAYS_TO_1970 = 719_528;

    int MOMENT_LENGTH = 19;
    long SECONDS_OF_DAY = 86_400;

    private static long epochSecond(String text) {
        long day =
                LocalDate.of(
                                digits(text, 0, 4),
                                Math.max(1, digits(text, 5, 7)),
                                Math.max(1, digits(text, 8, 10)))
                        .toEpochDay();
        return day * SECONDS_OF_DAY
                + digits(text, 11, 13) * 3600L
                + digits(text, 14, 16) * 60L
                + digits(text, 17, 19);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
