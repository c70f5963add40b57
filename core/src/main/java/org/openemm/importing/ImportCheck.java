package org.openemm.importing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/**
 * Reads a file once, puts the good rows into the stage table and the bad ones aside, and counts.
 * Nothing is written to the recipients. Can be repeated: it begins anew each time.
 */
final class ImportCheck {
    /** Rows per transaction: big enough for bulk inserts, small enough to show progress. */
    private static final int CHUNK = 5_000;

    private static final int REMOVE_AT_ONCE = 1_000;

    private final ImportWork work;
    private final Actor actor;
    private final Import task;
    private final long maxRows;
    private final RowParser parser;
    private final StageTable stage;
    private final List<StageTable.Row> good = new ArrayList<>();
    private final List<BadRow> bad = new ArrayList<>();
    private final Map<RowProblem, Long> problems = new EnumMap<>(RowProblem.class);
    private long rows;

    ImportCheck(ImportWork work, Actor actor, Import task, long maxRows) {
        this.work = work;
        this.actor = actor;
        this.task = task;
        this.maxRows = maxRows;
        parser = work.parser(actor, task.settings());
        stage = work.stage(actor, task);
    }

    ImportNumbers run() {
        work.database().run(tx -> work.badRows().clear(tx, task.id()));
        work.database().run(stage::create);
        try (CsvFile file = CsvFile.open(work.path(task.id()), task.settings().format())) {
            checkHeading(file.next());
            for (Optional<CsvFile.Row> row = file.next(); row.isPresent(); row = file.next()) {
                add(row.get());
                if (good.size() + bad.size() >= CHUNK) {
                    store(file.position());
                }
            }
            store(file.position());
        }
        work.database().run(stage::index);
        setAside(duplicates(), blocklisted());
        return work.database().inTransaction(this::count);
    }

    private void checkHeading(Optional<CsvFile.Row> heading) {
        if (heading.isEmpty()) {
            throw new InvalidInput("file", "importing.file.empty");
        }
        int width = heading.get().cells().size();
        if (width != task.settings().columns().size()) {
            throw new InvalidInput(
                    "columns", "importing.columns.number", task.settings().columns().size(), width);
        }
    }

    private void add(CsvFile.Row row) {
        if (++rows > maxRows) {
            throw new InvalidInput("file", "importing.file.rows", maxRows);
        }
        RowParser.Parsed parsed = parser.parse(row.cells());
        if (parsed.problems().isEmpty()) {
            good.add(new StageTable.Row(row.line(), parsed.values()));
        } else {
            putAside(new BadRow(row.line(), parsed.problems(), row.cells()));
        }
    }

    private void putAside(BadRow row) {
        bad.add(row);
        problems.merge(RowProblem.of(row.problems().get(0).key()), 1L, Long::sum);
    }

    private void store(long position) {
        boolean cancelled =
                work.database()
                        .inTransaction(
                                tx -> {
                                    stage.insert(tx, good);
                                    work.badRows().insert(tx, task.id(), bad);
                                    return work.store()
                                            .progress(
                                                    tx,
                                                    task.id(),
                                                    position,
                                                    numbers(0, 0),
                                                    work.clock().instant());
                                });
        good.clear();
        bad.clear();
        if (cancelled) {
            throw new ImportWork.Cancelled();
        }
    }

    private Map<Long, InvalidInput.Problem> duplicates() {
        Map<Long, InvalidInput.Problem> found = new HashMap<>();
        String key = task.settings().keyColumns().get(0);
        work.database()
                .inTransaction(stage::duplicates)
                .forEach(
                        (line, first) ->
                                found.put(
                                        line,
                                        new InvalidInput.Problem(
                                                key, RowProblem.DUPLICATE.key(), first)));
        return found;
    }

    private Map<Long, InvalidInput.Problem> blocklisted() {
        Map<Long, InvalidInput.Problem> found = new HashMap<>();
        boolean hasEmail =
                stage.fields().stream().anyMatch(field -> field.column().equals("email"));
        if (hasEmail && !task.settings().mode().blocks()) {
            work.database()
                    .inTransaction(tx -> new BlocklistedLines(work.blocklist(), stage).of(tx, task))
                    .forEach(
                            line ->
                                    found.put(
                                            line,
                                            new InvalidInput.Problem(
                                                    "email", RowProblem.BLOCKLISTED.key())));
        }
        return found;
    }

    /** The cells of these rows are not in the stage table, so the file is read once more. */
    private void setAside(
            Map<Long, InvalidInput.Problem> duplicates,
            Map<Long, InvalidInput.Problem> blocklisted) {
        Map<Long, InvalidInput.Problem> lines = new HashMap<>(duplicates);
        lines.putAll(blocklisted);
        if (lines.isEmpty()) {
            return;
        }
        try (CsvFile file = CsvFile.open(work.path(task.id()), task.settings().format())) {
            for (Optional<CsvFile.Row> row = file.next(); row.isPresent(); row = file.next()) {
                InvalidInput.Problem problem = lines.get(row.get().line());
                if (problem != null) {
                    putAside(new BadRow(row.get().line(), List.of(problem), row.get().cells()));
                    if (bad.size() >= REMOVE_AT_ONCE) {
                        remove();
                    }
                }
            }
        }
        remove();
    }

    private void remove() {
        if (bad.isEmpty()) {
            return;
        }
        work.database()
                .run(
                        tx -> {
                            work.badRows().insert(tx, task.id(), bad);
                            stage.remove(tx, bad.stream().map(BadRow::line).toList());
                        });
        bad.clear();
    }

    private ImportNumbers count(Transaction tx) {
        long all = stage.count(tx);
        long known = stage.countKnown(tx);
        return numbers(all - known, known);
    }

    private ImportNumbers numbers(long fresh, long known) {
        return new ImportNumbers(rows, problems, fresh, known, 0, 0, 0);
    }
}
