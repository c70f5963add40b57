package org.openemm.backend.maillog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "Nov 21 20:49:22 host, 2026-11-21T20:50:00Z, 2026-11-21T19:49:22Z",
        "Nov  1 00:00:00 host, 2026-11-21T20:50:00Z, 2026-10-31T23:00:00Z",
        "Dec 31 23:59:59 host, 2026-12-31T23:00:01Z, 2026-12-31T22:59:59Z",
        "Dec 31 23:59:59 host, 2026-01-01T10:00:00Z, 2025-12-31T22:59:59Z",
        "Jan  1 00:00:01 host, 2025-12-31T22:59:59Z, 2025-12-31T23:00:01Z",
        "Nov 22 10:00:00 host, 2026-11-21T20:50:00Z, 2026-11-22T09:00:00Z",
        "Nov 23 10:00:00 host, 2026-11-21T20:50:00Z, 2025-11-23T09:00:00Z",
        "Feb 29 12:00:00 host, 2026-11-21T20:50:00Z, 2024-02-29T11:00:00Z",
        "2026-11-21T20:49:22.123456+01:00 host, 2026-11-21T20:50:00Z, 2026-11-21T19:49:22.123456Z",
        "2026-11-21T20:49:22-05:00 host, 2026-11-21T20:50:00Z, 2026-11-22T01:49:22Z",
        "2024-11-21T20:49:22Z host, 2026-11-21T20:50:00Z, 2024-11-21T20:49:22Z",
        "2026-11-21T20:49:22.5 host, 2026-11-21T20:50:00Z, 2026-11-21T19:49:22.500Z",
    })
    void timesOfBothFormsAreReadAlsoAroundNewYear(String line, Instant now, Instant time) {
        assertEquals(
                time,
                new LogTime(Clock.fixed(now, ZoneOffset.UTC), BERLIN)
                        .at(line)
                        .orElseThrow()
                        .time());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Nov",
                "Feb 31 12:00:00 host",
                "Nov 21 20:49:xx host",
                "Foo 21 20:49:22 host",
                "2026-13-41T20:49:22Z host",
                "1",
                "\tcontinued line of something else"
            })
    void whatIsNoTimeIsNone(String line) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T20:50:00Z"), ZoneOffset.UTC);

        assertTrue(new LogTime(clock, BERLIN).at(line).isEmpty());
    }
}
