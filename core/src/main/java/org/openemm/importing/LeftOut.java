package org.openemm.importing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.blocklist.BlockRule;
import org.openemm.database.Transaction;

/**
 * Good rows that are not imported all the same: their key stands in an earlier row, their address
 * on the blocklist, or their recipient is kept from the user. Takes them out of the stage table and
 * puts them aside, a range of lines after the other, so that a file with nothing else needs no more
 * memory. Used by one thread.
 */
final class LeftOut {
    private static final int LINES = 10_000;
    private static final int AT_ONCE = 1_000;

    private final ImportWork work;
    private final Actor actor;
    private final Import task;
    private final StageTable stage;
    private final UnaryOperator<CsvFile.Row> asTyped;
    private boolean duplicates;
    private boolean blocked;

    /**
     * @param asTyped a row as somebody has corrected it
     */
    LeftOut(
            ImportWork work,
            Actor actor,
            Import task,
            StageTable stage,
            UnaryOperator<CsvFile.Row> asTyped) {
        this.work = work;
        this.actor = actor;
        this.task = task;
        this.stage = stage;
        this.asTyped = asTyped;
    }

    /** Makes the index of the stage table and says whether there are such rows. */
    boolean isNeeded() {
        duplicates =
                task.settings().duplicates() != DuplicateCheck.NONE
                        && !work.database().inTransaction(stage::index);
        blocked =
                hasAddresses()
                        && work.database()
                                .inTransaction(
                                        tx -> {
                                            BlockRule rule = rule(tx);
                                            return !rule.blocksNobody()
                                                    && stage.hasBlocklisted(tx, rule);
                                        });
        return duplicates || blocked || isLimited();
    }

    /**
     * @param problems numbers by cause, to add to
     * @param beat called now and then; may throw
     */
    void setAside(Map<RowProblem, Long> problems, Runnable beat) {
        long last = work.database().inTransaction(stage::lastLine);
        // Their cells are not in the stage table as they were, so the file is read once more.
        try (CsvFile file = work.open(task)) {
            file.heading();
            Optional<CsvFile.Row> row = file.next();
            for (long after = 0; after < last; after += LINES) {
                long upTo = after + LINES;
                Map<Long, InvalidInput.Problem> found = find(after, upTo);
                List<BadRow> aside = new ArrayList<>();
                while (row.isPresent() && row.get().line() <= upTo) {
                    InvalidInput.Problem problem = found.get(row.get().line());
                    if (problem != null) {
                        aside.add(
                                new BadRow(
                                        row.get().line(),
                                        List.of(problem),
                                        asTyped.apply(row.get()).cells()));
                        problems.merge(RowProblem.of(problem.key()), 1L, Long::sum);
                    }
                    if (aside.size() == AT_ONCE) {
                        remove(aside);
                        aside.clear();
                    }
                    row = file.next();
                }
                remove(aside);
                beat.run();
            }
        }
    }

    private Map<Long, InvalidInput.Problem> find(long after, long upTo) {
        Map<Long, InvalidInput.Problem> found = new HashMap<>();
        if (blocked) {
            work.database()
                    .inTransaction(tx -> stage.blocklisted(tx, rule(tx), after, upTo))
                    .forEach(line -> found.put(line, Staging.blocklisted()));
        }
        String key = task.settings().keyColumns().get(0);
        if (isLimited()) {
            InvalidInput.Problem outside = new InvalidInput.Problem(key, RowProblem.OUTSIDE.key());
            work.database()
                    .inTransaction(tx -> stage.outside(tx, actor.limit(), after, upTo))
                    .forEach(line -> found.put(line, outside));
        }
        if (duplicates) {
            work.database()
                    .inTransaction(tx -> stage.duplicates(tx, after, upTo))
                    .forEach(
                            (line, first) ->
                                    found.put(
                                            line,
                                            new InvalidInput.Problem(
                                                    key, RowProblem.DUPLICATE.key(), first)));
        }
        return found;
    }

    /** Recipients of whom the user may not know are neither changed nor added a second time. */
    private boolean isLimited() {
        return !actor.limit().isNone() && task.settings().duplicates() != DuplicateCheck.NONE;
    }

    private boolean hasAddresses() {
        return !task.settings().mode().blocks()
                && stage.fields().stream().anyMatch(field -> field.column().equals("email"));
    }

    /** Other patterns were looked at while the rows were stored. */
    private BlockRule rule(Transaction tx) {
        return BlockRule.byKey(tx, task.companyId(), "s.email");
    }

    private void remove(List<BadRow> aside) {
        if (aside.isEmpty()) {
            return;
        }
        work.database()
                .run(
                        tx -> {
                            work.badRows().insert(tx, task.id(), aside);
                            stage.remove(tx, aside.stream().map(BadRow::line).toList());
                        });
    }
}
