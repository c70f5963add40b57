package org.openemm.web.account;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The time zones people choose from, by their cities. */
public final class Zones {
    private final Clock clock;

    Zones(Clock clock) {
        this.clock = clock;
    }

    /**
     * A zone.
     *
     * @param id e.g. {@code America/New_York}
     * @param city e.g. {@code New York}
     * @param region e.g. {@code America}
     * @param name what people call it, in the reader's language
     * @param offset of this moment, e.g. {@code UTC+01:00}
     * @param time of day there at this moment, {@code HH:mm}
     */
    public record Zone(
            String id, String city, String region, String name, String offset, String time) {}

    /** All zones that are places, and UTC; by city. */
    List<Zone> all(Locale locale) {
        Instant now = clock.instant();
        return ZoneId.getAvailableZoneIds().stream()
                .filter(Zones::isPlace)
                .map(id -> zone(id, now, locale))
                .sorted(Comparator.comparing(Zone::city).thenComparing(Zone::id))
                .toList();
    }

    private static boolean isPlace(String id) {
        return id.equals("Etc/UTC")
                || id.contains("/") && !id.startsWith("SystemV/") && !id.startsWith("Etc/");
    }

    private static Zone zone(String id, Instant now, Locale locale) {
        ZoneId zone = ZoneId.of(id);
        String[] parts = id.replace('_', ' ').split("/");
        ZoneOffset offset = zone.getRules().getOffset(now);
        return new Zone(
                id,
                parts[parts.length - 1],
                parts[0].equals("Etc") ? "" : parts[0],
                zone.getDisplayName(TextStyle.FULL, locale),
                offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset,
                DateTimeFormatter.ofPattern("HH:mm").format(now.atZone(zone)));
    }
}
