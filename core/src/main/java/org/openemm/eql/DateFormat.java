package org.openemm.eql;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The format behind DATEFORMAT: YYYY, MM, DD and the separators {@code . - _} in any order and
 * number. Dates are compared as texts of this format, hence MMDD for birthdays.
 *
 * @param pattern as written
 * @param parts the same taken apart
 */
public record DateFormat(String pattern, List<Part> parts) {
    /** Pieces of a format. */
    public enum Part {
        YEAR("YYYY", "%Y"),
        MONTH("MM", "%m"),
        DAY("DD", "%d"),
        DOT(".", "."),
        HYPHEN("-", "-"),
        UNDERSCORE("_", "_");

        private final String symbol;
        private final String sql;

        Part(String symbol, String sql) {
            this.symbol = symbol;
            this.sql = sql;
        }

        boolean isDigits() {
            return symbol.length() > 1;
        }
    }

    /**
     * A constant brought into a format.
     *
     * @param text in the full width of the format
     * @param day the day it means, when the format names exactly one year, month and day
     */
    public record Normalized(String text, Optional<LocalDate> day) {}

    /** Empty when the text is no such format. */
    static Optional<DateFormat> parse(String pattern) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            Optional<Part> next = partAt(pattern, at);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            parts.add(next.get());
            at += next.get().symbol.length();
        }
        return parts.stream().anyMatch(Part::isDigits)
                ? Optional.of(new DateFormat(pattern, List.copyOf(parts)))
                : Optional.empty();
    }

    /** The format for DATE_FORMAT of MariaDB. */
    String sql() {
        StringBuilder sql = new StringBuilder();
        parts.forEach(part -> sql.append(part.sql));
        return sql.toString();
    }

    /** Whether the format names a single day: year, month and day once each. */
    public boolean isDay() {
        List<Part> digits = digits();
        return digits.size() == 3 && digits.containsAll(List.of(Part.YEAR, Part.MONTH, Part.DAY));
    }

    /** Whether the order of the texts is the order of the dates. */
    public boolean isSortable() {
        List<Part> digits = digits();
        for (int i = 1; i < digits.size(); i++) {
            if (digits.get(i).compareTo(digits.get(i - 1)) <= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Brings a constant into this format: a number may lack leading zeros where no other number
     * touches it.
     *
     * @return empty when the text does not have this format or no such date is possible
     */
    Optional<Normalized> normalize(String text) {
        Map<Part, Integer> values = new EnumMap<>(Part.class);
        StringBuilder normalized = new StringBuilder();
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (!part.isDigits()) {
                if (!text.startsWith(part.symbol, at)) {
                    return Optional.empty();
                }
                normalized.append(part.symbol);
                at++;
                continue;
            }
            int end = endOfDigits(text, at, part.symbol.length());
            int width = end - at;
            if (width == 0 || width < part.symbol.length() && touchesDigits(i)) {
                return Optional.empty();
            }
            int value = Integer.parseInt(text.substring(at, end));
            Integer before = values.put(part, value);
            if (before != null && before != value) {
                return Optional.empty();
            }
            normalized.append("0".repeat(part.symbol.length() - width)).append(text, at, end);
            at = end;
        }
        if (at < text.length() || !isPossible(values)) {
            return Optional.empty();
        }
        return Optional.of(new Normalized(normalized.toString(), day(values)));
    }

    private Optional<LocalDate> day(Map<Part, Integer> values) {
        return isDay()
                ? Optional.of(
                        LocalDate.of(
                                values.get(Part.YEAR),
                                values.get(Part.MONTH),
                                values.get(Part.DAY)))
                : Optional.empty();
    }

    private List<Part> digits() {
        return parts.stream().filter(Part::isDigits).toList();
    }

    private boolean touchesDigits(int index) {
        return index > 0 && parts.get(index - 1).isDigits()
                || index + 1 < parts.size() && parts.get(index + 1).isDigits();
    }

    private static boolean isPossible(Map<Part, Integer> values) {
        Integer year = values.get(Part.YEAR);
        Integer month = values.get(Part.MONTH);
        Integer day = values.get(Part.DAY);
        try {
            if (month == null) {
                return day == null || day >= 1 && day <= 31;
            }
            if (day == null) {
                return YearMonth.of(2000, month) != null;
            }
            return (year == null ? MonthDay.of(month, day) : LocalDate.of(year, month, day))
                    != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int endOfDigits(String text, int from, int most) {
        int end = from;
        while (end < text.length()
                && end - from < most
                && text.charAt(end) >= '0'
                && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static Optional<Part> partAt(String pattern, int at) {
        for (Part part : Part.values()) {
            if (pattern.startsWith(part.symbol, at)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
