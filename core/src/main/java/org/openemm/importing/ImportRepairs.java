package org.openemm.importing;

import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.i18n.Texts;

/** Bad rows of imports, corrected by hand. Thread-safe. */
public final class ImportRepairs {
    private static final int MOST_AT_ONCE = 200;

    private final Imports imports;
    private final Arrivals arrivals;
    private final ImportWork work;
    private final ImportFiles files;

    ImportRepairs(Imports imports, Arrivals arrivals, ImportWork work, ImportFiles files) {
        this.arrivals = arrivals;
        this.imports = imports;
        this.work = work;
        this.files = files;
    }

    /**
     * What came of a correction.
     *
     * @param importId import that the rows belong to now
     * @param good rows that are right
     * @param left rows that are still wrong
     */
    public record Corrected(long importId, int good, int left) {}

    /**
     * Some bad rows, by line.
     *
     * @param kind empty for all
     * @param after line behind which they begin, 0 for the beginning
     */
    public List<BadRow> rows(
            Actor actor, long id, Optional<RowProblem> kind, long after, int limit) {
        imports.get(actor, id);
        return work.database().inTransaction(tx -> work.badRows().page(tx, id, kind, after, limit));
    }

    /**
     * What is wrong with rows as they are typed. Keeps nothing; whether the same recipient is in
     * another row is seen only by {@link #correct}.
     */
    public List<BadRow> look(Actor actor, long id, Map<Long, List<String>> rows) {
        return new Repair(work, actor, imports.get(actor, id)).look(few(rows));
    }

    /**
     * Takes rows as somebody has corrected them. Before the import is run, those that are right now
     * join the good ones. Afterwards they become an import of their own, with the same settings,
     * that is being checked.
     *
     * @param rows cells by line of the file; lines that are not among the bad ones are passed over
     * @throws InvalidInput while the import is at work, or before it was checked
     */
    public Corrected correct(Actor actor, long id, Map<Long, List<String>> rows) {
        Import found = imports.get(actor, id);
        Repair repair = new Repair(work, actor, found);
        if (found.state() == ImportState.CHECKED) {
            int good = work.database().inTransaction(tx -> repair.join(tx, few(rows)));
            return new Corrected(id, good, rows.size() - good);
        }
        if (found.datasourceId() == 0 || found.state().isBusy()) {
            throw new InvalidInput("", "importing.busy");
        }
        return asImport(actor, found, repair, few(rows));
    }

    /** All bad rows as CSV: each as it was in the file, then its line and what is wrong. */
    public void writeBadRows(Actor actor, long id, Texts texts, Writer out) {
        ImportSettings settings = imports.get(actor, id).settings();
        BadRowCsv csv = new BadRowCsv(out, settings, texts, actor.locale());
        csv.writeHeading();
        work.database().run(tx -> work.badRows().forEach(tx, id, csv::write));
        csv.flush();
    }

    private Corrected asImport(
            Actor actor, Import found, Repair repair, Map<Long, List<String>> rows) {
        Map<Long, List<String>> there = new LinkedHashMap<>(rows);
        work.database()
                .run(
                        tx ->
                                there.keySet()
                                        .removeIf(
                                                line ->
                                                        work.badRows()
                                                                .find(tx, found.id(), line)
                                                                .isEmpty()));
        Path file = files.create();
        List<Repair.Tried> good = repair.write(there, file);
        if (good.isEmpty()) {
            ImportFiles.delete(file);
            return new Corrected(found.id(), 0, there.size());
        }
        ImportSettings settings = found.settings().withFormat(CorrectedFile.FORMAT);
        long next = arrivals.insert(actor, found.fileName(), file, settings);
        work.database()
                .run(
                        tx -> {
                            if (found.profileId() != 0) {
                                work.store().profile(tx, next, found.profileId());
                            }
                            good.forEach(row -> work.badRows().remove(tx, found.id(), row.line()));
                        });
        imports.check(actor, next);
        return new Corrected(next, good.size(), there.size() - good.size());
    }

    private static Map<Long, List<String>> few(Map<Long, List<String>> rows) {
        if (rows.size() > MOST_AT_ONCE) {
            throw new InvalidInput("", "importing.repair.many", MOST_AT_ONCE);
        }
        return rows;
    }
}
