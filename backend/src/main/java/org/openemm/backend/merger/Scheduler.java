package org.openemm.backend.merger;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openemm.backend.spool.PackageName;
import org.openemm.backend.spool.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds again and again what is due: scheduled jobs, jobs that nobody reported, generations that
 * died, and files that are of no more use.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    /** While something was broken off: mails are waiting for packages. */
    private static final Duration IN_TROUBLE = Duration.ofSeconds(1);

    private final MergerStore store;
    private final Merger merger;
    private final Recovery recovery;
    private final Spool spool;
    private Set<PackageName> useless = Set.of();
    private long lastRound = System.nanoTime() - EVERY.toNanos();
    private boolean failed;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "scheduler");
                        thread.setDaemon(true);
                        return thread;
                    });

    public Scheduler(MergerStore store, Generation generation, Merger merger, Spool spool) {
        this.store = store;
        this.merger = merger;
        this.spool = spool;
        recovery = new Recovery(store, generation, merger, spool);
    }

    public void start() {
        timer.scheduleWithFixedDelay(this::look, 0, IN_TROUBLE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(EVERY.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The scheduler does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        boolean due = System.nanoTime() - lastRound >= EVERY.toNanos();
        if (due || failed || merger.isAnyResting()) {
            lastRound = System.nanoTime();
            round();
        }
    }

    private void round() {
        try {
            recovery.run();
            store.due().forEach(merger::fire);
            tidy();
            failed = false;
        } catch (IOException | RuntimeException e) {
            if (failed) {
                LOG.debug("Scheduler: {}", e.toString());
            } else {
                LOG.warn("Scheduler, tried again until it works: {}", e.toString());
            }
            failed = true;
        }
    }

    /**
     * Final files whose packages are all gone, unless the database does not know of them yet. Seen
     * twice: a file may appear while the folder is being read.
     */
    private void tidy() throws IOException {
        Spool.Listing listing = spool.list();
        Set<String> alive =
                listing.packages().stream().map(Scheduler::whole).collect(Collectors.toSet());
        Set<Integer> unmarked =
                store.inGeneration().stream()
                        .map(job -> job.statusId())
                        .collect(Collectors.toSet());
        List<PackageName> done =
                listing.finals().stream()
                        .filter(
                                name ->
                                        !alive.contains(whole(name))
                                                && !unmarked.contains(name.run()))
                        .toList();
        for (PackageName name : done) {
            if (useless.contains(name)) {
                spool.endFile(name.base() + PackageName.FINAL, Spool.End.ARCHIVE);
            }
        }
        useless = Set.copyOf(done);
    }

    /** What one final file stands for: a whole generation, or one single package. */
    private static String whole(PackageName name) {
        return name.kind().isSingle() ? name.base() : name.companyId() + "=" + name.generation();
    }
}
