package org.openemm.delivery;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.openemm.job.Interval;

/**
 * When a mailing that is sent again and again is sent.
 *
 * @param rule as {@link Interval} reads it, e.g. {@code 0900}: daily at nine
 * @param zone where the times of the rule are meant; summer time is that of the zone
 */
public record Schedule(String rule, ZoneId zone) {

    /**
     * @throws org.openemm.InvalidInput a rule that nobody understands
     */
    public static Schedule of(String rule, ZoneId zone) {
        Interval.parse(rule);
        return new Schedule(rule, zone);
    }

    /** The first time after this one; empty when there is none. */
    public Optional<Instant> next(Instant after) {
        return Interval.parse(rule)
                .next(after.atZone(zone))
                .map(java.time.ZonedDateTime::toInstant);
    }
}
