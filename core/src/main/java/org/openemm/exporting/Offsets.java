package org.openemm.exporting;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How far a zone is ahead of UTC, quickly for the moments that data is full of. */
final class Offsets {
    private static final Instant FROM = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2040-01-01T00:00:00Z");

    private final ZoneRules rules;
    private final long[] changes;
    private final int[] offsets;

    Offsets(ZoneId zone) {
        rules = zone.getRules();
        List<ZoneOffsetTransition> found = new ArrayList<>();
        for (ZoneOffsetTransition next = rules.nextTransition(FROM);
                next != null && next.getInstant().isBefore(TO);
                next = rules.nextTransition(next.getInstant())) {
            found.add(next);
        }
        changes = new long[found.size() + 2];
        offsets = new int[changes.length];
        changes[0] = FROM.getEpochSecond();
        offsets[0] = rules.getOffset(FROM).getTotalSeconds();
        for (int i = 0; i < found.size(); i++) {
            changes[i + 1] = found.get(i).toEpochSecond();
            offsets[i + 1] = found.get(i).getOffsetAfter().getTotalSeconds();
        }
        changes[changes.length - 1] = TO.getEpochSecond();
    }

    /** In seconds. */
    int at(long epochSecond) {
        if (epochSecond < changes[0] || epochSecond >= changes[changes.length - 1]) {
            return rules.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
        }
        int found = Arrays.binarySearch(changes, epochSecond);
        return offsets[found >= 0 ? found : -found - 2];
    }
}
