package org.openemm.backend.maillog;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Times at the beginning of lines: RFC 3164 ({@code Nov 21 20:49:22}, without year, in the zone of
 * the machine) and ISO ({@code 2026-11-21T20:49:22.123456+01:00}). A line without year is of the
 * last time that this was the date: in January the lines of December are of the year before.
 */
final class LogTime {
    private static final List<String> MONTHS =
            List.of(
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec");

    /** A clock that is ahead of ours does not mean last year. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** February 29th exists this seldom. */
    private static final int YEARS = 8;

    private static final int SHORT_LENGTH = 15;

    private final Clock clock;
    private final ZoneId zone;
    private String lastText = "";
    private Instant lastTime = Instant.EPOCH;

    LogTime(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** A time and where in the line it ends. */
    record Stamp(Instant time, int end) {}

    /** Empty: the line does not begin with a time. */
    Optional<Stamp> at(String line) {
        int end =
                line.isEmpty() || !Character.isDigit(line.charAt(0))
                        ? SHORT_LENGTH
                        : line.indexOf(' ');
        if (end < SHORT_LENGTH || line.length() <= end || line.charAt(end) != ' ') {
            return Optional.empty();
        }
        String text = line.substring(0, end);
        if (!text.equals(lastText)) {
            Optional<Instant> time = parse(text);
            if (time.isEmpty()) {
                return Optional.empty();
            }
            lastText = text;
            lastTime = time.get();
        }
        return Optional.of(new Stamp(lastTime, end));
    }

    private Optional<Instant> parse(String text) {
        try {
            return Optional.of(Character.isDigit(text.charAt(0)) ? iso(text) : withoutYear(text));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Instant iso(String text) {
        int zoneAt = text.length() - "+01:00".length();
        boolean zoned =
                text.endsWith("Z") || text.charAt(zoneAt) == '+' || text.charAt(zoneAt) == '-';
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    private Instant withoutYear(String text) {
        int month = MONTHS.indexOf(text.substring(0, 3)) + 1;
        int day = Integer.parseInt(text.substring(4, 6).strip());
        int hour = Integer.parseInt(text.substring(7, 9));
        int minute = Integer.parseInt(text.substring(10, 12));
        int second = Math.min(Integer.parseInt(text.substring(13, 15)), 59);
        Instant latest = clock.instant().plus(AHEAD);
        int year = ZonedDateTime.ofInstant(latest, zone).getYear();
        for (int back = 0; back < YEARS; back++) {
            try {
                Instant time =
                        LocalDateTime.of(year - back, month, day, hour, minute, second)
                                .atZone(zone)
                                .toInstant();
                if (!time.isAfter(latest)) {
                    return time;
                }
            } catch (DateTimeException e) {
                if (month != 2 || day != 29) {
                    throw e;
                }
            }
        }
        throw new DateTimeException("No year for " + text);
    }
}
