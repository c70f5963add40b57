package org.openemm.exporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.Query;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.notification.Notifications;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipientreport.RecipientReports;
import org.openemm.tabular.SampleRows;
import org.openemm.target.RecipientFilters;
import org.openemm.target.Targets;

/**
 * Exports of recipients: a look before, the run in the background, the file. How far a run is
 * stands in the database. Right of all methods: wizard.export. Thread-safe.
 */
public final class Exports {
    private static final String RIGHT = "wizard.export";
    private static final int DEFAULT_DAYS = 30;
    private static final int PREVIEW_ROWS = 10;

    /** A person waits for the preview. */
    private static final int PREVIEW_SECONDS = 10;

    /** MariaDB: query execution was interrupted (max_statement_time exceeded). */
    private static final int TIMEOUT = 1969;

    private final Database database;
    private final Settings settings;
    private final ActivityLog log;
    private final Clock clock;
    private final ExportQueries queries;
    private final ExportProfiles profiles;
    private final ExportEngine engine;
    private final ExportFiles files;
    private final RunStore store = new RunStore();

    /** Puts the parts together; files are kept under var/spool/export of the home. */
    public Exports(
            Database database,
            Home home,
            Settings settings,
            ActivityLog log,
            Clock clock,
            ProfileFields fields,
            Mailinglists mailinglists,
            Targets targets,
            RecipientFilters filters,
            RecipientReports reports,
            Notifications notifications) {
        this.database = database;
        this.settings = settings;
        this.log = log;
        this.clock = clock;
        queries = new ExportQueries(fields, mailinglists, targets, filters, clock);
        profiles = new ExportProfiles(database, log, clock, home, queries);
        files = new ExportFiles(home);
        engine =
                new ExportEngine(
                        database,
                        clock,
                        store,
                        new ExportWork(database, queries, files),
                        files,
                        new ExportNews(log, reports, notifications, clock),
                        actor ->
                                settings.longValue(
                                        actor.companyId(), "export.recipient.maxRows", -1));
    }

    /** The settings that people keep. */
    public ExportProfiles profiles() {
        return profiles;
    }

    /**
     * The first rows and how many there are.
     *
     * @throws InvalidInput the settings are wrong, or looking takes too long
     */
    public ExportPreview preview(Actor actor, ExportSettings chosen) {
        actor.require(RIGHT);
        ExportRules.check(chosen);
        return database.inTransaction(
                tx -> {
                    ExportQuery query = queries.of(tx, actor, chosen);
                    SampleRows sample = new SampleRows(ExportFiles.style(chosen.format()));
                    sample.heading(query.headings());
                    sample(tx, query, sample);
                    return new ExportPreview(sample.names(), sample.rows(), count(tx, query));
                });
    }

    /**
     * Starts an export of a profile as it is stored.
     *
     * @return id of the export
     * @throws InvalidInput the profile names what is not there any more, or what the actor must not
     *     see
     */
    public long start(Actor actor, int profileId) {
        return start(actor, profiles.get(actor, profileId));
    }

    /**
     * Starts an export of what is shown somewhere.
     *
     * @param name for the file and the log
     * @return id of the export
     * @throws InvalidInput the settings are wrong
     */
    public long start(Actor actor, String name, ExportSettings chosen) {
        return start(actor, ExportProfile.of(name, "", chosen));
    }

    /** "All fields" are from now on those that this actor sees. */
    private long start(Actor actor, ExportProfile chosen) {
        actor.require(RIGHT);
        ExportRules.check(chosen);
        ExportProfile profile = chosen.withSettings(queries.explicit(actor, chosen.settings()));
        String fileName = ExportFiles.name(profile.name(), profile.settings().format(), clock);
        long id =
                database.inTransaction(
                        tx -> {
                            queries.of(tx, actor, profile.settings());
                            long fresh =
                                    store.insert(
                                            tx,
                                            actor,
                                            profile,
                                            fileName,
                                            engine.host(),
                                            clock.instant());
                            record(tx, actor, "start export", profile.name(), fresh);
                            return fresh;
                        });
        engine.start(get(actor, id));
        return id;
    }

    /**
     * @throws NotFound also for one of another company
     */
    public Export get(Actor actor, long id) {
        actor.require(RIGHT);
        return database.inTransaction(tx -> get(tx, actor, id));
    }

