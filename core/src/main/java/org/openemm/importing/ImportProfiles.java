package org.openemm.importing;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.SecretBox;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;

/** The import profiles of a company. Thread-safe. */
public final class ImportProfiles {
    private static final String READ = "wizard.import";
    private static final String CHANGE = "import.change";
    private static final String DELETE = "import.delete";
    private static final int MAX_PASSWORD = 99;

    private final Database database;
    private final ActivityLog log;
    private final Clock clock;
    private final ProfileFields fields;
    private final ImportWork work;
    private final Mailinglists mailinglists;
    private final SecretBox secrets;
    private final ProfileSamples samples;
    private final ImportProfileStore store = new ImportProfileStore();

    ImportProfiles(
            ImportWork work,
            ActivityLog log,
            Mailinglists mailinglists,
            SecretBox secrets,
            ImportFiles files) {
        database = work.database();
        clock = work.clock();
        fields = work.profileFields();
        this.work = work;
        this.log = log;
        this.mailinglists = mailinglists;
        this.secrets = secrets;
        this.samples = new ProfileSamples(files);
    }

    /**
     * Where a profile is used.
     *
     * @param users for whom it is chosen when they import
     * @param last when it was last used, empty for never or long ago
     */
    public record Use(List<String> users, Optional<Instant> last) {}

    /** By name. */
    public List<ImportProfile> all(Actor actor) {
        actor.require(READ);
        return database.inTransaction(tx -> store.list(tx, actor.companyId()));
    }

    /**
     * @throws NotFound also for one of another company
     */
    public ImportProfile get(Actor actor, int id) {
        actor.require(READ);
        return database.inTransaction(tx -> get(tx, actor, id));
    }

    /** Without regard to case. */
    public Optional<ImportProfile> findByName(Actor actor, String name) {
        actor.require(READ);
        return database.inTransaction(
                tx ->
                        store.findByName(tx, actor.companyId(), name.strip())
                                .flatMap(id -> store.find(tx, actor.companyId(), id)));
    }

    /** When each profile was last used, by id. */
    public Map<Integer, Instant> lastUses(Actor actor) {
        actor.require(READ);
        return database.inTransaction(tx -> store.lastUses(tx, actor.companyId()));
    }

    public Use use(Actor actor, int id) {
        get(actor, id);
        return database.inTransaction(
                tx ->
                        new Use(
                                store.preselectedBy(tx, actor.companyId(), id),
                                Optional.ofNullable(
                                        store.lastUses(tx, actor.companyId()).get(id))));
    }

    /**
     * @param password of the ZIP files, empty for none
     * @return id
     * @throws InvalidInput with everything that is wrong
     */
    public int create(Actor actor, ImportProfileDraft draft, String password) {
        check(actor, draft, password);
        return database.inTransaction(
                tx -> {
                    requireFreeName(tx, actor, draft.name(), 0);
                    int id = store.insert(tx, actor, draft, clock.instant());
                    keepPassword(tx, id, password);
                    log.record(
                            tx,
                            actor,
                            "create import profile",
                            "%s (%d)".formatted(draft.name(), id));
                    return id;
                });
    }

    /**
     * Keeps the settings of an import for further files of the kind.
     *
     * @return id
     */
    public int create(Actor actor, Import from, String name) {
        return create(actor, ProfileMapping.of(from.settings(), name), "");
    }

    /**
     * @param seen when the profile had been changed as the person saw it; null for whenever
     * @param password null to keep the one there is, empty for none
     * @throws InvalidInput with everything that is wrong; also when somebody else was faster
     */
    public void update(
            Actor actor, int id, Instant seen, ImportProfileDraft draft, String password) {
        check(actor, draft, password == null ? "" : password);
        database.run(
                tx -> {
                    ImportProfile before = get(tx, actor, id);
                    if (seen != null && before.changed().isAfter(seen.plusSeconds(1))) {
                        throw new InvalidInput("", "importing.profile.stale");
                    }
                    requireFreeName(tx, actor, draft.name(), id);
                    store.update(tx, actor.companyId(), id, draft, clock.instant());
                    if (password != null) {
                        keepPassword(tx, id, password);
                    }
                    log.record(
                            tx,
                            actor,
                            "edit import profile",
                            "%s (%d)".formatted(draft.name(), id));
                });
    }

    /**
     * @param name of the copy
     * @return id of the copy, which has no password
     */
    public int copy(Actor actor, int id, String name) {
        String fitting =
                name.length() <= ProfileRules.MAX_NAME
                        ? name
                        : name.substring(0, ProfileRules.MAX_NAME);
        return create(actor, get(actor, id).draft().named(fitting), "");
    }

