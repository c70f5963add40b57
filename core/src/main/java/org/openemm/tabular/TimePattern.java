package org.openemm.tabular;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How days and moments are written: a pattern of {@code yyyy yy MM dd HH mm ss XXX} and other
 * characters that stand for themselves. Immutable.
 */
public final class TimePattern {
    private static final int SECONDS_OF_DAY = 86_400;
    private static final List<String> PARTS =
            List.of("yyyy", "yy", "MM", "dd", "HH", "mm", "ss", "XXX");

    /** ISO 8601, as JSON has it. */
    static final TimePattern ISO_MOMENT = of("yyyy-MM-ddTHH:mm:ssXXX");

    static final TimePattern ISO_DAY = of("yyyy-MM-dd");

    private final String pattern;
    private final String[] parts;

    private TimePattern(String pattern, List<String> parts) {
        this.pattern = pattern;
        this.parts = parts.toArray(String[]::new);
    }

    public static TimePattern of(String pattern) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < pattern.length(); ) {
            int from = at;
            String part =
                    PARTS.stream()
                            .filter(one -> pattern.startsWith(one, from))
                            .findFirst()
                            .orElse(pattern.substring(from, from + 1));
            parts.add(part);
            at += part.length();
        }
        return new TimePattern(pattern, parts);
    }

    /** As people read it. */
    public String pattern() {
        return pattern;
    }

    /** The same for a spreadsheet, which knows no zones. */
    String ofSpreadsheet() {
        StringBuilder code = new StringBuilder();
        for (String part : parts) {
            switch (part) {
                case "yyyy", "yy", "MM", "dd", "HH", "mm", "ss" ->
                        code.append(part.toLowerCase(java.util.Locale.ROOT));
                case "XXX" -> {}
                default -> code.append('\\').append(part);
            }
        }
        return code.toString();
    }

    void write(ByteSink out, long epochDay, int secondOfDay, int offset) throws IOException {
        // Days to year, month and day as in "chrono-compatible low-level date algorithms" by
        // H. Hinnant: years that begin in March, eras of 400 years.
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long fromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
        long month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        for (String part : parts) {
            switch (part) {
                case "yyyy" -> out.digits(year, 4);
                case "yy" -> out.digits(year, 2);
                case "MM" -> out.digits(month, 2);
                case "dd" -> out.digits(day, 2);
                case "HH" -> out.digits(secondOfDay / 3600, 2);
                case "mm" -> out.digits(secondOfDay / 60 % 60, 2);
                case "ss" -> out.digits(secondOfDay % 60, 2);
                case "XXX" -> zone(out, offset);
                default -> out.write(part.charAt(0));
            }
        }
    }

    void write(ByteSink out, long epochSecond, int offset) throws IOException {
        long local = epochSecond + offset;
        long day = Math.floorDiv(local, (long) SECONDS_OF_DAY);
        write(out, day, (int) (local - day * SECONDS_OF_DAY), offset);
    }

    private static void zone(ByteSink out, int offset) throws IOException {
        if (offset == 0) {
            out.write('Z');
            return;
        }
        out.write(offset < 0 ? '-' : '+');
        int minutes = Math.abs(offset) / 60;
        out.digits(minutes / 60, 2);
        out.write(':');
        out.digits(minutes % 60, 2);
    }
}
