package org.openemm.importing;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.recipientreport.ReportDraft;
import org.openemm.recipientreport.ReportType;

/**
 * Lets the waiting rows into the recipients, block by block. Each block is one transaction that
 * also notes where it ended, so an import that was killed goes on behind its last block: no row
 * twice, none left out.
 */
final class ImportRun {
    /** Rows per transaction: others wait for the recipients some hundred milliseconds at most. */
    private static final int BLOCK = 5_000;

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
        int datasource = datasource();
        ImportNumbers numbers = task.numbers();
        long line = task.progress();
        boolean more = true;
        while (more) {
            Block block = block(datasource, numbers, line);
            more = block.end() > line;
            line = block.end();
            numbers = block.numbers();
            if (more && block.cancelled()) {
                end(ImportState.CANCELLED, numbers, datasource);
                throw new ImportWork.Cancelled();
            }
        }
        end(ImportState.DONE, numbers, datasource);
        return new ImportReport(task.id(), numbers, datasource);
    }

    private record Block(long end, ImportNumbers numbers, boolean cancelled) {}

    private Block block(int datasource, ImportNumbers before, long line) {
        Instant now = work.clock().instant();
        BlockWriter writer =
                new BlockWriter(
                        stage,
                        task.settings(),
                        work.catalog(actor),
                        task.companyId(),
                        datasource,
                        now);
        return work.database()
                .inTransaction(
                        tx -> {
                            BlockWriter.guard(tx);
                            long end = stage.endOfBlock(tx, line, BLOCK);
                            if (end == line) {
                                return new Block(end, before, false);
                            }
                            BlockWriter.Written written = writer.write(tx, line, end);
                            ImportNumbers numbers =
                                    before.plus(
                                            written.inserted(), written.updated(), written.bound());
                            boolean cancelled =
                                    work.store().progress(tx, task.id(), end, numbers, now);
                            return new Block(end, numbers, cancelled);
                        });
    }

    /** Created with the first block, kept when the import goes on after a crash. */
    private int datasource() {
        if (task.datasourceId() != 0) {
            return task.datasourceId();
        }
        return work.database()
                .inTransaction(
                        tx -> {
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
                            work.store()
                                    .report(tx, task.id(), insertReport(tx, numbers, datasource));
                            work.store().finish(tx, task.id(), state, numbers, List.of(), now);
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
        work.database().run(tx -> StageTable.drop(tx, task.id()));
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
