package org.openemm.profilefield;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;

/** Days and moments as people and programs write them: ISO 8601, SQL and German notation. */
final class TemporalText {
    private static final List<DateTimeFormatter> MOMENTS =
            List.of(
                    strict("uuuu-MM-dd HH:mm:ss"),
                    strict("uuuu-MM-dd'T'HH:mm:ss"),
                    strict("uuuu-MM-dd HH:mm"),
                    strict("uuuu-MM-dd'T'HH:mm"),
                    strict("d.M.uuuu HH:mm:ss"),
                    strict("d.M.uuuu HH:mm"));

    private static final List<DateTimeFormatter> DAYS =
            List.of(strict("uuuu-MM-dd"), strict("d.M.uuuu"), strict("uuuuMMdd"));

    /** TIMESTAMP of MariaDB: 1970 to the end of January 19th 2038, UTC. */
    private static final Instant FIRST_MOMENT = Instant.ofEpochSecond(1);

    private static final Instant LAST_MOMENT = Instant.ofEpochSecond(Integer.MAX_VALUE);

    private TemporalText() {}

    static Optional<LocalDate> day(String text) {
        String value = text.strip();
        for (DateTimeFormatter format : DAYS) {
            Optional<LocalDate> day = parse(value, format).map(LocalDate::from);
            if (day.isPresent()) {
                return day.filter(TemporalText::isStorable);
            }
        }
        for (DateTimeFormatter format : MOMENTS) {
            Optional<LocalDate> day = parse(value, format).map(LocalDate::from);
            if (day.isPresent()) {
                return day.filter(TemporalText::isStorable);
            }
        }
        return offset(value).map(OffsetDateTime::toLocalDate).filter(TemporalText::isStorable);
    }

    /**
     * @param zone of texts without an offset
     */
    static Optional<Instant> moment(String text, ZoneId zone) {
        String value = text.strip();
        Optional<OffsetDateTime> offset = offset(value);
        if (offset.isPresent()) {
            return offset.map(OffsetDateTime::toInstant).filter(TemporalText::isStorable);
        }
        for (DateTimeFormatter format : MOMENTS) {
            Optional<LocalDateTime> moment = parse(value, format).map(LocalDateTime::from);
            if (moment.isPresent()) {
                return moment.map(at -> at.atZone(zone).toInstant())
                        .filter(TemporalText::isStorable);
            }
        }
        for (DateTimeFormatter format : DAYS) {
            Optional<LocalDate> day = parse(value, format).map(LocalDate::from);
            if (day.isPresent()) {
                return day.map(at -> at.atTime(LocalTime.MIDNIGHT).atZone(zone).toInstant())
                        .filter(TemporalText::isStorable);
            }
        }
        return Optional.empty();
    }

    static boolean isStorable(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= 9999;
    }

    static boolean isStorable(Instant moment) {
        return !moment.isBefore(FIRST_MOMENT) && !moment.isAfter(LAST_MOMENT);
    }

    private static Optional<OffsetDateTime> offset(String text) {
        return parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .filter(at -> at.isSupported(ChronoField.OFFSET_SECONDS))
                .map(OffsetDateTime::from);
    }

    private static Optional<TemporalAccessor> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(format.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }
}
