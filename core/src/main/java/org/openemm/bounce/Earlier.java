package org.openemm.bounce;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bounces that are known already, to keep each only once. */
final class Earlier {
    /**
     * A bounce speaks for so long against others that say less: mails that come back may take days.
     */
    static final Duration SPEAKS = Duration.ofDays(3);

    /** Scoring counts days, not attempts; mails sent once a day are a little less apart. */
    private static final Duration SAME = Duration.ofHours(20);

    private record Mail(int mailingId, long customerId) {}

    private record Known(int detail, Instant time) {
        boolean isWithin(Duration span, Instant other) {
            return Duration.between(time, other).abs().compareTo(span) <= 0;
        }
    }

    private final Map<Mail, List<Known>> known = new HashMap<>();

    void add(int mailingId, long customerId, int detail, Instant time) {
        known.computeIfAbsent(new Mail(mailingId, customerId), mail -> new ArrayList<>(2))
                .add(new Known(detail, time));
    }

    /** False: there is one that says the same or more. */
    boolean addIfNew(Qualified bounce) {
        Instant time = bounce.bounce().time();
        int detail = bounce.detail().code();
        List<Known> others =
                known.getOrDefault(
                        new Mail(bounce.bounce().mailingId(), bounce.bounce().customerId()),
                        List.of());
        for (Known other : others) {
            boolean saysMore =
                    BounceDetail.of(other.detail()).isHard()
                            || detail == BounceDetail.SOFT_OTHER.code();
            if (saysMore && other.isWithin(SPEAKS, time)
                    || other.detail() == detail && other.isWithin(SAME, time)) {
                return false;
            }
        }
        add(bounce.bounce().mailingId(), bounce.bounce().customerId(), detail, time);
        return true;
    }
}
