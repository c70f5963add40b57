package org.openemm.profilefield;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The profile fields of each company. Thread-safe; other processes see a change at once, a column
 * that somebody made in the database itself within {@link #FRESHNESS}.
 *
 * <p>Whatever changes the table of recipients goes on in the background, with the table in use, see
 * {@link FieldChange}. The methods {@code begin...} only ask for it; {@link #create} and {@link
 * #update} wait until it is done.
 */
public final class ProfileFields {
    static final Duration FRESHNESS = Duration.ofSeconds(20);

    private static final int DEFAULT_MAX_FIELDS = 50;

    /** Nobody may read the column any more when it goes: longer than any catalogue is kept. */
    private static final int DELETE_DELAY_SECONDS = 30;

    /** A change that failed is shown so long. */
    private static final Duration FAILED_SHOWN = Duration.ofDays(1);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Database database;
    private final Settings settings;
    private final ActivityLog log;
    private final Clock clock;
    private final ProfileFieldStore store = new ProfileFieldStore();
    private final FieldChangeStore changes = new FieldChangeStore();
    private final FieldWorks works;
    private final FieldChecks checks;
    private final Cache<Integer, CompanyFields> catalogs =
            Caffeine.newBuilder().expireAfterWrite(FRESHNESS).build();

    public ProfileFields(Database database, Settings settings, ActivityLog log, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.log = log;
        this.clock = clock;
        this.works = new FieldWorks(database, clock, catalogs::invalidate);
        this.checks = new FieldChecks(settings, store, changes);
    }

    /**
     * Every field of a company, for work that nobody looks at: sending, tracking, jobs. Whatever is
     * done for somebody asks for {@link #of(Transaction, Actor)}.
     */
    public ProfileFieldCatalog of(Transaction tx, int companyId) {
        return company(tx, companyId).all();
    }

    /**
     * The fields that the actor may see, those that he may only read as {@link
     * ProfileField.Editing#READ_ONLY}. What he must not see is missing.
     */
    public ProfileFieldCatalog of(Transaction tx, Actor actor) {
        return company(tx, actor.companyId()).of(actor);
    }

    /** As {@link #of(Transaction, Actor)}. */
    public ProfileFieldCatalog of(Actor actor) {
        return database.inTransaction(tx -> of(tx, actor));
    }

    /** What was in fields that are kept in the history. */
    public FieldHistory history() {
        return new FieldHistory(database, this);
    }

    /** Every field as it is defined, for those who define them. Right: profileField.show. */
    public ProfileFieldCatalog definitions(Actor actor) {
        actor.require("profileField.show");
        return database.inTransaction(tx -> of(tx, actor.companyId()));
    }

    private CompanyFields company(Transaction tx, int companyId) {
        long version = FieldVersion.of(tx, companyId);
        CompanyFields known = catalogs.getIfPresent(companyId);
        // A transaction that began before the last change sees an older number.
        if (known == null || known.version() < version) {
            known =
                    new CompanyFields(
                            version,
                            new ProfileFieldCatalog(store.all(tx, companyId)),
                            FieldRights.all(tx, companyId));
            catalogs.put(companyId, known);
        }
        return known;
    }

    /**
     * Users for whom a field has another visibility than for the company, by user id. Right:
     * profileField.show.
     */
    public Map<Integer, ProfileField.Editing> exceptions(Actor actor, String column) {
        actor.require("profileField.show");
        return database.inTransaction(
                tx -> {
                    ProfileField field = of(tx, actor.companyId()).require(column);
                    return FieldRights.of(tx, actor.companyId(), field.column());
                });
    }

    /** Every user of the company with what he may do with the field. */
    public List<FieldAccess> access(Actor actor, String column) {
        actor.require("profileField.show");
        return database.inTransaction(tx -> FieldRights.users(tx, actor.companyId(), column));
    }

    /**
     * Says for which users a field has another visibility than for the company. Right:
     * profileField.show.
     *
     * @param exceptions by user id; replaces what was there
     * @throws InvalidInput for an unknown field, for users of other companies, and when somebody
     *     would not see the id or the address of recipients
     */
    public void setExceptions(
            Actor actor, String column, Map<Integer, ProfileField.Editing> exceptions) {
        actor.require("profileField.show");
        int company = actor.companyId();
        database.run(
                tx -> {
                    ProfileField field = of(tx, company).require(column);
                    if (field.isIdentity()
                            && exceptions.containsValue(ProfileField.Editing.HIDDEN)) {
                        throw new InvalidInput("exceptions", "profilefield.hide.identity");
                    }
                    FieldRights.requireUsers(tx, company, exceptions.keySet());
                    if (exceptions.equals(FieldRights.of(tx, company, field.column()))) {
                        return;
                    }
                    store.describe(tx, company, field, clock.instant());
                    FieldRights.set(tx, company, field.column(), exceptions);
                    log.record(
                            tx,
                            actor,
                            "edit profile field",
                            "%s: visibility for %d users"
                                    .formatted(named(field), exceptions.size()));
                });
        catalogs.invalidate(company);
    }

    /** How many own fields the company may have, and has. */
    public record Room(int used, int limit) {
        /** Few places are left. */
        public boolean isNearlyFull() {
            return used >= limit - Math.max(2, limit / 10);
        }

        public boolean isFull() {
            return used >= limit;
        }
    }

    /** Right: profileField.show. */
    public Room room(Actor actor) {
        return new Room(definitions(actor).own().size(), limit(actor.companyId()));
    }

    private int limit(int company) {
        return settings.intValue(company, "maxFields", DEFAULT_MAX_FIELDS);
    }

    /**
     * Adds a column to the recipients of the company and waits for it.
     *
     * @throws InvalidInput for a name that is taken or cannot be used, and for limits
     */
    public void create(Actor actor, ProfileFieldDraft draft) {
        finish(actor, beginCreate(actor, draft));
    }

    /** As {@link #create}, in the background. Right: profileField.show. */
    public long beginCreate(Actor actor, ProfileFieldDraft draft) {
        actor.require("profileField.show");
        int company = actor.companyId();
        catalogs.invalidate(company);
        return begin(
                actor,
                FieldChange.Kind.CREATE,
                tx -> {
                    ProfileField field =
                            new FieldRules(of(tx, company)).create(draft, limit(company));
                    if (store.column(tx, company, field.column()).isPresent()
                            || changes.isBusy(tx, company, field.column())) {
                        throw new InvalidInput("column", "profilefield.going", field.column());
                    }
                    checks.history(of(tx, company), company, null, field);
                    return field;
                });
    }

    /** Changes everything but column and type, and waits for it. */
    public void update(Actor actor, ProfileFieldDraft draft) {
        finish(actor, beginUpdate(actor, draft));
    }

    /**
     * As {@link #update}, in the background. Right: profileField.show.
     *
     * @throws InvalidInput also when values that recipients have do not fit any more
     */
    public long beginUpdate(Actor actor, ProfileFieldDraft draft) {
        actor.require("profileField.show");
        int company = actor.companyId();
        catalogs.invalidate(company);
        return begin(
                actor,
                FieldChange.Kind.CHANGE,
                tx -> {
                    ProfileFieldCatalog catalog = of(tx, company);
                    ProfileField old = catalog.require(draft.column());
                    checks.requireIdle(tx, company, old.column());
                    ProfileField field = new FieldRules(catalog).change(old, draft);
                    checks.history(catalog, company, old, field);
                    checks.values(tx, company, old, field);
                    return field;
                });
    }

    /**
     * Removes a column with everything in it: at once for everybody, a little later in the table.
     *
     * @return id of the {@link FieldChange}
     * @throws InvalidInput for a standard field, and one that is used
     */
    public long delete(Actor actor, String column) {
        actor.require("profileField.show");
        int company = actor.companyId();
        return begin(
                actor,
                FieldChange.Kind.DELETE,
                tx -> {
                    ProfileField field =
                            of(tx, company).column(column).orElseThrow(() -> unknown(column));
                    checks.requireIdle(tx, company, field.column());
                    checks.deletable(tx, company, field);
                    return field;
                });
    }

    private long begin(
            Actor actor,
            FieldChange.Kind kind,
            Database.Work<ProfileField, RuntimeException> checked) {
        Duration delay =
                kind == FieldChange.Kind.DELETE
                        ? Duration.ofSeconds(
                                settings.intValue(
                                        actor.companyId(),
                                        "recipient.profileFields.deleteDelaySeconds",
                                        DELETE_DELAY_SECONDS))
                        : Duration.ZERO;
        long id =
                database.inTransaction(
                        tx -> {
                            ProfileField field = checked.with(tx);
                            Instant now = clock.instant();
                            log.record(tx, actor, kind.word() + " profile field", named(field));
                            return changes.insert(tx, actor, kind, field, now.plus(delay), now);
                        });
        catalogs.invalidate(actor.companyId());
        works.start(actor.companyId(), delay);
        return id;
    }

    /**
     * Puts the own fields into another order. Right: profileField.show.
     *
     * @param columns in the order wanted; those that are missing come after them, as they stood
     */
    public void sort(Actor actor, List<String> columns) {
        actor.require("profileField.show");
        int company = actor.companyId();
        catalogs.invalidate(company);
        database.run(
                tx -> {
                    ProfileFieldCatalog catalog = of(tx, company);
                    List<ProfileField> order = new ArrayList<>();
                    columns.forEach(
                            column ->
                                    catalog.column(column)
                                            .filter(field -> !field.isStandard())
                                            .filter(field -> !order.contains(field))
                                            .ifPresent(order::add));
                    catalog.own().stream()
                            .filter(field -> !order.contains(field))
                            .forEach(order::add);
                    for (int i = 0; i < order.size(); i++) {
                        if (order.get(i).sort() != i + 1) {
                            ProfileField placed = order.get(i).withSort(i + 1);
                            store.describe(tx, company, placed, clock.instant());
                        }
                    }
                    log.record(tx, actor, "sort profile fields", order.size() + " fields");
                });
        catalogs.invalidate(company);
    }

    /** What is going on or failed lately, oldest first. Right: profileField.show. */
    public List<FieldChange> changes(Actor actor) {
        actor.require("profileField.show");
        return database.inTransaction(
                tx -> changes.open(tx, actor.companyId(), clock.instant().minus(FAILED_SHOWN)));
    }

    /** Right: profileField.show. */
    public FieldChange change(Actor actor, long id) {
        actor.require("profileField.show");
        return database.inTransaction(
                tx ->
                        changes.find(tx, actor.companyId(), id)
                                .orElseThrow(() -> new NotFound("change", id)));
    }

    /** Waits until a change is over, at most so long. */
    public FieldChange await(Actor actor, long id, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        FieldChange change = change(actor, id);
        while (!change.isOver() && System.nanoTime() < end) {
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return change;
            }
            change = change(actor, id);
        }
        return change;
    }

    private void finish(Actor actor, long id) {
        FieldChange change = await(actor, id, PATIENCE);
        if (change.state() == FieldChange.State.FAILED) {
            throw new InvalidInput(change.problems());
        }
        catalogs.invalidate(actor.companyId());
    }

    /** Goes on with changes that were cut off, now and from time to time. */
    public void startWatching() {
        works.watch();
    }

    public void close() {
        works.close();
    }

    /** How many target groups ask for each field, by column; those without any are missing. */
    public Map<String, Long> targetsPerField(Actor actor) {
        actor.require("profileField.show");
        return database.inTransaction(tx -> FieldUses.targetsPerColumn(tx, actor.companyId()));
    }

    /**
     * What would be lost with a field, for the question before its deletion.
     *
     * @throws InvalidInput for an unknown one
     */
    public ProfileFieldUse use(Actor actor, String column) {
        actor.require("profileField.show");
        return database.inTransaction(
                tx -> {
                    ProfileField field = of(tx, actor.companyId()).require(column);
                    return FieldUses.of(tx, actor.companyId(), field);
                });
    }

    private static String named(ProfileField field) {
        return field.name() + " (" + field.column() + ")";
    }

    private static InvalidInput unknown(String column) {
        return new InvalidInput("column", "recipient.field.unknown", String.valueOf(column));
    }
}
