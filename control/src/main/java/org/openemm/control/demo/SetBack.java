package org.openemm.control.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that is some days slow: what is done by it seems to have been done then. */
final class SetBack extends Clock {
    private final Clock clock;
    private volatile Duration by = Duration.ZERO;

    SetBack(Clock clock) {
        this.clock = clock;
    }

    void setBack(Duration duration) {
        by = duration;
    }

    @Override
    public Instant instant() {
        return clock.instant().minus(by);
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        SetBack other = new SetBack(clock.withZone(zone));
        other.by = by;
        return other;
    }
}
