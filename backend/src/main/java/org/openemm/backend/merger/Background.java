package org.openemm.backend.merger;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of the merger. */
final class Background {
    private Background() {}

    static ExecutorService pool(String name, int size) {
        AtomicInteger counter = new AtomicInteger();
        return Executors.newFixedThreadPool(
                size,
                task -> {
                    Thread thread = new Thread(task, name + "-" + counter.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
