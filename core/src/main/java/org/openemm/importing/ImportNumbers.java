package org.openemm.importing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a file holds, known before anything is written, and what became of it.
 *
 * @param rows rows of the file without the heading
 * @param problems rows that are not imported, by reason; a row with several counts once
 * @param fresh good rows whose recipient is not there yet
 * @param known good rows whose recipient is there
 * @param inserted recipients added
 * @param updated recipients changed
 * @param bound bindings added or changed
 */
public record ImportNumbers(
        long rows,
        Map<RowProblem, Long> problems,
        long fresh,
        long known,
        long inserted,
        long updated,
        long bound) {
    public static final ImportNumbers NONE = new ImportNumbers(0, Map.of(), 0, 0, 0, 0, 0);

    public ImportNumbers {
        Map<RowProblem, Long> copy = new EnumMap<>(RowProblem.class);
        copy.putAll(problems);
        problems = Collections.unmodifiableMap(copy);
    }

    /** Rows that can be imported. */
    public long good() {
        return fresh + known;
    }

    /** Rows that cannot. */
    public long bad() {
        return problems.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Good rows that the mode passes over. */
    public long passedOver(ImportMode mode) {
        return switch (mode) {
            case ADD -> known;
            case ADD_AND_UPDATE, BLOCKLIST, BLOCKLIST_EXCLUSIVE -> 0;
            case UPDATE, UNSUBSCRIBE, BOUNCE, REACTIVATE_BOUNCED, SUSPEND, REACTIVATE_SUSPENDED ->
                    fresh;
        };
    }

    /** The same with what was written so far. */
    ImportNumbers written(long newInserted, long newUpdated, long newBound) {
        return new ImportNumbers(rows, problems, fresh, known, newInserted, newUpdated, newBound);
    }
}
