package org.openemm.backend.pickdist;

import java.time.Duration;

/**
 * How patient a lane is.
 *
 * @param firstRetry a mail that was put off (4xx) is tried again after this time, then after twice
 *     as long and so on
 * @param longestRetry upper limit of that time
 * @param giveUp mails put off for so long since the package was due are given up
 * @param syncEvery lines of the resume record after which they are forced to disk; 0: left to the
 *     operating system, which is safe as long as the machine keeps running
 */
public record LaneSettings(
        Duration firstRetry, Duration longestRetry, Duration giveUp, int syncEvery) {
    public static LaneSettings defaults() {
        return new LaneSettings(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(5), 0);
    }

    LaneSettings withGiveUp(Duration lifetime) {
        return new LaneSettings(firstRetry, longestRetry, lifetime, syncEvery);
    }

    /** Before the given attempt, counted from 1. */
    Duration wait(int attempt) {
        long millis = firstRetry.toMillis() << Math.min(attempt - 1, 20);
        return Duration.ofMillis(Math.min(millis, longestRetry.toMillis()));
    }
}
