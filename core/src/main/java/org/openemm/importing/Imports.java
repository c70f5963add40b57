package org.openemm.importing;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.SecretBox;
import org.openemm.blocklist.Blocklist;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.notification.Notifications;
import org.openemm.notification.SystemMails;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Recipients;
import org.openemm.recipientreport.RecipientReports;

/**
 * Imports of recipients: upload, look, settings, check, run, report. Check and run go on in the
 * background; how far they are stands in the database. Thread-safe.
 */
public final class Imports {
    private static final long DEFAULT_MAX_ROWS = 500_000;
    private static final int RECENT = 50;
    private static final String RIGHT = "wizard.importclassic";
    private static final String STANDARD = "wizard.import";

    private final ImportWork work;
    private final ImportEngine engine;
    private final SettingsRules rules;
    private final Arrivals arrivals;
    private final ImportProfiles profiles;
    private final Settings settings;
    private final ImportRepairs repairs;
    private final ProfileUpload followers;

    /** Puts the parts together; files are kept under var/spool/import of the home. */
    public static Imports open(
            Database database,
            Home home,
            Settings settings,
            ActivityLog log,
            Clock clock,
            ProfileFields profileFields,
            Recipients recipients,
            Blocklist blocklist,
            Mailinglists mailinglists,
            Notifications notifications,
            RecipientReports reports,
            SystemMails mails) {
        ImportWork work =
                new ImportWork(
                        database,
                        clock,
                        profileFields,
                        recipients,
                        blocklist,
                        new ImportStore(),
                        new BadRows(),
                        new ImportBlocks(),
                        new ImportNews(notifications),
                        new ResultStore(),
                        reports);
        ImportFiles files = new ImportFiles(home.spool("import"));
        return new Imports(
                work,
                new ImportEngine(work, log, new ImportMails(work, settings, mails)),
                files,
                new SettingsRules(mailinglists),
                new ImportProfiles(work, log, mailinglists, SecretBox.of(home), files),
                settings);
    }

    private Imports(
            ImportWork work,
            ImportEngine engine,
            ImportFiles files,
            SettingsRules rules,
            ImportProfiles profiles,
            Settings settings) {
        this.work = work;
        this.engine = engine;
        this.rules = rules;
        this.arrivals = new Arrivals(work, engine, files, settings);
        this.profiles = profiles;
        this.settings = settings;
        this.repairs = new ImportRepairs(this, arrivals, work, files);
        this.followers = new ProfileUpload(arrivals, profiles, work, engine, rules);
    }

    /**
     * Keeps a file and proposes settings for it.
     *
     * @return import id
     * @throws InvalidInput for a file that is empty, too big, or no CSV at all
     */
    public long upload(Actor actor, String fileName, InputStream content) {
        return upload(actor, fileName, content, "");
    }

    /**
     * As above; ZIP files with one file inside are unpacked, spreadsheets (XLSX, ODS) and JSON are
     * turned into CSV.
     *
     * @param password of a ZIP file, empty for none; it is not kept
     * @throws InvalidInput also on {@code password} when that is missing or wrong
     */
    public long upload(Actor actor, String fileName, InputStream content, String password) {
        requireImport(actor);
        return arrivals.keep(actor, fileName, content, password);
    }

    /** Settings for imports that come again. */
    public ImportProfiles profiles() {
        return profiles;
    }

    /**
     * Keeps a file that is to be imported as a profile says.
     *
     * @param password of a ZIP file, empty for that of the profile
     * @return import id
     * @throws InvalidInput when it cannot be read as the profile says, or lacks a column
     */
    public long upload(
            Actor actor, int profileId, String fileName, InputStream content, String password) {
        return followers.upload(actor, profileId, fileName, content, password);
    }

    /** What the product would do with a file; {@link InvalidInput} when it cannot be read. */
    public ImportSettings propose(Actor actor, Path file) {
        return arrivals.propose(actor, file);
    }

    /**
     * @throws NotFound also for one of another company
     */
    public Import get(Actor actor, long id) {
        requireImport(actor);
        return work.get(actor, id);
    }

    /** The latest of the company, newest first. */
    public List<Import> recent(Actor actor) {
        requireImport(actor);
        return work.seen(actor, tx -> work.store().recent(tx, actor.companyId(), RECENT));
    }

    /** Those of the company that are being checked or written right now. */
    public List<Import> running(Actor actor) {
        requireImport(actor);
        return work.seen(actor, tx -> work.store().running(tx, actor.companyId()));
    }

    /** The first rows, read as the format says; {@link InvalidInput} when that does not work. */
    public FilePreview preview(Actor actor, long id, CsvFormat format) {
        return ImportFiles.preview(arrivals.file(id), ImportRules.fitting(get(actor, id), format));
    }

    /** Reads the file in another format and proposes a new mapping of its columns. */
    public Import changeFormat(Actor actor, long id, CsvFormat format) {
        Import found = get(actor, id);
        ImportRules.requireChangeable(found);
        ImportSettings proposed =
                arrivals.propose(actor, arrivals.file(id), ImportRules.fitting(found, format));
        work.database()
                .run(
                        tx -> {
                            work.badRows().forgetFixed(tx, id);
                            work.store().settings(tx, id, proposed, work.clock().instant());
                        });
        return get(actor, id);
    }

