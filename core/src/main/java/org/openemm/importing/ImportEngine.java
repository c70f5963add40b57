package org.openemm.importing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Transaction;
import org.openemm.i18n.Texts;
import org.openemm.recipientreport.ReportDraft;
import org.openemm.recipientreport.ReportType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the work of imports, in its own threads or in the caller's. */
final class ImportEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ImportEngine.class);

    private static final Set<Integer> DISK_FULL = Set.of(1021, 1026, 1114, 3675);

    /** More would only wait for each other in the database. */
    private static final int THREADS = 2;

    /** An import at work gives a sign of life with every chunk, that is every second or so. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration WATCH = Duration.ofSeconds(20);

    /** Uploaded files are personal data: nobody wants them after two weeks (expire.upload). */
    private static final Duration KEPT = Duration.ofDays(14);

    private final ImportWork work;
    private final ActivityLog log;
    private final ImportMails mails;
    private final Texts texts = ImportMails.texts();

    private final Set<Long> writingResults = ConcurrentHashMap.newKeySet();

    private final AtomicInteger threads = new AtomicInteger();
    private final ScheduledExecutorService executor =
            Executors.newScheduledThreadPool(THREADS, this::thread);

    /** The sign of life of one that waits for the database is missing, too. */
    private final AtWork atWork = new AtWork(executor);

    private final KeyIndexCleanup indexes;

    ImportEngine(ImportWork work, ActivityLog log, ImportMails mails) {
        this.work = work;
        this.log = log;
        this.mails = mails;
        indexes = new KeyIndexCleanup(work.database(), executor);
    }

    String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    void start(Runnable task) {
        executor.execute(task);
    }

    /** Looks for imports that were cut off by the end of their process. */
    void watch(BiConsumer<Actor, Import> goOn) {
        start(indexes::dropLeft);
        executor.scheduleWithFixedDelay(
                () -> {
                    lookForAbandoned(goOn);
                    lookForResults();
                    removeForgotten();
                },
                0,
                WATCH.toSeconds(),
                TimeUnit.SECONDS);
    }

    void close() {
        executor.shutdownNow();
    }

    boolean isResumable(Import stopped) {
        return stopped.state() == ImportState.FAILED
                && stopped.datasourceId() != 0
                && isStaged(stopped.id());
    }

    private boolean isStaged(long id) {
        return work.database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                                .createQuery(
                                                        """
                                                        SELECT COUNT(*) FROM information_schema.tables
                                                         WHERE table_schema = DATABASE() AND table_name = :name
                                                        """)
                                                .bind("name", StageTable.name(id))
                                                .mapTo(Long.class)
                                                .one()
                                        > 0);
    }

    long lastLine(long id) {
        return work.database()
                .inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT COALESCE(MAX(line), 0) FROM "
                                                        + StageTable.name(id))
                                        .mapTo(Long.class)
                                        .one());
    }

    /** Begins anew when the database was away meanwhile. */
    void check(Actor actor, long id, long maxRows) {
        Import task = work.get(actor, id);
        try {
            ImportNumbers numbers =
                    Patience.get(() -> new ImportCheck(work, actor, task, maxRows).run());
            Patience.run(() -> work.finish(id, ImportState.CHECKED, numbers, List.of()));
        } catch (InvalidInput e) {
            Patience.run(() -> fail(id, e.problems()));
            throw e;
        }
    }

    ImportReport run(Actor actor, long id) {
        try {
            Import task = Patience.get(() -> work.get(actor, id));
            ImportReport report = new ImportRun(work, log, actor, task).run();
            ImportFiles.delete(Patience.get(() -> work.path(id)));
            start(() -> results(actor, id));
            return report;
        } catch (InvalidInput e) {
            Patience.run(() -> fail(id, e.problems()));
            throw e;
        }
    }

    /**
     * Runs background work and leaves its end in the database, whatever it is.
     *
     * @param state in which the import must be for it; in another one somebody has done it already
     */
    void guarded(long id, ImportState state, Runnable task) {
        atWork.run(id, () -> step(id, state, task));
    }

    private void step(long id, ImportState state, Runnable task) {
        try {
            if (Patience.get(() -> isIn(id, state))) {
                task.run();
            }
        } catch (InvalidInput e) {
            LOG.info("Import {} stopped: {}", id, e.getMessage());
        } catch (ImportWork.Cancelled e) {
            Patience.run(() -> cancelled(id));
            start(
                    () ->
                            work.withoutResults(host())
                                    .forEach(left -> results(actor(left), left.id())));
        } catch (RuntimeException e) {
            if (executor.isShutdown()) {
                LOG.info("Import {} goes on with the next start", id);
                return;
            }
            broken(id, e);
        } catch (Error e) {
            // The executor would keep it to itself, and the import would seem to be at work.
            broken(id, e);
            throw e;
        }
    }

    private boolean isIn(long id, ImportState state) {
        return work.database()
                .inTransaction(tx -> work.store().find(tx, id).filter(now -> now.state() == state))
                .isPresent();
    }

    private void broken(long id, Throwable e) {
        LOG.error("Import {} failed", id, e);
        String key = isDiskFull(e) ? "importing.disk" : "importing.failed";
        Patience.run(() -> fail(id, List.of(new InvalidInput.Problem("", key, id))));
    }

    /**
     * Writes the result files of an import that has ended, gives up its waiting rows and tells
     * people by mail. What is cut off is done again when somebody looks for it.
     */
    private void results(Actor actor, long id) {
        if (!writingResults.add(id)) {
            return;
        }
        try {
            Import task = work.get(actor, id);
            try {
                if (work.database().inTransaction(tx -> StageTable.exists(tx, id))) {
                    new ResultFiles(work, actor, task).write();
                }
            } catch (InvalidInput e) {
                LOG.info("No result files of import {}: {}", id, e.getMessage());
            }
            work.database().run(tx -> work.results().due(tx, id, false));
            work.database().run(tx -> StageTable.drop(tx, id));
            indexes.drop(task);
            mails.ended(task);
        } catch (RuntimeException e) {
            if (!executor.isShutdown()) {
                LOG.warn("Result files of import {}: {}", id, e.toString());
            }
        } finally {
            writingResults.remove(id);
        }
    }

    /** Of this machine or of the database: table full, disk full, no space for temporary files. */
    static boolean isDiskFull(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            boolean database =
                    cause instanceof SQLException sql && DISK_FULL.contains(sql.getErrorCode());
            String message = cause.getMessage() == null ? "" : cause.getMessage();
            if (database || message.contains("No space left on device")) {
                return true;
            }
        }
        return false;
    }

    private void fail(long id, List<InvalidInput.Problem> problems) {
        work.database()
                .run(
                        tx -> {
                            if (work.store().isOver(tx, id)) {
                                return;
                            }
                            work.store().fail(tx, id, problems, work.clock().instant());
                            work.store()
                                    .find(tx, id)
                                    .ifPresent(
                                            task -> {
                                                work.news().failed(tx, task);
                                                work.store().report(tx, id, report(tx, task));
                                            });
                        });
        start(() -> mails.failed(id));
        start(indexes::dropLeft);
    }

    /** One that was stopped while it was written still needs its waiting rows for the results. */
    private void cancelled(long id) {
        boolean unwritten =
                work.database()
                        .inTransaction(
                                tx ->
                                        tx.sql()
                                                        .createUpdate(
                                                                """
                                                                UPDATE recipient_import_tbl SET state = 'CANCELLED'
                                                                 WHERE import_id = :id AND state = 'CHECKING'
                                                                """)
                                                        .bind("id", id)
                                                        .execute()
                                                > 0);
        if (unwritten) {
            work.database().run(tx -> StageTable.drop(tx, id));
        }
    }

    private void lookForAbandoned(BiConsumer<Actor, Import> goOn) {
        try {
            List<Import> left =
                    work.database()
                            .inTransaction(
                                    tx ->
                                            work.store()
                                                    .abandoned(
                                                            tx,
                                                            host(),
                                                            work.clock().instant().minus(SILENCE),
                                                            work.clock().instant()));
            for (Import task : left) {
                LOG.info("Going on with import {} of {}", task.id(), task.fileName());
                if (!atWork.contains(task.id())) {
                    start(() -> goOn.accept(actor(task), task));
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Looking for imports that were cut off: {}", e.getMessage());
        }
    }

    private void lookForResults() {
        try {
            work.withoutResults(host()).forEach(task -> results(actor(task), task.id()));
            work.reports().removeLeftovers();
        } catch (RuntimeException e) {
            LOG.warn("Looking for imports without result files: {}", e.getMessage());
        }
    }

    private void removeForgotten() {
        try {
            work.database()
                    .inTransaction(
                            tx ->
                                    work.store()
                                            .forgotten(
                                                    tx, host(), work.clock().instant().minus(KEPT)))
                    .forEach(this::remove);
        } catch (RuntimeException e) {
            LOG.warn("Removing old uploads: {}", e.getMessage());
        }
    }

    private int report(Transaction tx, Import task) {
        String reason =
                task.problems().stream()
                        .map(
                                problem ->
                                        texts.text(
                                                actor(task).locale(),
                                                problem.key(),
                                                problem.arguments().toArray()))
                        .collect(Collectors.joining(" "));
        return work.reports()
                .add(
                        tx,
                        actor(task),
                        ReportDraft.of(
                                        ReportType.IMPORT,
                                        task.fileName(),
                                        task.datasourceId(),
                                        "mode=%s\nreason=%s\n"
                                                .formatted(
                                                        task.settings().mode(),
                                                        reason.replace('\n', ' ')),
                                        task.id())
                                .asFailed());
    }

    /** Removes an import with its file. */
    void remove(Import task) {
        Path file = work.path(task.id());
        work.database().run(tx -> StageTable.drop(tx, task.id()));
        work.database().run(tx -> work.store().delete(tx, task.id()));
        indexes.drop(task);
        ImportFiles.delete(file);
    }

    /** The user may be gone by now; what was allowed when it began is finished. */
    private Actor actor(Import task) {
        return new Actor(
                Actor.Kind.SYSTEM,
                task.adminId(),
                task.user(),
                task.companyId(),
                Set.of(),
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(),
                work.database()
                        .inTransaction(
                                tx -> RecipientLimit.of(tx, task.companyId(), task.adminId())));
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "import-" + threads.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
