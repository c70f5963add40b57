package org.openemm.soap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as they travel: ISO 8601, and on input also the older form {@code yyyy-MM-dd HH:mm:ss zzz}.
 */
final class Dates {
    private static final DateTimeFormatter LEGACY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter FIELD =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssX", Locale.ENGLISH);

    private Dates() {}

    /**
     * Reads a time: with zone, without (then the server's), or in the older form. A date alone is
     * none.
     *
     * @return empty when it cannot be read
     */
    static Optional<Instant> read(String text) {
        String stripped = text.strip();
        try {
            return Optional.of(OffsetDateTime.parse(stripped).toInstant());
        } catch (DateTimeException e) {
            // Then one of the other forms.
        }
        try {
            return Optional.of(
                    LocalDateTime.parse(stripped).atZone(ZoneId.systemDefault()).toInstant());
        } catch (DateTimeException e) {
            // Then the older form.
        }
        try {
            return Optional.of(ZonedDateTime.parse(stripped, LEGACY).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A valid xs:dateTime, whole seconds, in UTC. */
    static String write(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(time.getEpochSecond()));
    }

    /** A profile field's time in a Map. */
    static String writeField(ZonedDateTime time) {
        return FIELD.format(time.withZoneSameInstant(ZoneOffset.systemDefault()));
    }
}
