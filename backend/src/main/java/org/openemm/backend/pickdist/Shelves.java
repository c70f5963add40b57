package org.openemm.backend.pickdist;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.openemm.backend.spool.PackageName;

/**
 * Packages that were worked on and closed again because what is left of them has to wait: for the
 * next attempt, or for domains that take no more at present. Only names and numbers are kept, so
 * that memory does not grow with the mails that wait. Not thread-safe.
 */
final class Shelves {
    /** Where so few wait in memory, the next package is opened. */
    private static final int FEW = 100;

    private final Clock clock;
    private final Map<PackageName, Shelf> shelves = new LinkedHashMap<>();

    Shelves(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param until do not look before, milliseconds since 1970
     */
    private record Shelf(Leftovers leftovers, long until) {}

    void put(PackageName name, Leftovers leftovers) {
        shelves.put(name, new Shelf(leftovers, 0));
    }

    /** Something is wrong around the package: it is left alone for a while. */
    void rest(PackageName name, Duration time) {
        shelves.put(name, new Shelf(new Leftovers(), clock.millis() + time.toMillis()));
    }

    void remove(PackageName name) {
        shelves.remove(name);
    }

    boolean holds(PackageName name) {
        return shelves.containsKey(name);
    }

    /**
     * The first package of which a mail could leave now; null: none.
     *
     * @param inMemory how many receivers wait in open packages for the same
     */
    PackageName due(ToIntFunction<DomainLimit> inMemory) {
        if (shelves.isEmpty()) {
            return null;
        }
        long now = clock.millis();
        for (Map.Entry<PackageName, Shelf> entry : shelves.entrySet()) {
            if (isDue(entry.getValue(), entry.getKey().kind().isSingle(), now, inMemory)) {
                return entry.getKey();
            }
        }
        return null;
    }

    Map<PackageName, Leftovers> all() {
        Map<PackageName, Leftovers> all = new LinkedHashMap<>();
        shelves.forEach((name, shelf) -> all.put(name, shelf.leftovers()));
        return all;
    }

    private static boolean isDue(
            Shelf shelf, boolean single, long now, ToIntFunction<DomainLimit> inMemory) {
        if (shelf.until() > now) {
            return false;
        }
        Leftovers left = shelf.leftovers();
        return left.isEmpty()
                || left.dueAt() <= now
                || left.byLimit().keySet().stream()
                        .anyMatch(
                                limit -> inMemory.applyAsInt(limit) < FEW && limit.isReady(single));
    }
}
