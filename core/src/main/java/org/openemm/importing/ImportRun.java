package org.openemm.importing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.recipientreport.ReportDraft;
import org.openemm.recipientreport.ReportType;

/**
 * Lets the waiting rows into the recipients, block by block. Each block is one transaction that
 * leaves a row in recipient_import_block_tbl, so whoever goes on after a crash does the blocks that
 * are not there: no row twice, none left out. Bindings of recipients that a block has added follow
 * in a transaction of their own while the next block is written; what is still to be bound stands
 * in the same row.
 */
final class ImportRun {
    /**
     * Lines per transaction: enough that its overhead does not count, and others wait for the
     * recipients some hundred milliseconds at most.
     */
    private static final int BLOCK = 20_000;

    private static final int MAX_DESCRIPTION = 500;

    private final ImportWork work;
    private final ActivityLog log;
    private final Actor actor;
    private final Import task;
    private final StageTable stage;

    ImportRun(ImportWork work, ActivityLog log, Actor actor, Import task) {
        this.work = work;
        this.log = log;
        this.actor = actor;
        this.task = task;
        stage = work.stage(actor, task);
    }

    ImportReport run() {
        int datasource = Patience.get(this::datasource);
        List<ImportBlocks.Block> done =
                Patience.get(() -> inTransaction(tx -> work.blocks().of(tx, task.id())));
        long lastLine = Patience.get(() -> inTransaction(stage::lastLine));
        if (task.settings().duplicates() != DuplicateCheck.NONE) {
            Patience.run(
                    () -> stage.indexCustomers(work.database(), task.settings().mode().adds()));
        }
        WrittenBlocks written = new WrittenBlocks(done);
        boolean cancelled;
        try (Crew<ImportBlocks.Block> writers = new Crew<>("import-write-" + task.id(), writers());
                Crew<Long> binders = new Crew<>("import-bind-" + task.id(), 1)) {
            for (ImportBlocks.Block block : done) {
                bind(binders, written, block, datasource);
            }
            int block = 0;
            do {
                if (!written.has(block)) {
                    int number = block;
                    writers.give(() -> write(datasource, number));
                }
                block++;
                cancelled = writers.isFull() && settle(writers, binders, written, datasource);
            } while (!cancelled && (long) block * BLOCK < lastLine);
            while (!writers.isIdle()) {
                cancelled |= settle(writers, binders, written, datasource);
            }
            while (!binders.isIdle()) {
                written.addBound(binders.take());
            }
        }
        if (!cancelled && task.settings().mode() == ImportMode.BLOCKLIST_EXCLUSIVE) {
            Patience.run(() -> inTransaction(writer(datasource)::release));
        }
        ImportNumbers numbers =
                new WrittenBlocks(
                                Patience.get(
                                        () -> inTransaction(tx -> work.blocks().of(tx, task.id()))))
                        .numbers(task.numbers());
        ImportState end = cancelled ? ImportState.CANCELLED : ImportState.DONE;
        Patience.run(() -> end(end, numbers, datasource));
        if (cancelled) {
            throw new ImportWork.Cancelled();
        }
        return new ImportReport(task.id(), numbers, datasource);
    }

    /** Takes in a block that is written; true when somebody wants the import to stop. */
    private boolean settle(
            Crew<ImportBlocks.Block> writers,
            Crew<Long> binders,
            WrittenBlocks written,
            int datasource) {
        ImportBlocks.Block block = writers.take();
        written.add(block);
        bind(binders, written, block, datasource);
        return Patience.get(
                () ->
                        inTransaction(
                                tx ->
                                        work.store()
                                                .progress(
                                                        tx,
                                                        task.id(),
                                                        written.lines(BLOCK),
                                                        written.numbers(task.numbers()),
                                                        work.clock().instant())));
    }

    private void bind(
            Crew<Long> binders, WrittenBlocks written, ImportBlocks.Block block, int datasource) {
        if (!block.unbound()) {
            return;
        }
        if (binders.isFull()) {
            written.addBound(binders.take());
        }
        binders.give(() -> bind(datasource, block));
    }

    /** What adds recipients goes one block after the other; changes of different ones need not. */
    private int writers() {
        return task.settings().mode().updates() && !task.settings().mode().adds() ? 2 : 1;
    }

