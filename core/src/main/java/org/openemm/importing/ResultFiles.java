package org.openemm.importing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.i18n.Texts;
import org.openemm.profilefield.ProfileField;

/**
 * Writes what became of the rows of an import that has ended into files, one per kind. Works on the
 * waiting rows, which are given up afterwards; may be repeated as long as they are there.
 */
final class ResultFiles {
    private static final int FETCH = 2_000;

    private final ImportWork work;
    private final Actor actor;
    private final Import task;
    private final StageTable stage;
    private final Texts texts = ImportMails.texts();

    ResultFiles(ImportWork work, Actor actor, Import task) {
        this.work = work;
        this.actor = actor;
        this.task = task;
        stage = work.stage(actor, task);
    }

    void write() {
        try (ResultWriter files =
                new ResultWriter(work.reports(), task.reportId(), task.fileName())) {
            Set<Long> fixed =
                    work.database()
                            .inTransaction(tx -> work.badRows().fixed(tx, task.id()))
                            .keySet();
            good(files, fixed);
            bad(files);
            work.database().run(files::attach);
        }
    }

    private void good(ResultWriter files, Set<Long> fixed) {
        List<String> headings = headings();
        List<ProfileField> fields = stage.fields();
        String sql = stage.resultQuery(task.settings().duplicates() == DuplicateCheck.FULL);
        work.database()
                .run(
                        tx ->
                                tx.sql()
                                        .createQuery(sql)
                                        .bind("datasource", task.datasourceId())
                                        .setFetchSize(FETCH)
                                        .map((row, context) -> read(row, fields.size()))
                                        .forEach(
                                                row -> {
                                                    String kind =
                                                            ResultKind.of(
                                                                            task.settings().mode(),
                                                                            row.added,
                                                                            row.known)
                                                                    .name();
                                                    files.row(kind, headings, row.cells);
                                                    if (fixed.contains(row.line)) {
                                                        files.row(
                                                                ResultKind.FIXED.name(),
                                                                headings,
                                                                row.cells);
                                                    }
                                                }));
    }

    private void bad(ResultWriter files) {
        int width = task.settings().columns().size();
        List<String> headings =
                new ArrayList<>(CorrectedFile.fit(task.settings().headings(), width));
        headings.add(texts.text(actor.locale(), "importing.errors.reason"));
        headings.add(texts.text(actor.locale(), "importing.errors.line"));
        work.database()
                .run(
                        tx ->
                                work.badRows()
                                        .forEach(
                                                tx,
                                                task.id(),
                                                row -> {
                                                    List<Object> cells =
                                                            new ArrayList<>(
                                                                    CorrectedFile.fit(
                                                                            row.cells(),
                                                                            Math.max(
                                                                                    width,
                                                                                    row.cells()
                                                                                            .size())));
                                                    cells.add(reasons(row));
                                                    cells.add(row.line());
                                                    files.row(
                                                            ResultKind.INVALID + kind(row),
                                                            headings,
                                                            cells);
                                                }));
    }

    private static RowProblem kind(BadRow row) {
        return RowProblem.of(row.problems().get(0).key());
    }

    private String reasons(BadRow row) {
        return row.problems().stream().map(this::say).collect(Collectors.joining(" "));
    }

    private String say(InvalidInput.Problem problem) {
        return texts.text(actor.locale(), problem.key(), problem.arguments().toArray());
    }

    /** As in the file; a field that has no column there by its own name. */
    private List<String> headings() {
        Map<String, String> byField = new HashMap<>();
        List<String> headings =
                CorrectedFile.fit(task.settings().headings(), task.settings().columns().size());
        for (int i = 0; i < headings.size(); i++) {
            byField.put(task.settings().columns().get(i), headings.get(i));
        }
        return stage.fields().stream()
                .map(field -> byField.getOrDefault(field.column(), field.name()))
                .toList();
    }

    private record Row(long line, boolean added, boolean known, List<Object> cells) {}

    private static Row read(ResultSet row, int fields) throws SQLException {
        List<Object> cells = new ArrayList<>(fields);
        for (int i = 0; i < fields; i++) {
            cells.add(row.getString(4 + i));
        }
        return new Row(row.getLong(1), row.getBoolean(2), row.getBoolean(3), cells);
    }
}
