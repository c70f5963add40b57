package org.openemm.exporting;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openemm.tabular.TimePattern;

/** How files write days and moments (export_predef_tbl.dateformat and datetimeformat). */
public enum DateStyle {
    GERMAN_MINUTES(0, "dd.MM.yyyy HH:mm"),
    GERMAN_DAY(1, "dd.MM.yyyy"),
    COMPACT_DAY(2, "yyyyMMdd"),
    COMPACT_MINUTES(3, "yyyyMMdd HH:mm"),
    ISO_SECONDS(4, "yyyy-MM-dd HH:mm:ss"),
    GERMAN_SECONDS(5, "dd.MM.yyyy HH:mm:ss"),
    GERMAN_SHORT(6, "dd.MM.yy"),
    US_SECONDS(7, "MM/dd/yyyy HH:mm:ss"),
    ISO_DAY(8, "yyyy-MM-dd"),
    ISO_8601(9, "yyyy-MM-ddTHH:mm:ssXXX"),
    US_MINUTES(10, "MM/dd/yyyy HH:mm"),
    US_DAY(11, "MM/dd/yyyy"),
    US_SHORT(12, "MM/dd/yy"),
    GERMAN_SHORT_MINUTES(13, "dd.MM.yy HH:mm"),
    GERMAN_SHORT_SECONDS(14, "dd.MM.yy HH:mm:ss"),
    US_SHORT_MINUTES(15, "MM/dd/yy HH:mm"),
    US_SHORT_SECONDS(16, "MM/dd/yy HH:mm:ss");

    private final int code;
    private final TimePattern pattern;

    DateStyle(int code, String pattern) {
        this.code = code;
        this.pattern = TimePattern.of(pattern);
    }

    public int code() {
        return code;
    }

    public TimePattern pattern() {
        return pattern;
    }

    /** Those for days. */
    public static List<DateStyle> days() {
        return Arrays.stream(values()).filter(style -> !style.hasTime()).toList();
    }

    /** Those for moments. */
    public static List<DateStyle> moments() {
        return Arrays.stream(values()).filter(DateStyle::hasTime).toList();
    }

    public static Optional<DateStyle> find(int code) {
        return Arrays.stream(values()).filter(style -> style.code == code).findFirst();
    }

    private boolean hasTime() {
        return pattern.pattern().contains("HH");
    }
}
