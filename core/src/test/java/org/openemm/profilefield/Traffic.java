package org.openemm.profilefield;

import static org.openemm.recipient.RecipientTestBase.ANNA;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.openemm.Core;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/** Somebody who reads, changes and binds recipients all the time, one after the other. */
final class Traffic implements AutoCloseable {
    private final Core core;
    private final int list;
    private final int recipients;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "traffic");
    private volatile boolean stopped;

    Traffic(Core core, int list, int recipients) {
        this.core = core;
        this.list = list;
        this.recipients = recipients;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!stopped) {
            long begin = System.nanoTime();
            long step = done.incrementAndGet();
            try {
                long id =
                        core.recipients()
                                .findBy(
                                        ANNA,
                                        "email",
                                        "p" + (step * 7919 % recipients + 1) + "@example.com")
                                .get(0);
                core.recipients().get(ANNA, id);
                core.recipients().update(ANNA, id, Map.of("firstname", "step" + step));
                core.bindings()
                        .set(
                                ANNA,
                                Binding.of(id, list, UserType.WORLD, BindingStatus.ACTIVE, "test"));
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
            slowest.accumulateAndGet((System.nanoTime() - begin) / 1_000_000, Math::max);
        }
    }

    /** Milliseconds that the slowest step took. */
    long stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return slowest.get();
    }

    long done() {
        return done.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
