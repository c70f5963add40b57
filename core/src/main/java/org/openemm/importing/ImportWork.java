package org.openemm.importing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.blocklist.Blocklist;
import org.openemm.database.Database;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Recipients;
import org.openemm.recipientreport.RecipientReports;

/** What checking and writing have in common: where the parts lie, and how far the work is. */
record ImportWork(
        Database database,
        Clock clock,
        ProfileFields profileFields,
        Recipients recipients,
        Blocklist blocklist,
        ImportStore store,
        BadRows badRows,
        ImportBlocks blocks,
        ImportNews news,
        ResultStore results,
        RecipientReports reports) {

    /** Somebody wants the import to stop. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Cancelled() {
            super("cancelled", null, false, false);
        }
    }

    /** The process ends; the import goes on with its next start. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted", null, false, false);
        }
    }

    Import get(Actor actor, long id) {
        return database.inTransaction(
                tx ->
                        store.find(tx, actor.companyId(), id)
                                .filter(task -> sees(actor, task))
                                .orElseThrow(() -> new NotFound("import", id)));
    }

    /** Those of the imports that the actor sees. */
    List<Import> seen(Actor actor, Database.Work<List<Import>, RuntimeException> imports) {
        return database.inTransaction(imports).stream().filter(one -> sees(actor, one)).toList();
    }

    /** Files may tell of anybody: whoever does not see all recipients sees his own imports. */
    static boolean sees(Actor actor, Import task) {
        return actor.limit().isNone() || task.adminId() == actor.id();
    }

    Path path(long id) {
        return database.inTransaction(tx -> store.path(tx, id));
    }

    CsvFile open(Import task) {
        return CsvFile.open(path(task.id()), task.settings().format());
    }

    ProfileFieldCatalog catalog(Actor actor) {
        return profileFields.of(actor);
    }

    RowParser parser(Actor actor, ImportSettings settings) {
        ZoneId zone = settings.zoneOr(actor.zone());
        return new RowParser(
                settings,
                catalog(actor),
                recipients.rules(actor),
                zone,
                new RelativeDay(LocalDateTime.ofInstant(clock.instant(), zone)));
    }

    StageTable stage(Actor actor, Import work) {
        RowParser parser = parser(actor, work.settings());
        return new StageTable(
                work.id(), work.companyId(), parser.fields(), work.settings().keyColumns());
    }

    List<Import> withoutResults(String host) {
        return database.inTransaction(tx -> results.withoutResults(tx, host));
    }

    void finish(
            long id,
            ImportState state,
            ImportNumbers numbers,
            List<InvalidInput.Problem> problems) {
        database.run(tx -> store.finish(tx, id, state, numbers, problems, clock.instant()));
    }
}
