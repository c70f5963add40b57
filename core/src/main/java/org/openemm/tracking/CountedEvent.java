package org.openemm.tracking;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event as it is stored: with its device, and without the person when that person must not be
 * tracked.
 *
 * @param customerId 0 when anonymous
 * @param address null when anonymous
 */
record CountedEvent(
        TrackingEvent.Kind kind,
        int mailingId,
        long customerId,
        int urlId,
        Instant time,
        String address,
        Equipment equipment) {

    static CountedEvent of(TrackingEvent event, Equipment equipment, boolean hidden) {
        boolean anonymous = hidden || event.isAnonymous();
        return new CountedEvent(
                event.kind(),
                event.mailingId(),
                anonymous ? 0 : event.customerId(),
                event.urlId(),
                Instant.ofEpochMilli(event.time()),
                anonymous || event.address().isEmpty() ? null : event.address(),
                equipment);
    }

    boolean isAnonymous() {
        return customerId == 0;
    }

    boolean isMobile() {
        return equipment.kind() == Equipment.Kind.MOBILE;
    }

    Instant hour() {
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    Reader reader() {
        return new Reader(mailingId, customerId);
    }

    /** One recipient of one mailing. */
    record Reader(int mailingId, long customerId) {}
}
