package org.openemm.exporting;

import java.time.Clock;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.SecretBox;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** The export profiles of a company. Right of all methods: wizard.export. Thread-safe. */
public final class ExportProfiles {
    private static final String RIGHT = "wizard.export";
    private static final String CHANGE = "export.change";
    private static final String DELETE = "export.delete";
    private static final int MAX_PASSWORD = 100;

    private final Database database;
    private final ActivityLog log;
    private final Clock clock;
    private final Home home;
    private final ExportQueries queries;
    private final ProfileStore store = new ProfileStore();

    ExportProfiles(
            Database database, ActivityLog log, Clock clock, Home home, ExportQueries queries) {
        this.database = database;
        this.log = log;
        this.clock = clock;
        this.home = home;
        this.queries = queries;
    }

    /**
     * Some of the profiles, without their columns.
     *
     * @param total of all pages
     */
    public record Page(List<ExportProfile> profiles, long total) {}

    public Page page(Actor actor, ProfileQuery query) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx ->
                        new Page(
                                store.page(tx, actor.companyId(), query),
                                store.total(tx, actor.companyId(), query)));
    }

    /**
     * @throws NotFound also for one of another company; deleted ones are found
     */
    public ExportProfile get(Actor actor, int id) {
        actor.require(RIGHT);
        return database.inTransaction(tx -> get(tx, actor, id));
    }

    /**
     * Creates or changes a profile. Right: export.change; columns of one's own need
     * export.ownColumns.
     *
     * @return id of the profile
     * @throws InvalidInput with everything that is wrong
     */
    public int save(Actor actor, ExportProfile profile) {
        actor.require(RIGHT);
        actor.require(CHANGE);
        ExportRules.check(profile);
        return database.inTransaction(
                tx -> {
                    int id = profile.id();
                    ExportSettings before =
                            id == 0
                                    ? ExportSettings.everybody(profile.settings().format())
                                    : get(tx, actor, id).settings();
                    ExportRules.requireRights(actor, before, profile.settings());
                    if (store.nameTaken(tx, actor.companyId(), profile.name().strip(), id)) {
                        throw new InvalidInput("name", "exporting.name.taken", profile.name());
                    }
                    queries.of(tx, actor, profile.settings());
                    if (id == 0) {
                        id = store.insert(tx, actor.companyId(), profile, clock.instant());
                    } else {
                        store.update(tx, profile, clock.instant());
                    }
                    record(tx, actor, profile.id() == 0 ? "create" : "edit", profile.name(), id);
                    return id;
                });
    }

    /** Marks a profile as deleted. Right: export.delete. */
    public void delete(Actor actor, int id) {
        setDeleted(actor, id, true);
    }

    /** Takes a deletion back. Right: export.delete. */
    public void restore(Actor actor, int id) {
        setDeleted(actor, id, false);
    }

    /**
     * @return how a password is kept in {@link FileFormat#sealedPassword}
     * @throws InvalidInput field {@code password}: it is too long
     */
    public String seal(String password) {
        if (password.length() > MAX_PASSWORD) {
            throw new InvalidInput("password", "exporting.password.long", MAX_PASSWORD);
        }
        return password.isEmpty() ? "" : SecretBox.of(home).seal(ExportFiles.OWNER, password);
    }

    private void setDeleted(Actor actor, int id, boolean deleted) {
        actor.require(RIGHT);
        actor.require(DELETE);
        database.run(
                tx -> {
                    ExportProfile profile = get(tx, actor, id);
                    if (!deleted && store.nameTaken(tx, actor.companyId(), profile.name(), id)) {
                        throw new InvalidInput("", "exporting.name.taken", profile.name());
                    }
                    store.setDeleted(tx, id, deleted, clock.instant());
                    record(tx, actor, deleted ? "delete" : "restore", profile.name(), id);
                });
    }

    private ExportProfile get(Transaction tx, Actor actor, int id) {
        return store.find(tx, actor.companyId(), id)
                .orElseThrow(() -> new NotFound("export profile", id));
    }

    private void record(Transaction tx, Actor actor, String what, String name, int id) {
        log.record(tx, actor, what + " export profile", name + " (" + id + ")");
    }
}
