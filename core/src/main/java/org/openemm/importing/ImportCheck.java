package org.openemm.importing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.blocklist.BlockRule;
import org.openemm.database.Transaction;

/**
 * Reads a file once, puts the good rows into the stage table and the bad ones aside, and counts.
 * Nothing is written to the recipients. Can be repeated: it begins anew each time.
 */
final class ImportCheck {
    /** Rows of one transaction. */
    private static final int CHUNK = 2_000;

    /** Characters after which a chunk ends before it is full: flat memory with long rows, too. */
    private static final int CHUNK_CHARACTERS = 1_000_000;

    private static final int REMOVE_AT_ONCE = 1_000;

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
    private final List<BadRow> aside = new ArrayList<>();
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
        Map<Long, InvalidInput.Problem> left = new HashMap<>();
        try (Crew<Map<Long, InvalidInput.Problem>> crew =
                new Crew<>("import-look-" + task.id(), 1)) {
            // Beside the recipients that are there, which take as long.
            crew.give(this::duplicates);
            left.putAll(blocklisted());
            left.putAll(outside());
            long known = known();
            left.putAll(crew.take());
            if (left.isEmpty()) {
                return count(known);
            }
        }
        setAside(left);
        return count(known());
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

    private Map<Long, InvalidInput.Problem> duplicates() {
        Map<Long, InvalidInput.Problem> found = new HashMap<>();
        if (task.settings().duplicates() == DuplicateCheck.NONE) {
            return found;
        }
        work.database().run(stage::index);
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

    /** Other patterns were looked at while the rows were stored. */
    private List<Long> blockedByKey(Transaction tx) {
        BlockRule rule = BlockRule.byKey(tx, task.companyId(), "s.email");
        return rule.blocksNobody() ? List.of() : stage.blocklisted(tx, rule);
    }

    private Map<Long, InvalidInput.Problem> blocklisted() {
        Map<Long, InvalidInput.Problem> found = new HashMap<>();
        boolean hasEmail =
                stage.fields().stream().anyMatch(field -> field.column().equals("email"));
        if (hasEmail && !task.settings().mode().blocks()) {
            work.database()
                    .inTransaction(tx -> blockedByKey(tx))
                    .forEach(line -> found.put(line, Staging.blocklisted()));
        }
        return found;
    }

    /** Recipients of whom the user may not know are neither changed nor added a second time. */
    private Map<Long, InvalidInput.Problem> outside() {
        Map<Long, InvalidInput.Problem> found = new HashMap<>();
        if (!actor.limit().isNone() && task.settings().duplicates() != DuplicateCheck.NONE) {
            String key = task.settings().keyColumns().get(0);
            InvalidInput.Problem problem = new InvalidInput.Problem(key, RowProblem.OUTSIDE.key());
            work.database()
                    .inTransaction(tx -> stage.outside(tx, actor.limit()))
                    .forEach(line -> found.put(line, problem));
        }
        return found;
    }

    /** The cells of these rows are not in the stage table, so the file is read once more. */
    private void setAside(Map<Long, InvalidInput.Problem> lines) {
        try (CsvFile file = work.open(task)) {
            file.heading();
            for (Optional<CsvFile.Row> row = file.next(); row.isPresent(); row = file.next()) {
                InvalidInput.Problem problem = lines.get(row.get().line());
                if (problem != null) {
                    aside.add(
                            new BadRow(
                                    row.get().line(),
                                    List.of(problem),
                                    asTyped(row.get()).cells()));
                    problems.merge(RowProblem.of(problem.key()), 1L, Long::sum);
                    if (aside.size() >= REMOVE_AT_ONCE) {
                        remove();
                        beat(file.position(), problems);
                    }
                }
            }
        }
        remove();
    }

    private void remove() {
        if (aside.isEmpty()) {
            return;
        }
        work.database()
                .run(
                        tx -> {
                            work.badRows().insert(tx, task.id(), aside);
                            stage.remove(tx, aside.stream().map(BadRow::line).toList());
                        });
        aside.clear();
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
