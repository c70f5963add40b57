package org.openemm.exporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs exports, two at a time, and begins anew with those that were cut off. */
final class ExportEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ExportEngine.class);

    private static final int THREADS = 2;
    private static final Duration PULSE = Duration.ofMillis(700);
    private static final Duration WATCH = Duration.ofSeconds(20);

    /** An export that lives tells so much more often. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Database database;
    private final Clock clock;
    private final RunStore store;
    private final ExportWork work;
    private final ExportFiles files;
    private final ExportNews news;
    private final ToLongFunction<Actor> maxRows;
    private final AtomicInteger threads = new AtomicInteger();
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, this::thread);
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(this::thread);

    /** What this process works on or has in its queue. */
    private final Map<Long, Pulse> own = new ConcurrentHashMap<>();

    ExportEngine(
            Database database,
            Clock clock,
            RunStore store,
            ExportWork work,
            ExportFiles files,
            ExportNews news,
            ToLongFunction<Actor> maxRows) {
        this.database = database;
        this.clock = clock;
        this.store = store;
        this.work = work;
        this.files = files;
        this.news = news;
        this.maxRows = maxRows;
    }

    String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    void start(Export task) {
        Pulse pulse = new Pulse();
        if (own.putIfAbsent(task.id(), pulse) != null) {
            return;
        }
        try {
            workers.execute(() -> guarded(task, pulse));
        } catch (RejectedExecutionException e) {
            own.remove(task.id());
            LOG.info("Export {} begins with the next start", task.id());
        }
    }

    void cancel(long id) {
        database.run(tx -> store.cancel(tx, id, clock.instant()));
        Pulse pulse = own.get(id);
        if (pulse != null) {
            pulse.stop();
        }
    }

    /** Looks for exports that were cut off by the end of their process, now and again and again. */
    void startWatching() {
        watch.scheduleWithFixedDelay(this::look, 0, WATCH.toSeconds(), TimeUnit.SECONDS);
    }

    void close() {
        own.values().forEach(Pulse::stop);
        watch.shutdownNow();
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("An export does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void guarded(Export task, Pulse pulse) {
        try {
            if (database.inTransaction(tx -> store.begin(tx, task.id(), clock.instant()))) {
                run(task, pulse);
            }
        } catch (Pulse.Stopped e) {
            ended(task, ExportState.CANCELLED, List.of());
        } catch (InvalidInput e) {
            LOG.info("Export {} stopped: {}", task.id(), e.getMessage());
            ended(task, ExportState.FAILED, e.problems());
        } catch (RuntimeException e) {
            LOG.error("Export {} failed", task.id(), e);
            ended(
                    task,
                    ExportState.FAILED,
                    List.of(new InvalidInput.Problem("", "exporting.failed", task.id())));
        } finally {
            own.remove(task.id());
        }
    }

    private void run(Export task, Pulse pulse) {
        Actor actor = actor(task);
        var beat =
                watch.scheduleWithFixedDelay(
                        () -> beat(task, pulse),
                        PULSE.toMillis(),
                        PULSE.toMillis(),
                        TimeUnit.MILLISECONDS);
        ExportWork.Written written;
        try {
            written = work.write(actor, task, pulse, maxRows.applyAsLong(actor));
        } finally {
            beat.cancel(false);
        }
        try {
            Path file = files.complete(task.id(), task.settings().format());
            long size = Files.size(file);
            database.run(
                    tx -> {
                        store.done(
                                tx,
                                task.id(),
                                written.rows(),
                                file.toString(),
                                size,
                                written.losses(),
                                clock.instant());
                        news.done(tx, actor, task, written, size);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void beat(Export task, Pulse pulse) {
        try {
            boolean cancelled =
                    database.inTransaction(
                            tx ->
                                    store.progress(
                                            tx,
                                            task.id(),
                                            pulse.rows(),
                                            pulse.percent(),
                                            clock.instant()));
            if (cancelled) {
                pulse.stop();
            }
        } catch (RuntimeException e) {
            LOG.warn("Noting how far export {} is: {}", task.id(), e.getMessage());
        }
    }

    /** No half file stays. What stopped because the product stops is begun anew by the next one. */
    private void ended(Export task, ExportState state, List<InvalidInput.Problem> problems) {
        try {
            ExportFiles.delete(files.unfinished(task.id()));
            if (workers.isShutdown()) {
                LOG.info("Export {} begins anew with the next start", task.id());
                return;
            }
            database.run(
                    tx -> {
                        store.end(tx, task.id(), state, problems, clock.instant());
                        news.ended(tx, actor(task), task, state, problems);
                    });
        } catch (RuntimeException e) {
            LOG.warn("Noting the end of export {}: {}", task.id(), e.getMessage());
        }
    }

    private void look() {
        try {
            database.run(tx -> store.touch(tx, own.keySet(), clock.instant()));
            List<Export> left =
                    database.inTransaction(
                            tx ->
                                    store.abandoned(
                                            tx,
                                            host(),
                                            clock.instant().minus(SILENCE),
                                            clock.instant()));
            for (Export task : left) {
                if (!own.containsKey(task.id())) {
                    LOG.info("Beginning anew with export {} of {}", task.id(), task.name());
                    start(task);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Looking for exports that were cut off: {}", e.getMessage());
        }
    }

    /**
     * The user may be gone by now; what was allowed when it began is finished, and no more is seen
     * than that user may see.
     */
    private Actor actor(Export task) {
        return new Actor(
                task.adminId() == 0 ? Actor.Kind.SYSTEM : Actor.Kind.USER,
                task.adminId(),
                task.user(),
                task.companyId(),
                Set.of("wizard.export", "recipient.show"),
                Locale.ENGLISH,
                task.settings().format().zoneId(),
                database.inTransaction(tx -> store.closedLists(tx, task.adminId())),
                database.inTransaction(
                        tx -> RecipientLimit.of(tx, task.companyId(), task.adminId())));
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "export-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