    private ImportBlocks.Block write(int datasource, int number) {
        return Patience.get(
                () -> {
                    Optional<ImportBlocks.Block> there =
                            inTransaction(tx -> work.blocks().find(tx, task.id(), number));
                    if (there.isPresent()) {
                        // Committed just when the connection was lost.
                        return there.get();
                    }
                    BlockWriter writer = writer(datasource);
                    return inTransaction(
                            tx -> {
                                long after = (long) number * BLOCK;
                                ImportBlocks.Block block =
                                        writer.write(tx, number, after, after + BLOCK);
                                work.blocks().insert(tx, task.id(), block);
                                return block;
                            });
                });
    }

    private long bind(int datasource, ImportBlocks.Block block) {
        return Patience.get(
                () -> {
                    BlockWriter writer = writer(datasource);
                    return inTransaction(
                            tx -> {
                                if (!work.blocks().bound(tx, task.id(), block.number())) {
                                    return 0L;
                                }
                                long bound = writer.bindNew(tx, block);
                                work.blocks().addBound(tx, task.id(), block.number(), bound);
                                return bound;
                            });
                });
    }

    /**
     * @throws InvalidInput when a field of the import is not there any more
     */
    private BlockWriter writer(int datasource) {
        ProfileFieldCatalog catalog = work.catalog(actor);
        for (ProfileField field : stage.fields()) {
            if (catalog.column(field.column()).isEmpty()) {
                throw new InvalidInput("columns", "importing.field.gone", field.name());
            }
        }
        return new BlockWriter(
                stage, task.settings(), catalog, actor, datasource, work.clock().instant());
    }

    private <T> T inTransaction(Database.Work<T, RuntimeException> task) {
        return work.database().inTransaction(task);
    }

    /** Created with the first block, kept when the import goes on after a crash. */
    private int datasource() {
        if (task.datasourceId() != 0) {
            return task.datasourceId();
        }
        return work.database()
                .inTransaction(
                        tx -> {
                            int kept = work.store().lockDatasource(tx, task.id());
                            if (kept != 0) {
                                return kept;
                            }
                            int id = insertDatasource(tx);
                            work.store().datasource(tx, task.id(), id);
                            return id;
                        });
    }

    private int insertDatasource(Transaction tx) {
        return tx.sql()
                .createUpdate(
                        """
                        INSERT INTO datasource_description_tbl (description, company_id, sourcegroup_id, timestamp)
                        VALUES (:description, :company,
                                (SELECT sourcegroup_id FROM sourcegroup_tbl WHERE sourcegroup_type = 'D' LIMIT 1), :now)
                        """)
                .bind("description", cut(task.fileName(), MAX_DESCRIPTION))
                .bind("company", task.companyId())
                .bind("now", work.clock().instant())
                .executeAndReturnGeneratedKeys()
                .mapTo(Integer.class)
                .one();
    }

    private void end(ImportState state, ImportNumbers numbers, int datasource) {
        Instant now = work.clock().instant();
        work.database()
                .run(
                        tx -> {
                            if (work.store().isOver(tx, task.id())) {
                                return;
                            }
                            work.store()
                                    .report(tx, task.id(), insertReport(tx, numbers, datasource));
                            work.store().finish(tx, task.id(), state, numbers, List.of(), now);
                            work.results().due(tx, task.id(), true);
                            if (state == ImportState.DONE) {
                                work.news().done(tx, task, numbers);
                            }
                            log.record(
                                    tx,
                                    actor,
                                    "import recipients",
                                    "%s (%d): %s, %d added, %d changed"
                                            .formatted(
                                                    task.fileName(),
                                                    task.id(),
                                                    state,
                                                    numbers.inserted(),
                                                    numbers.updated()));
                        });
    }

    private int insertReport(Transaction tx, ImportNumbers numbers, int datasource) {
        return work.reports()
                .add(
                        tx,
                        actor,
                        ReportDraft.of(
                                ReportType.IMPORT,
                                task.fileName(),
                                datasource,
                                reportText(numbers),
                                task.id()));
    }

    private String reportText(ImportNumbers numbers) {
        String problems =
                numbers.problems().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n"));
        return """
        file=%s
        mode=%s
        rows=%d
        inserted=%d
        updated=%d
        bound=%d
        refused=%d
        %s
        """
                .formatted(
                        task.fileName(),
                        task.settings().mode(),
                        numbers.rows(),
                        numbers.inserted(),
                        numbers.updated(),
                        numbers.bound(),
                        numbers.bad(),
                        problems);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
