package org.openemm.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestLimitTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void limitsAreReadFromTheirText() {
        assertEquals(
                List.of(
                        new RestLimit(432_000, Duration.ofDays(1)),
                        new RestLimit(1_200, Duration.ofMinutes(1))),
                RestLimit.parse("432000/P1D;1200/PT1M"));
        for (String wrong :
                List.of("", "5", "x/P1D", "5/x", "0/P1D", "-1/P1D", "5/PT0S", "5/-P1D")) {
            assertThrows(IllegalArgumentException.class, () -> RestLimit.parse(wrong), wrong);
        }
    }

    @Test
    void allLimitsMustHoldAndEachIsWholeAgainAtItsEnd() {
        RestBucket bucket = new RestBucket(RestLimit.parse("5/PT1H;2/PT1M"), NOW);
        assertTrue(bucket.take(1, NOW));
        assertTrue(bucket.take(1, NOW));
        assertFalse(bucket.take(1, NOW.plusSeconds(59)));
        assertTrue(bucket.take(2, NOW.plusSeconds(60)));
        assertFalse(bucket.take(2, NOW.plusSeconds(120)), "one is left of five");
        assertTrue(bucket.take(1, NOW.plusSeconds(120)));
        assertFalse(bucket.take(1, NOW.plusSeconds(3599)));
        assertTrue(bucket.take(2, NOW.plusSeconds(3600)));
    }
}
