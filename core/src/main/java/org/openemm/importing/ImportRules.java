package org.openemm.importing;

import org.openemm.InvalidInput;
import org.openemm.account.Actor;

/** What may be done with an import as it stands. */
final class ImportRules {
    private ImportRules() {}

    /** An address in a row that cannot be read would be released. */
    static void requireWhole(Import checked) {
        long repeated = checked.numbers().problems().getOrDefault(RowProblem.DUPLICATE, 0L);
        if (checked.settings().mode() == ImportMode.BLOCKLIST_EXCLUSIVE
                && checked.numbers().bad() > repeated) {
            throw new InvalidInput("", "importing.exclusive.bad", checked.numbers().bad());
        }
    }

    /** Who goes on after a restart does not know the user's zone. */
    static ImportSettings withZone(Actor actor, ImportSettings chosen) {
        return chosen.zone() == null ? chosen.change().zone(actor.zone().getId()).done() : chosen;
    }

    /** How a file that became CSV here is written is not for people to choose. */
    static CsvFormat fitting(Import found, CsvFormat chosen) {
        CsvFormat own = found.settings().format();
        return own.type() == FileType.CSV && chosen.type() == FileType.CSV
                ? chosen
                : own.withHeadless(chosen.headless());
    }

    static void requireChangeable(Import found) {
        if (found.state().isBusy() || found.datasourceId() != 0) {
            throw new InvalidInput("", "importing.busy");
        }
    }
}
