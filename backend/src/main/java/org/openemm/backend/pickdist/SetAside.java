package org.openemm.backend.pickdist;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openemm.backend.spool.PackageReader.Receiver;

/**
 * Receivers of a package that were read and have to wait until their domains take more. Not
 * thread-safe.
 */
final class SetAside {
    private final Map<DomainLimit, Deque<Receiver>> queues = new LinkedHashMap<>();
    private int count;

    /** In memory, of all domains. */
    int count() {
        return count;
    }

    int count(DomainLimit limit) {
        Deque<Receiver> queue = queues.get(limit);
        return queue == null ? 0 : queue.size();
    }

    /** For one that comes back: it stands before all others of its domain. */
    void putFirst(Receiver receiver, DomainLimit limit) {
        queue(limit).addFirst(receiver);
        count++;
    }

    void put(Receiver receiver, DomainLimit limit) {
        queue(limit).add(receiver);
        count++;
    }

    /** One who may get a mail now, with the limit taken; null: there is none. */
    PackageRun.Picked take(boolean single) {
        for (Map.Entry<DomainLimit, Deque<Receiver>> entry : queues.entrySet()) {
            if (!entry.getValue().isEmpty() && entry.getKey().tryEnter(single)) {
                count--;
                return new PackageRun.Picked(entry.getValue().poll(), entry.getKey());
            }
        }
        return null;
    }

    /** Counts them among those who are left. */
    void addTo(Leftovers leftovers) {
        queues.forEach((limit, queue) -> leftovers.left(limit, queue.size()));
    }

    void clear() {
        queues.clear();
        count = 0;
    }

    private Deque<Receiver> queue(DomainLimit limit) {
        return queues.computeIfAbsent(limit, key -> new ArrayDeque<>());
    }
}
