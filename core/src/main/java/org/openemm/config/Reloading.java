package org.openemm.config;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value from the database that is read again when it is old. While the database is away the old
 * value serves on, and one thread reads while the others go on with what there is. Thread-safe.
 */
final class Reloading<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    /** Until the next try after a failed one. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Supplier<T> source;
    private final Function<T, Duration> lifetime;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Held<T> held;

    private record Held<T>(T value, Instant until) {}

    /**
     * @param lifetime how long a value is good, asked once when it was read
     */
    Reloading(Supplier<T> source, Function<T, Duration> lifetime, Clock clock) {
        this.source = source;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    T get() {
        Held<T> now = held;
        if (now == null) {
            return first();
        }
        if (clock.instant().isBefore(now.until()) || !reading.tryLock()) {
            return now.value();
        }
        try {
            return read().value();
        } catch (RuntimeException e) {
            LOG.warn("Old configuration serves on: {}", e.getMessage());
            held = new Held<>(now.value(), clock.instant().plus(PAUSE));
            return now.value();
        } finally {
            reading.unlock();
        }
    }

    /** The next {@link #get} reads again. */
    void forget() {
        held = null;
    }

    private T first() {
        reading.lock();
        try {
            Held<T> now = held;
            return now == null ? read().value() : now.value();
        } finally {
            reading.unlock();
        }
    }

    private Held<T> read() {
        T value = source.get();
        Held<T> fresh = new Held<>(value, clock.instant().plus(lifetime.apply(value)));
        held = fresh;
        return fresh;
    }
}
