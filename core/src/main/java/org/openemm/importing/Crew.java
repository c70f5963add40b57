package org.openemm.importing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that work for one import. Takes at most a bounded number of tasks, then the giver
 * waits, so that memory stays flat. Used by one thread.
 *
 * @param <T> what a task results in
 */
final class Crew<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final ExecutorService threads;
    private final Deque<Future<T>> open = new ArrayDeque<>();
    private final int most;

    Crew(String name, int size) {
        AtomicInteger number = new AtomicInteger();
        most = size + 1;
        threads =
                Executors.newFixedThreadPool(
                        size,
                        task -> {
                            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    boolean isFull() {
        return open.size() >= most;
    }

    boolean isIdle() {
        return open.isEmpty();
    }

    void give(Callable<T> task) {
        open.add(threads.submit(task));
    }

    /** Waits for the oldest task; what it threw is thrown here. */
    T take() {
        try {
            return open.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportWork.Interrupted();
        }
    }

    /** Waits until nobody works any more; tasks that have not begun are given up. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.info("Waiting for a statement of an import to end");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
