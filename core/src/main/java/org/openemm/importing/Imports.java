package org.openemm.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.SecretBox;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.notification.Notifications;
import org.openemm.notification.SystemMails;
import org.openemm.recipient.Blocklist;
import org.openemm.recipient.ProfileFields;
import org.openemm.recipient.Recipients;
import org.openemm.recipientreport.RecipientReports;

/**
 * Imports of recipients: upload, look, settings, check, run, report. Check and run go on in the
 * background; how far they are stands in the database. Thread-safe.
 */
public final class Imports {
    private static final long DEFAULT_MAX_ROWS = 500_000;
    private static final long DEFAULT_MAX_BYTES = 100L * 1024 * 1024;
    private static final int RECENT = 50;
    private static final String RIGHT = "wizard.importclassic";
    private static final String STANDARD = "wizard.import";

    private final ImportWork work;
    private final ImportEngine engine;
    private final ImportFiles files;
    private final SettingsRules rules;
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
        this.files = files;
        this.rules = rules;
        this.profiles = profiles;
        this.settings = settings;
        this.repairs = new ImportRepairs(this, work, files);
        this.followers = new ProfileUpload(this, work, engine, rules);
    }

    /**
     * Keeps a file and proposes settings for it.
     *
     * @return import id
     * @throws InvalidInput for a file that is empty, too big, or no CSV at all
     */
    public long upload(Actor actor, String fileName, InputStream content) {
        requireImport(actor);
        long maxBytes =
                settings.longValue(
                        actor.companyId(), "import.recipient.maxSize", DEFAULT_MAX_BYTES);
        Path file = files.keep(content, maxBytes);
        try {
            ImportSettings proposed = propose(actor, file);
            return insert(actor, fileName, file, proposed);
        } catch (InvalidInput e) {
            ImportFiles.delete(file);
            throw e;
        }
    }

    /** Settings for imports that come again. */
    public ImportProfiles profiles() {
        return profiles;
    }

    /**
     * Keeps a file that is to be imported as a profile says.
     *
     * @return import id
     * @throws InvalidInput when it cannot be read as the profile says, or lacks a column
     */
    public long upload(Actor actor, int profileId, String fileName, InputStream content) {
        return followers.upload(actor, profileId, fileName, content);
    }

    /**
     * What the product would do with a file: charset, separator, mapping of the columns, dates.
     *
     * @throws InvalidInput when it cannot be read
     */
    public ImportSettings propose(Actor actor, Path file) {
        return propose(actor, file, ImportFiles.format(file));
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
        return work.database()
                .inTransaction(tx -> work.store().recent(tx, actor.companyId(), RECENT));
    }

    /** Those of the company that are being checked or written right now. */
    public List<Import> running(Actor actor) {
        requireImport(actor);
        return work.database().inTransaction(tx -> work.store().running(tx, actor.companyId()));
    }

    /**
     * The first rows, read as the format says.
     *
     * @throws InvalidInput when that does not work
     */
    public FilePreview preview(Actor actor, long id, CsvFormat format) {
        get(actor, id);
        return ImportFiles.preview(existing(id), format);
    }

    /** Reads the file in another format and proposes a new mapping of its columns. */
    public Import changeFormat(Actor actor, long id, CsvFormat format) {
        requireChangeable(get(actor, id));
        ImportSettings proposed = propose(actor, existing(id), format);
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
        requireChangeable(get(actor, id));
        rules.check(actor, work.catalog(actor), chosen);
        ImportSettings kept = withZone(actor, chosen);
        work.database().run(tx -> work.store().settings(tx, id, kept, work.clock().instant()));
    }

    /** Begins to read and check the file; {@link #get} tells how far that is. */
    public void check(Actor actor, long id) {
        begin(
                actor,
                id,
                ImportState.UPLOADED,
                ImportState.CHECKING,
                ImportFiles.size(existing(id)));
        engine.start(() -> checkNow(actor, id));
    }

    /** Begins to write the good rows. */
    public void start(Actor actor, long id) {
        Import found = get(actor, id);
        actor.require(found.settings().mode().right());
        if (found.state() != ImportState.CHECKED) {
            throw new InvalidInput("", "importing.busy");
        }
        requireWhole(found);
        begin(actor, id, ImportState.CHECKED, ImportState.RUNNING, engine.lastLine(id));
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
        return ImportFiles.preview(existing(id), chosen.format()).rows().stream()
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
        Path copy;
        try (InputStream content = Files.newInputStream(csv)) {
            copy = files.keep(content, Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long id = insert(actor, csv.getFileName().toString(), copy, chosen);
        begin(actor, id, ImportState.UPLOADED, ImportState.CHECKING, ImportFiles.size(copy));
        engine.check(actor, id, maxRows(actor));
        requireWhole(work.get(actor, id));
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

    /** An address in a row that cannot be read would be released. */
    private static void requireWhole(Import checked) {
        long repeated = checked.numbers().problems().getOrDefault(RowProblem.DUPLICATE, 0L);
        if (checked.settings().mode() == ImportMode.BLOCKLIST_EXCLUSIVE
                && checked.numbers().bad() > repeated) {
            throw new InvalidInput("", "importing.exclusive.bad", checked.numbers().bad());
        }
    }

    private void checkNow(Actor actor, long id) {
        engine.guarded(id, () -> engine.check(actor, id, maxRows(actor)));
    }

    private void runNow(Actor actor, long id) {
        engine.guarded(id, () -> engine.run(actor, id));
    }

    /** Who goes on after a restart does not know the user's zone. */
    private static ImportSettings withZone(Actor actor, ImportSettings chosen) {
        return chosen.zone() == null ? chosen.change().zone(actor.zone().getId()).done() : chosen;
    }

    long insert(Actor actor, String fileName, Path file, ImportSettings proposed) {
        ImportSettings chosen = withZone(actor, proposed);
        String name = fileName.length() > 200 ? fileName.substring(0, 200) : fileName;
        return work.database()
                .inTransaction(
                        tx ->
                                work.store()
                                        .insert(
                                                tx,
                                                actor,
                                                name,
                                                file,
                                                engine.host(),
                                                chosen,
                                                work.clock().instant()));
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

    ImportSettings propose(Actor actor, Path file, CsvFormat format) {
        FilePreview preview = ImportFiles.preview(file, format);
        return ImportSettings.proposed(
                format,
                preview.headings(),
                HeaderMatcher.propose(preview.headings(), work.catalog(actor)),
                ImportFiles.dates(preview));
    }

    private long maxRows(Actor actor) {
        return settings.longValue(actor.companyId(), "import.recipient.maxRows", DEFAULT_MAX_ROWS);
    }

    Path existing(long id) {
        Path file = work.path(id);
        if (!Files.exists(file)) {
            throw new InvalidInput("file", "importing.file.gone");
        }
        return file;
    }

    private static void requireChangeable(Import found) {
        if (found.state().isBusy() || found.datasourceId() != 0) {
            throw new InvalidInput("", "importing.busy");
        }
    }

    /** Imports are for those who may follow profiles and for those who may go without. */
    private static void requireImport(Actor actor) {
        if (!actor.may(STANDARD)) {
            actor.require(RIGHT);
        }
    }
}
