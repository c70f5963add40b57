package org.openemm.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as callers write and read them. */
final class Dates {
    /** The offset is {@code Z}, {@code +02} or {@code +0530}. */
    private static final DateTimeFormatter OUT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssX", Locale.ROOT);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);

    /** Fractions of seconds and the offset may be left out; the offset is written in any way. */
    private static final DateTimeFormatter IN =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .optionalStart()
                    .appendLiteral('T')
                    .appendPattern("HH:mm:ss")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HH:MM", "Z")
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HHmm", "Z")
                    .optionalEnd()
                    .optionalEnd()
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(java.time.format.ResolverStyle.STRICT);

    private Dates() {}

    /** In the zone of the server. */
    static String text(Instant time) {
        return text(time, ZoneId.systemDefault());
    }

    static String text(Instant time, ZoneId zone) {
        return OUT.format(time.atZone(zone));
    }

    static String day(Instant time) {
        return DAY.format(time.atZone(ZoneId.systemDefault()));
    }

    /**
     * Reads ISO 8601: a day, or a time with or without fractions and offset. Without offset it is
     * meant in the zone of the server.
     *
     * @param name of the property, for the refusal
     */
    static Instant read(String name, String text) {
        try {
            TemporalAccessor read =
                    IN.parseBest(
                            text.strip(),
                            OffsetDateTime::from,
                            LocalDateTime::from,
                            LocalDate::from);
            if (read instanceof OffsetDateTime time) {
                return time.toInstant();
            }
            LocalDateTime local =
                    read instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(read);
            return local.atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.bad(
                    "Invalid date for '" + name + "': expected like 2026-11-20T18:30:00+01:00");
        }
    }
}