    /**
     * Sets how to import.
     *
     * @throws InvalidInput with everything that is wrong with the settings
     */
    public void configure(Actor actor, long id, ImportSettings chosen) {
        ImportRules.requireChangeable(get(actor, id));
        rules.check(actor, work.catalog(actor), chosen);
        ImportSettings kept = ImportRules.withZone(actor, chosen);
        work.database().run(tx -> work.store().settings(tx, id, kept, work.clock().instant()));
    }

    /** Begins to read and check the file; {@link #get} tells how far that is. */
    public void check(Actor actor, long id) {
        begin(
                actor,
                id,
                ImportState.UPLOADED,
                ImportState.CHECKING,
                ImportFiles.size(arrivals.file(id)));
        engine.start(() -> checkNow(actor, id));
    }

    /** Begins to write the good rows. */
    public void start(Actor actor, long id) {
        Import found = get(actor, id);
        actor.require(found.settings().mode().right());
        if (found.state() != ImportState.CHECKED && !isResumable(found)) {
            throw new InvalidInput("", "importing.busy");
        }
        ImportRules.requireWhole(found);
        begin(actor, id, found.state(), ImportState.RUNNING, engine.lastLine(id));
        engine.start(() -> runNow(actor, id));
    }

    /** Stops what is going on; rows that are written stay. */
    public void cancel(Actor actor, long id) {
        if (get(actor, id).state().isBusy()) {
            work.database().run(tx -> work.store().cancel(tx, id));
        }
    }

    /** Forgets an import that was not run, with its file. */
    public void discard(Actor actor, long id) {
        Import found = get(actor, id);
        if (found.state().isBusy() || found.datasourceId() != 0) {
            throw new InvalidInput("", "importing.busy");
        }
        engine.remove(found);
    }

    /** The first bad rows by line. */
    public List<BadRow> badRows(Actor actor, long id, int limit) {
        get(actor, id);
        return work.database().inTransaction(tx -> work.badRows().first(tx, id, limit));
    }

    /**
     * The first rows as they would be stored, or what is wrong with which cell.
     *
     * @param chosen need not be complete or right
     */
    public List<ConvertedRow> sample(Actor actor, long id, ImportSettings chosen, int rows) {
        get(actor, id);
        RowParser parser = work.parser(actor, chosen);
        return ImportFiles.preview(arrivals.file(id), chosen.format()).rows().stream()
                .limit(rows)
                .map(parser::convert)
                .toList();
    }

    /** Bad rows, corrected by hand. */
    public ImportRepairs repairs() {
        return repairs;
    }

    /**
     * Imports a file from beginning to end and waits for it.
     *
     * @throws InvalidInput when the file or the settings are wrong; nothing is written then
     */
    public ImportReport run(Actor actor, Path csv, ImportSettings chosen) {
        requireImport(actor);
        rules.check(actor, work.catalog(actor), chosen);
        Path copy = arrivals.copy(csv);
        long id = arrivals.insert(actor, csv.getFileName().toString(), copy, chosen);
        begin(actor, id, ImportState.UPLOADED, ImportState.CHECKING, ImportFiles.size(copy));
        engine.check(actor, id, maxRows(actor));
        ImportRules.requireWhole(work.get(actor, id));
        begin(actor, id, ImportState.CHECKED, ImportState.RUNNING, engine.lastLine(id));
        return engine.run(actor, id);
    }

    /** Goes on with imports of this host that were cut off, now and from time to time. */
    public void startWatching() {
        engine.watch(this::goOn);
    }

    /** Stops the background work; it goes on with the next start. */
    public void close() {
        engine.close();
    }

    void goOn(Actor actor, Import left) {
        if (left.state() == ImportState.RUNNING) {
            runNow(actor, left.id());
        } else {
            checkNow(actor, left.id());
        }
    }

    /**
     * Whether one that failed can be started again: it goes on with the blocks that are missing.
     */
    public boolean isResumable(Import stopped) {
        return engine.isResumable(stopped);
    }

    private void checkNow(Actor actor, long id) {
        engine.guarded(id, ImportState.CHECKING, () -> engine.check(actor, id, maxRows(actor)));
    }

    private void runNow(Actor actor, long id) {
        engine.guarded(id, ImportState.RUNNING, () -> engine.run(actor, id));
    }

    private void begin(Actor actor, long id, ImportState from, ImportState to, long total) {
        get(actor, id);
        boolean moved =
                work.database()
                        .inTransaction(
                                tx ->
                                        work.store()
                                                .move(
                                                        tx,
                                                        id,
                                                        from,
                                                        to,
                                                        total,
                                                        work.clock().instant()));
        if (!moved) {
            throw new InvalidInput("", "importing.busy");
        }
    }

    private long maxRows(Actor actor) {
        return settings.longValue(actor.companyId(), "import.recipient.maxRows", DEFAULT_MAX_ROWS);
    }

    /** Imports are for those who may follow profiles and for those who may go without. */
    private static void requireImport(Actor actor) {
        if (!actor.may(STANDARD)) {
            actor.require(RIGHT);
        }
    }
}
