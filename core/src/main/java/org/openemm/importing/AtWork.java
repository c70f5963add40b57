package org.openemm.importing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The imports that a thread of this process works on: one step at a time of each. A step that is
 * asked for while the one before is about to end, which the database says a moment earlier than the
 * thread, is done after it.
 */
final class AtWork {
    private static final long PAUSE_MILLIS = 25;

    private final Set<Long> imports = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService executor;

    AtWork(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    boolean contains(long id) {
        return imports.contains(id);
    }

    /** Runs the step now, in this thread, or as soon as the step before has ended, in another. */
    void run(long id, Runnable step) {
        if (!imports.add(id)) {
            if (!executor.isShutdown()) {
                executor.schedule(() -> run(id, step), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
            return;
        }
        try {
            step.run();
        } finally {
            imports.remove(id);
        }
    }
}
