package org.openemm.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers for the eye that cost time to count, kept in proportion to what they cost: a count of 10
 * ms is made anew each time, one of half a second serves for ten seconds and is then renewed behind
 * the back of whoever asks. Small tenants see exact numbers, big ones quick pages. Never for what
 * decides something. Thread-safe.
 */
public final class Counted implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Counted.class);

    /** Cheaper counts are not kept. */
    private static final Duration CHEAP = Duration.ofMillis(25);

    /** A number is fresh this many times as long as counting took. */
    private static final int FRESH = 20;

    /** An older one still serves while it is being renewed; beyond, one waits. */
    private static final int USABLE = 200;

    private static final int KEPT = 2_000;

    private final Clock clock;
    private final Cache<Object, Held> held = Caffeine.newBuilder().maximumSize(KEPT).build();
    private final Set<Object> renewing = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread thread = new Thread(work, "counting");
                        thread.setDaemon(true);
                        return thread;
                    });

    private record Held(Object value, Instant since, Duration cost) {
        boolean isYounger(int times, Instant now) {
            return now.isBefore(since.plus(cost.multipliedBy(times)));
        }
    }

    public Counted(Clock clock) {
        this.clock = clock;
    }

    /**
     * The answer of the count, perhaps one of a little while ago.
     *
     * @param key value that tells counts apart: what is counted, the company, the conditions
     * @param count immutable answer, never null
     */
    @SuppressWarnings("unchecked") // one key belongs to one kind of count
    public <T> T of(Object key, Supplier<T> count) {
        Held known = held.getIfPresent(key);
        Instant now = clock.instant();
        if (known == null || !known.isYounger(USABLE, now)) {
            return (T) count(key, count).value();
        }
        if (!known.isYounger(FRESH, now)) {
            renew(key, count);
        }
        return (T) known.value();
    }

    private Held count(Object key, Supplier<?> count) {
        Instant start = clock.instant();
        Object value = count.get();
        Instant end = clock.instant();
        Held counted = new Held(value, end, Duration.between(start, end));
        if (counted.cost().compareTo(CHEAP) < 0) {
            held.invalidate(key);
        } else {
            held.put(key, counted);
        }
        return counted;
    }

    private void renew(Object key, Supplier<?> count) {
        if (!renewing.add(key)) {
            return;
        }
        try {
            worker.execute(
                    () -> {
                        try {
                            count(key, count);
                        } catch (RuntimeException e) {
                            LOG.warn("A count could not be renewed: {}", e.getMessage());
                        } finally {
                            renewing.remove(key);
                        }
                    });
        } catch (RejectedExecutionException e) {
            renewing.remove(key);
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
