package org.openemm.profilefield;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Stored values as MariaDB writes them in text, moments in UTC. */
public final class StoredText {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private StoredText() {}

    public static String of(Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof Instant moment ? MOMENT.format(moment) : value.toString();
    }
}
