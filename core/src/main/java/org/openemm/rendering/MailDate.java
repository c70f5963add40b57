package org.openemm.rendering;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The date of a mail (RFC 5322) in GMT; written out once per second, not once per mail. */
final class MailDate implements TagValue {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final Clock clock;
    private volatile Written last = new Written(-1, "");

    MailDate(Clock clock) {
        this.clock = clock;
    }

    private record Written(long second, String text) {}

    @Override
    public String of(RecipientRow row) {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Written written = last;
        if (written.second() != second) {
            written =
                    new Written(
                            second,
                            FORMAT.format(Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC)));
            last = written;
        }
        return written.text();
    }
}
