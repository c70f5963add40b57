package org.openemm.importing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileField;

/**
 * Rows that somebody corrects by hand. Each is checked as a row of the file is; those that are
 * right now join the good ones, the others stay aside as they were typed.
 */
final class Repair {
    private final ImportWork work;
    private final Actor actor;
    private final Import task;
    private final RowParser parser;
    private final StageTable stage;
    private final int email;

    Repair(ImportWork work, Actor actor, Import task) {
        this.work = work;
        this.actor = actor;
        this.task = task;
        parser = work.parser(actor, task.settings());
        stage = work.stage(actor, task);
        email = parser.fields().stream().map(ProfileField::column).toList().indexOf("email");
    }

    /**
     * A row as somebody has typed it.
     *
     * @param values as they would be stored; empty while there are problems
     */
    record Tried(long line, List<String> cells, RowParser.Parsed parsed) {
        boolean isGood() {
            return parsed.problems().isEmpty();
        }
    }

    /** Looks at rows without keeping anything; twice the same recipient is seen only later. */
    List<BadRow> look(Map<Long, List<String>> rows) {
        return tried(rows).stream()
                .map(row -> new BadRow(row.line(), row.parsed().problems(), row.cells()))
                .toList();
    }

    /**
     * Before the import is run: good rows join those that wait.
     *
     * @return how many rows are right now
     */
    int join(Transaction tx, Map<Long, List<String>> rows) {
        if (!work.store().lock(tx, task.id(), ImportState.CHECKED)) {
            throw new InvalidInput("", "importing.busy");
        }
        ImportNumbers numbers = work.get(actor, task.id()).numbers();
        Map<RowProblem, Long> problems = new EnumMap<>(RowProblem.class);
        problems.putAll(numbers.problems());
        long known = 0;
        int good = 0;
        for (Tried row : tried(rows)) {
            Optional<BadRow> before = work.badRows().find(tx, task.id(), row.line());
            if (before.isEmpty()) {
                continue;
            }
            problems.merge(kind(before.get()), -1L, Long::sum);
            Tried now = row.isGood() ? withoutTwin(tx, row) : row;
            work.badRows().fix(tx, task.id(), now.line(), now.cells());
            if (now.isGood()) {
                stage.insert(tx, List.of(new StageTable.Row(now.line(), now.parsed().values())));
                work.badRows().remove(tx, task.id(), now.line());
                known +=
                        task.settings().duplicates() == DuplicateCheck.NONE
                                ? 0
                                : stage.countKnown(tx, now.line() - 1, now.line());
                good++;
            } else {
                BadRow after = new BadRow(now.line(), now.parsed().problems(), now.cells());
                work.badRows().replace(tx, task.id(), after);
                problems.merge(kind(after), 1L, Long::sum);
            }
        }
        problems.values().removeIf(count -> count <= 0);
        work.store()
                .numbers(
                        tx,
                        task.id(),
                        new ImportNumbers(
                                numbers.rows(),
                                problems,
                                numbers.fresh() + good - known,
                                numbers.known() + known,
                                0,
                                0,
                                0),
                        work.clock().instant());
        return good;
    }

    /**
     * After the import: writes the good rows into a file of their own.
     *
     * @return those rows; empty when none is right
     */
    List<Tried> write(Map<Long, List<String>> rows, Path to) {
        List<Tried> good = tried(rows).stream().filter(Tried::isGood).toList();
        if (!good.isEmpty()) {
            Map<Long, List<String>> cells = new LinkedHashMap<>();
            good.forEach(row -> cells.put(row.line(), row.cells()));
            CorrectedFile.only(task.settings(), cells.values(), to);
        }
        return good;
    }

    private List<Tried> tried(Map<Long, List<String>> rows) {
        Optional<Predicate<String>> patterns =
                task.settings().mode().blocks()
                        ? Optional.empty()
                        : work.database()
                                .inTransaction(
                                        tx -> work.blocklist().patterns(tx, task.companyId()));
        int width = task.settings().columns().size();
        List<Tried> tried = new ArrayList<>();
        rows.forEach(
                (line, typed) -> {
                    List<String> cells = CorrectedFile.fit(typed, width);
                    RowParser.Parsed parsed = parser.parse(cells);
                    if (parsed.problems().isEmpty() && isBlocked(parsed, patterns)) {
                        parsed = new RowParser.Parsed(List.of(), List.of(Staging.blocklisted()));
                    }
                    tried.add(new Tried(line, cells, parsed));
                });
        return tried;
    }

    private boolean isBlocked(RowParser.Parsed parsed, Optional<Predicate<String>> patterns) {
        if (email < 0 || task.settings().mode().blocks() || parsed.values().get(email) == null) {
            return false;
        }
        String address = parsed.values().get(email).toString();
        return patterns.isPresent() && patterns.get().test(address)
                || work.database()
                        .inTransaction(tx -> stage.isBlocklisted(tx, task.companyId(), address));
    }

    /** Another row of the file, or one corrected before, may be the same recipient. */
    private Tried withoutTwin(Transaction tx, Tried row) {
        if (task.settings().duplicates() == DuplicateCheck.NONE) {
            return row;
        }
        return stage.lineOf(tx, row.parsed().values())
                .map(
                        first ->
                                new Tried(
                                        row.line(),
                                        row.cells(),
                                        new RowParser.Parsed(
                                                List.of(),
                                                List.of(
                                                        new InvalidInput.Problem(
                                                                task.settings().keyColumns().get(0),
                                                                RowProblem.DUPLICATE.key(),
                                                                first)))))
                .orElse(row);
    }

    private static RowProblem kind(BadRow row) {
        return RowProblem.of(row.problems().get(0).key());
    }
}
