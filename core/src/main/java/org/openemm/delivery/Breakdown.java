package org.openemm.delivery;

import java.util.EnumMap;
import java.util.Map;

/**
 * From everybody on the list to those who get the sending: {@code onList} less all exclusions is
 * {@code recipients}.
 *
 * @param onList everybody with the list, whatever the status
 * @param excluded numbers above 0 only
 * @param world of the recipients, those of the list itself: no admin or test recipients
 */
public record Breakdown(long onList, Map<Exclusion, Long> excluded, long recipients, long world) {
    public Breakdown {
        excluded = Map.copyOf(excluded);
    }

    /** The reasons in the order in which they are asked. */
    public Map<Exclusion, Long> inOrder() {
        Map<Exclusion, Long> ordered = new EnumMap<>(Exclusion.class);
        ordered.putAll(excluded);
        return ordered;
    }

    /**
     * With a random choice of so many of the list; admin and test recipients are not part of it.
     *
     * @param maximum 0: everybody
     */
    public Breakdown limitedTo(int maximum) {
        if (maximum <= 0 || maximum >= world) {
            return this;
        }
        Map<Exclusion, Long> more = new EnumMap<>(Exclusion.class);
        more.putAll(excluded);
        more.put(Exclusion.MAXIMUM, world - maximum);
        return new Breakdown(onList, more, recipients - (world - maximum), maximum);
    }
}