    public void delete(Actor actor, int id) {
        actor.require(DELETE);
        database.run(
                tx -> {
                    ImportProfile profile = get(tx, actor, id);
                    store.delete(tx, actor.companyId(), id, true);
                    log.record(
                            tx,
                            actor,
                            "delete import profile",
                            "%s (%d)".formatted(profile.name(), id));
                });
    }

    /** Takes a deletion back. */
    public void restore(Actor actor, int id) {
        actor.require(DELETE);
        database.run(
                tx -> {
                    if (store.delete(tx, actor.companyId(), id, false)) {
                        log.record(tx, actor, "restore import profile", String.valueOf(id));
                    }
                });
    }

    /** The profile that is chosen when this user imports, 0 for none. */
    public int preselected(Actor actor) {
        return database.inTransaction(tx -> store.preselected(tx, actor.id()));
    }

    /**
     * @param id 0 for none
     */
    public void preselect(Actor actor, int id) {
        if (id != 0) {
            get(actor, id);
        }
        database.run(
                tx -> {
                    store.preselect(tx, actor.id(), id);
                    log.record(tx, actor, "choose import profile", String.valueOf(id));
                });
    }

    /**
     * A draft with the columns of a file, and the fields that they probably mean. Keeps nothing.
     *
     * @param base what the draft is made from; columns that it has stay
     * @param guess also how the file is written; otherwise it is read as the base says
     * @param password of a ZIP file, empty for none
     * @throws InvalidInput when the file cannot be read, or has too many columns
     */
    public ImportProfileDraft fromSample(
            Actor actor,
            ImportProfileDraft base,
            boolean guess,
            InputStream content,
            String password) {
        actor.require(CHANGE);
        return samples.read(base, guess, content, password, fields.of(actor));
    }

    /**
     * Settings for a file of the profile.
     *
     * @param read as the file is read, with its headings
     * @throws InvalidInput when the file lacks a column that the profile needs
     */
    ImportSettings settings(Actor actor, ImportProfile profile, ImportSettings read) {
        return new ProfileMapping(profile.draft(), fields.of(actor))
                .settings(read, mailinglists.all(actor).stream().map(Mailinglist::id).toList());
    }

    /** Password of the ZIP files, empty for none. */
    String password(ImportProfile profile) {
        return database.inTransaction(tx -> store.password(tx, profile.id()))
                .filter(text -> !text.isEmpty())
                .map(text -> secrets.open(owner(profile.id()), text))
                .orElse("");
    }

    private void check(Actor actor, ImportProfileDraft draft, String password) {
        actor.require(CHANGE);
        ProfileFieldCatalog catalog = fields.of(actor);
        new ProfileRules(mailinglists, catalog, draft)
                .check(actor, wrongDefaults(actor, catalog, draft));
        if (password.length() > MAX_PASSWORD) {
            throw new InvalidInput("zipPassword", "importing.profile.text", MAX_PASSWORD);
        }
    }

    /** A default value is read as a cell of the file would be. */
    private List<InvalidInput.Problem> wrongDefaults(
            Actor actor, ProfileFieldCatalog catalog, ImportProfileDraft draft) {
        List<InvalidInput.Problem> problems = new ArrayList<>();
        ImportSettings settings =
                ImportSettings.proposed(
                                draft.file().format(), List.of(), List.of(), draft.file().dates())
                        .change()
                        .decimalSeparator(draft.file().decimal())
                        .genders(draft.genders())
                        .done();
        for (int i = 0; i < draft.columns().size(); i++) {
            ProfileColumn column = draft.columns().get(i);
            if (column.defaultValue().isEmpty()
                    || catalog.column(column.field()).filter(f -> !f.isMaintained()).isEmpty()) {
                continue;
            }
            ColumnRule rule = new ColumnRule(column.field(), false, column.defaultValue());
            RowParser parser =
                    work.parser(
                            actor,
                            settings.change()
                                    .columns(List.of(column.field()))
                                    .columnRules(List.of(rule))
                                    .done());
            for (InvalidInput.Problem problem : parser.parse(List.of("")).problems()) {
                problems.add(
                        new InvalidInput.Problem(
                                "default" + i, problem.key(), problem.arguments().toArray()));
            }
        }
        return problems;
    }

    private void requireFreeName(Transaction tx, Actor actor, String name, int own) {
        if (store.findByName(tx, actor.companyId(), name).filter(id -> id != own).isPresent()) {
            throw new InvalidInput("name", "importing.profile.name.taken", name);
        }
    }

    private void keepPassword(Transaction tx, int id, String password) {
        store.password(tx, id, password.isEmpty() ? null : secrets.seal(owner(id), password));
    }

    private ImportProfile get(Transaction tx, Actor actor, int id) {
        return store.find(tx, actor.companyId(), id)
                .orElseThrow(() -> new NotFound("import profile", id));
    }

    private static String owner(int id) {
        return "import profile " + id;
    }
}