    /**
     * The latest of the company, newest first; of one's own, where not all recipients are seen.
     *
     * @param profileId 0 for those of all profiles and of none
     */
    public List<Export> recent(Actor actor, int profileId, int limit) {
        actor.require(RIGHT);
        return database.inTransaction(tx -> store.recent(tx, actor, profileId, limit, kept(actor)));
    }

    /** Stops one that waits or is at work; there will be no file. */
    public void cancel(Actor actor, long id) {
        if (get(actor, id).state().isBusy()) {
            engine.cancel(id);
        }
    }

    /** Whether there is a file, and the actor may see everything that is in it. */
    public boolean mayDownload(Actor actor, Export task) {
        return task.state() == ExportState.DONE
                && (task.adminId() == actor.id() && actor.kind() == Actor.Kind.USER
                        || seesAll(actor, task))
                && Files.exists(files.finished(task.id(), task.settings().format()));
    }

    /**
     * The file, to be read at once; noted in the activity log.
     *
     * @throws NotFound when there is none (any more), or the actor must not see all of it
     */
    public Path file(Actor actor, long id) {
        Export task = get(actor, id);
        if (!mayDownload(actor, task)) {
            throw new NotFound("file of export", id);
        }
        database.run(tx -> record(tx, actor, "download export", task.fileName(), id));
        return files.finished(id, task.settings().format());
    }

    /** Removes a file before its time, with what is known of its export. */
    public void remove(Actor actor, long id) {
        Export task = get(actor, id);
        if (task.state().isBusy()) {
            throw new InvalidInput("", "exporting.busy");
        }
        if (task.adminId() != actor.id()) {
            actor.require("export.delete");
        }
        ExportFiles.delete(files.finished(id, task.settings().format()));
        database.run(
                tx -> {
                    store.delete(tx, id);
                    record(tx, actor, "delete export", task.name(), id);
                });
    }

    /** Begins anew with exports of this host that were cut off, now and from time to time. */
    public void startWatching() {
        engine.startWatching();
    }

    /** Stops the background work; it begins anew with the next start. */
    public void close() {
        engine.close();
    }

    private Export get(Transaction tx, Actor actor, long id) {
        return store.find(tx, actor.companyId(), id, kept(actor))
                .filter(task -> actor.limit().isNone() || task.adminId() == actor.id())
                .orElseThrow(() -> new NotFound("export", id));
    }

    private Duration kept(Actor actor) {
        return kept(settings, actor.companyId());
    }

    static Duration kept(Settings settings, int companyId) {
        return Duration.ofDays(
                settings.intValue(companyId, "system.ExportReport.Expire", DEFAULT_DAYS));
    }

    private boolean seesAll(Actor actor, Export task) {
        try {
            return database.inTransaction(
                    tx -> {
                        queries.of(tx, actor, task.settings());
                        return actor.limit().isNone();
                    });
        } catch (InvalidInput e) {
            return false;
        }
    }

    private static void sample(Transaction tx, ExportQuery query, SampleRows sample) {
        String sql =
                "SET STATEMENT max_statement_time = %d FOR %s LIMIT %d"
                        .formatted(PREVIEW_SECONDS, query.sql(), PREVIEW_ROWS);
        try {
            bound(tx, sql, query)
                    .scanResultSet(
                            (result, context) -> {
                                var row = result.get();
                                while (row.next()) {
                                    for (Cell cell : query.cells()) {
                                        write(cell, row, sample);
                                    }
                                    sample.endRow();
                                }
                                return sample;
                            });
        } catch (RuntimeException e) {
            if (isTimeout(e)) {
                throw new InvalidInput("", "exporting.preview.slow", PREVIEW_SECONDS);
            }
            throw e;
        }
    }

    private static void write(Cell cell, ResultSet row, SampleRows sample) throws SQLException {
        try {
            cell.write(row, sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OptionalLong count(Transaction tx, ExportQuery query) {
        String sql =
                "SET STATEMENT max_statement_time = %d FOR %s"
                        .formatted(PREVIEW_SECONDS, query.count());
        try {
            return OptionalLong.of(bound(tx, sql, query).mapTo(Long.class).one());
        } catch (RuntimeException e) {
            if (isTimeout(e)) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    private static Query bound(Transaction tx, String sql, ExportQuery query) {
        return tx.sql().createQuery(sql).bindMap(query.values());
    }

    private static boolean isTimeout(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == TIMEOUT) {
                return true;
            }
        }
        return false;
    }

    private void record(Transaction tx, Actor actor, String action, String name, long id) {
        log.record(tx, actor, action, name + " (" + id + ")");
    }
}
