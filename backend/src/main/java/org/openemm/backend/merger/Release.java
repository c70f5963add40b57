package org.openemm.backend.merger;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openemm.database.Database;
import org.openemm.delivery.Maildrop;

/**
 * Follows the one who makes packages, on a thread of its own: books the recipients of each package,
 * waits until it is on disk, then releases it, in order. Always: on disk, booked, checkpoint
 * committed, stamped. Where nothing may be sent before all is made, packages are held until {@link
 * #finish}.
 */
final class Release {
    /** Bounds what waits to be forced and booked. */
    private static final int MAX_WAITING = 32;

    /** Recipients booked in one transaction. */
    private static final int BOOKED_AT_A_TIME = 1000;

    private static final long POLL_MILLIS = 50;
    private static final long SHOW_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Database database;
    private final Clock clock;
    private final Maildrop job;
    private final GenerationFiles files;
    private final Checkpoints checkpoints;
    private final ExecutorService books;
    private final Runnable ready;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Future<?> worker;
    private Checkpoint reached;
    private long written;
    private long shownAt = System.nanoTime() - SHOW_NANOS;
    private volatile boolean ended;
    private volatile boolean aborted;

    /**
     * @param from where the generation goes on
     * @param worker runs this one as long as the generation lasts
     * @param ready told after packages were released
     */
    Release(
            Database database,
            Clock clock,
            Maildrop job,
            GenerationFiles files,
            Checkpoints checkpoints,
            Checkpoint from,
            ExecutorService books,
            ExecutorService worker,
            Runnable ready) {
        this.database = database;
        this.clock = clock;
        this.job = job;
        this.files = files;
        this.checkpoints = checkpoints;
        this.books = books;
        this.ready = ready;
        reached = from;
        written = from.mails();
        this.worker = worker.submit(this::work);
    }

    /** Takes over a package that was made. */
    void add(Block block) throws IOException {
        List<Future<?>> bookings = new ArrayList<>();
        bookings.add(block.forced());
        List<Long> ids = block.customerIds();
        for (int from = 0; !job.kind().isTrial() && from < ids.size(); from += BOOKED_AT_A_TIME) {
            List<Long> part = ids.subList(from, Math.min(ids.size(), from + BOOKED_AT_A_TIME));
            bookings.add(books.submit(() -> book(part)));
        }
        Waiting waiting = new Waiting(block, bookings);
        try {
            while (!queue.offer(waiting, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                requireAlive();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Generation.BrokenOff();
        }
    }

    /** All packages are made: returns when they may be sent. */
    Checkpoint finish() throws IOException {
        ended = true;
        awaitWorker();
        files.prepare();
        Checkpoint complete =
                (reached.early() ? reached : files.reached(reached, written)).completed();
        checkpoints.advance(job, reached, complete, List.of());
        return complete;
    }

    /** Nothing is booked or released any more when this returns. */
    void abort() {
        aborted = true;
        ended = true;
        try {
            worker.get();
        } catch (ExecutionException e) {
            // The generation has failed anyway.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        for (Waiting left : queue) {
            settle(left.bookings());
        }
    }

    private Void work() throws IOException {
        while (true) {
            Waiting first = poll();
            if (first == null) {
                if (aborted || ended && queue.isEmpty()) {
                    return null;
                }
                continue;
            }
            List<Waiting> group = new ArrayList<>();
            group.add(first);
            for (Waiting next = queue.peek(); next != null && next.isDone(); next = queue.peek()) {
                group.add(queue.remove());
            }
            try {
                release(group);
            } catch (IOException | RuntimeException e) {
                group.forEach(waiting -> settle(waiting.bookings()));
                throw e;
            }
        }
    }

    private Waiting poll() {
        try {
            return aborted ? null : queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Generation.BrokenOff();
        }
    }

    private void release(List<Waiting> group) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Checkpoint next = reached;
        for (Waiting waiting : group) {
            for (Future<?> booking : waiting.bookings()) {
                await(booking);
            }
            blocks.add(waiting.block());
            next = next.plus(waiting.block());
            written += waiting.block().customerIds().size();
        }
        if (!reached.early()) {
            show();
            return;
        }
        files.marker().require();
        files.sync();
        checkpoints.advance(job, reached, next, blocks);
        reached = next;
        for (Block block : blocks) {
            files.stamp(block);
        }
        ready.run();
    }

    private void show() {
        if (System.nanoTime() - shownAt >= SHOW_NANOS) {
            checkpoints.showProgress(job, written);
            shownAt = System.nanoTime();
        }
    }

    private void book(List<Long> customerIds) {
        database.run(tx -> Recipients.note(tx, job, customerIds, clock.instant()));
    }

    private void requireAlive() throws IOException {
        if (worker.isDone()) {
            awaitWorker();
            throw new IllegalStateException("The release ended before the generation");
        }
    }

    private void awaitWorker() throws IOException {
        await(worker);
    }

    private static void await(Future<?> work) throws IOException {
        try {
            work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Generation.BrokenOff();
        }
    }

    private static void settle(List<Future<?>> bookings) {
        for (Future<?> booking : bookings) {
            try {
                booking.get();
            } catch (ExecutionException e) {
                // Goes with the generation.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A package and what has to be done before it may be released. */
    private record Waiting(Block block, List<Future<?>> bookings) {
        boolean isDone() {
            return bookings.stream().allMatch(Future::isDone);
        }
    }
}
