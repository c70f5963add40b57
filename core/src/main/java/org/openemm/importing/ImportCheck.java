package org.openemm.importing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;

/**
 * Reads a file once, puts the good rows into the stage table and the bad ones aside, and counts.
 * Nothing is written to the recipients. Can be repeated: it begins anew each time.
 */
final class ImportCheck {
    /** Rows of one transaction. */
    private static final int CHUNK = 2_000;

    /** Characters after which a chunk ends before it is full: flat memory with long rows, too. */
    private static final int CHUNK_CHARACTERS = 1_000_000;

    /** So often people see progress, and the wish to stop is heard. */
    private static final Duration BEAT = Duration.ofMillis(500);

    /** Lines whose recipients are looked up by one statement. */
    private static final int LOOKUP = 50_000;

    private final ImportWork work;
    private final Actor actor;
    private final Import task;
    private final long maxRows;
    private final StageTable stage;
    private final Map<RowProblem, Long> problems = new EnumMap<>(RowProblem.class);
    private Map<Long, List<String>> fixed = Map.of();
    private long rows;
    private long lastBeat = System.nanoTime();

    ImportCheck(ImportWork work, Actor actor, Import task, long maxRows) {
        this.work = work;
        this.actor = actor;
        this.task = task;
        this.maxRows = maxRows;
        stage = work.stage(actor, task);
    }

    ImportNumbers run() {
        work.database().run(tx -> work.badRows().clear(tx, task.id()));
        work.database().run(tx -> work.blocks().clear(tx, task.id()));
        work.database().run(stage::create);
        fixed = work.database().inTransaction(tx -> work.badRows().fixed(tx, task.id()));
        read();
        try {
            return compare();
        } finally {
            KeyIndex.drop(work.database(), task.id(), StageTable.customers(task.companyId()));
        }
    }

    private ImportNumbers compare() {
        LeftOut leftOut = new LeftOut(work, actor, task, stage, this::asTyped);
        try (Crew<Boolean> crew = new Crew<>("import-look-" + task.id(), 1)) {
            // Beside the recipients that are there, which take as long.
            crew.give(leftOut::isNeeded);
            indexKey();
            long known = known();
            if (!crew.take()) {
                return count(known);
            }
        }
        leftOut.setAside(problems, () -> beat(task.total(), problems));
        return count(known());
    }

    private void indexKey() {
        if (task.settings().duplicates() != DuplicateCheck.NONE) {
            stage.indexCustomers(work.database(), false);
        }
    }

    private void read() {
        try (CsvFile file = work.open(task);
                Staging staging = new Staging(work, actor, task, stage, blockedPatterns())) {
            checkHeading(file);
            List<CsvFile.Row> chunk = new ArrayList<>(CHUNK);
            int characters = 0;
            for (Optional<CsvFile.Row> row = file.next(); row.isPresent(); row = file.next()) {
                if (++rows > maxRows) {
                    throw new InvalidInput("file", "importing.file.rows", maxRows);
                }
                chunk.add(asTyped(row.get()));
                for (String cell : row.get().cells()) {
                    characters += cell.length();
                }
                if (chunk.size() >= CHUNK || characters > CHUNK_CHARACTERS) {
                    staging.add(chunk);
                    chunk = new ArrayList<>(CHUNK);
                    characters = 0;
                    beat(file.position(), staging.problems());
                }
            }
            staging.add(chunk);
            staging.finish();
            problems.putAll(staging.problems());
        }
    }

    /** A row that somebody has corrected counts as it was typed. */
    private CsvFile.Row asTyped(CsvFile.Row row) {
        List<String> typed = fixed.get(row.line());
        return typed == null ? row : new CsvFile.Row(row.line(), typed);
    }

    private Optional<Predicate<String>> blockedPatterns() {
        return task.settings().mode().blocks()
                ? Optional.empty()
                : work.database()
                        .inTransaction(tx -> work.blocklist().patterns(tx, task.companyId()));
    }

    private void checkHeading(CsvFile file) {
        int width =
                file.heading()
                        .orElseThrow(() -> new InvalidInput("file", "importing.file.empty"))
                        .size();
        if (width != task.settings().columns().size()) {
            throw new InvalidInput(
                    "columns", "importing.columns.number", task.settings().columns().size(), width);
        }
    }

    private void beat(long position, Map<RowProblem, Long> bad) {
        if (System.nanoTime() - lastBeat < BEAT.toNanos()) {
            return;
        }
        lastBeat = System.nanoTime();
        ImportNumbers soFar = new ImportNumbers(rows, bad, 0, 0, 0, 0, 0);
        boolean cancelled =
                work.database()
                        .inTransaction(
                                tx ->
                                        work.store()
                                                .progress(
                                                        tx,
                                                        task.id(),
                                                        position,
                                                        soFar,
                                                        work.clock().instant()));
        if (cancelled) {
            throw new ImportWork.Cancelled();
        }
    }

    /** Rows whose recipient is there. */
    private long known() {
        if (task.settings().duplicates() == DuplicateCheck.NONE) {
            return 0;
        }
        long last = work.database().inTransaction(stage::lastLine);
        long found = 0;
        try (Crew<Long> crew = new Crew<>("import-look-" + task.id(), 2)) {
            for (long after = 0; after < last; after += LOOKUP) {
                if (crew.isFull()) {
                    found += crew.take();
                    beat(task.total(), problems);
                }
                crew.give(lookUp(after));
            }
            while (!crew.isIdle()) {
                found += crew.take();
            }
        }
        return found;
    }

    private Callable<Long> lookUp(long after) {
        return () ->
                work.database().inTransaction(tx -> stage.countKnown(tx, after, after + LOOKUP));
    }

    private ImportNumbers count(long known) {
        long all = work.database().inTransaction(stage::count);
        return new ImportNumbers(rows, problems, all - known, known, 0, 0, 0);
    }
}
