package org.openemm.importing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** How a file writes days and moments (import_profile_tbl.date_format). */
public enum DateFormat {
    GERMAN_MINUTES(0, "dd.MM.yyyy HH:mm"),
    GERMAN_DAY(1, "dd.MM.yyyy"),
    COMPACT_DAY(2, "yyyyMMdd"),
    COMPACT_MINUTES(3, "yyyyMMdd HH:mm"),
    ISO_SECONDS(4, "yyyy-MM-dd HH:mm:ss"),
    GERMAN_SECONDS(5, "dd.MM.yyyy HH:mm:ss"),
    GERMAN_SHORT(6, "dd.MM.yy"),
    US_SECONDS(7, "MM/dd/yyyy HH:mm:ss"),
    ISO_DAY(8, "yyyy-MM-dd"),
    US_MINUTES(10, "MM/dd/yyyy HH:mm"),
    US_DAY(11, "MM/dd/yyyy"),
    US_SHORT(12, "MM/dd/yy"),
    GERMAN_SHORT_MINUTES(13, "dd.MM.yy HH:mm"),
    GERMAN_SHORT_SECONDS(14, "dd.MM.yy HH:mm:ss"),
    US_SHORT_MINUTES(15, "MM/dd/yy HH:mm"),
    US_SHORT_SECONDS(16, "MM/dd/yy HH:mm:ss");

    /** First of the hundred years that two digits can mean: 39 is 2039, 40 is 1940. */
    private static final int TWO_DIGIT_YEARS_FROM = 1940;

    private final int code;
    private final String pattern;
    private final DateTimeFormatter full;
    private final DateTimeFormatter dayOnly;

    DateFormat(int code, String pattern) {
        this.code = code;
        this.pattern = pattern;
        full = formatter(pattern);
        dayOnly = formatter(pattern.split(" ", 2)[0]);
    }

    public int code() {
        return code;
    }

    /** As people read it. */
    public String pattern() {
        return pattern;
    }

    public static Optional<DateFormat> find(int code) {
        for (DateFormat format : values()) {
            if (format.code == code) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /**
     * A moment in the file's own zone; one without time is midnight. ISO 8601 is understood beside
     * the format itself.
     */
    Optional<LocalDateTime> parse(String text) {
        Optional<LocalDateTime> exact = hasTime() ? moment(text, full) : day(text, full);
        if (exact.isPresent()) {
            return exact;
        }
        Optional<LocalDateTime> day = day(text, dayOnly);
        return day.isPresent() ? day : iso(text);
    }

    /** Whether the format itself fits the text, ISO 8601 not counted. */
    boolean fits(String text) {
        return (hasTime() ? moment(text, full) : day(text, dayOnly)).isPresent();
    }

    boolean hasTime() {
        return pattern.indexOf(' ') > 0;
    }

    private static Optional<LocalDateTime> iso(String text) {
        String value = text.replace('T', ' ');
        Optional<LocalDateTime> moment = moment(value, ISO_SECONDS.full);
        return moment.isPresent() ? moment : day(value, ISO_DAY.full);
    }

    private static Optional<LocalDateTime> moment(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(text, format));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> day(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDate.parse(text, format).atStartOfDay());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        String lenient = pattern.replace("dd.MM.", "d.M.").replace("MM/dd/", "M/d/");
        int year = lenient.indexOf("yy");
        boolean four = lenient.startsWith("yyyy", year);
        builder.appendPattern(lenient.substring(0, year));
        if (four) {
            builder.appendValue(ChronoField.YEAR, 4);
        } else {
            builder.appendValueReduced(ChronoField.YEAR, 2, 2, TWO_DIGIT_YEARS_FROM);
        }
        builder.appendPattern(lenient.substring(year + (four ? 4 : 2)));
        return builder.toFormatter().withResolverStyle(ResolverStyle.STRICT);
    }
}
