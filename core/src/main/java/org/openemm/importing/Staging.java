package org.openemm.importing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;

/**
 * Converts rows and puts them into the stage table, the bad ones aside: on threads of its own,
 * while the caller reads on. Used by one thread.
 */
final class Staging implements AutoCloseable {
    /** More only wait for the one that reads. */
    private static final int THREADS = 2;

    private final ImportWork work;
    private final Actor actor;
    private final Import task;
    private final StageTable stage;
    private final Optional<Predicate<String>> blocked;
    private final Crew<Map<RowProblem, Long>> crew;
    private final ThreadLocal<RowParser> parsers;
    private final int email;
    private final Map<RowProblem, Long> problems = new EnumMap<>(RowProblem.class);

    /**
     * @param blocked addresses that are not imported
     */
    Staging(
            ImportWork work,
            Actor actor,
            Import task,
            StageTable stage,
            Optional<Predicate<String>> blocked) {
        this.work = work;
        this.actor = actor;
        this.task = task;
        this.stage = stage;
        this.blocked = blocked;
        crew = new Crew<>("import-stage-" + task.id(), THREADS);
        parsers = ThreadLocal.withInitial(this::parser);
        email = stage.fields().stream().map(field -> field.column()).toList().indexOf("email");
    }

    private RowParser parser() {
        return work.parser(actor, task.settings());
    }

    /** Waits when too many are under way; throws what went wrong with earlier ones. */
    void add(List<CsvFile.Row> rows) {
        if (crew.isFull()) {
            settle();
        }
        crew.give(() -> store(rows));
    }

    /** Waits until all rows are stored. */
    void finish() {
        while (!crew.isIdle()) {
            settle();
        }
    }

    /** Of the rows that are stored. */
    Map<RowProblem, Long> problems() {
        return problems;
    }

    @Override
    public void close() {
        crew.close();
    }

    private void settle() {
        crew.take().forEach((problem, rows) -> problems.merge(problem, rows, Long::sum));
    }

    private Map<RowProblem, Long> store(List<CsvFile.Row> rows) {
        RowParser parser = parsers.get();
        List<StageTable.Row> good = new ArrayList<>(rows.size());
        List<BadRow> bad = new ArrayList<>();
        Map<RowProblem, Long> found = new EnumMap<>(RowProblem.class);
        for (CsvFile.Row row : rows) {
            List<InvalidInput.Problem> wrong;
            RowParser.Parsed parsed = parser.parse(row.cells());
            wrong = parsed.problems();
            if (wrong.isEmpty() && isBlocked(parsed.values())) {
                wrong = List.of(blocklisted());
            }
            if (wrong.isEmpty()) {
                good.add(new StageTable.Row(row.line(), parsed.values()));
            } else {
                bad.add(new BadRow(row.line(), wrong, row.cells()));
                found.merge(RowProblem.of(wrong.get(0).key()), 1L, Long::sum);
            }
        }
        work.database()
                .run(
                        tx -> {
                            stage.insert(tx, good);
                            work.badRows().insert(tx, task.id(), bad);
                        });
        return found;
    }

    private boolean isBlocked(List<Object> values) {
        return email >= 0
                && blocked.isPresent()
                && values.get(email) != null
                && blocked.get().test(values.get(email).toString());
    }

    static InvalidInput.Problem blocklisted() {
        return new InvalidInput.Problem("email", RowProblem.BLOCKLISTED.key());
    }
}
