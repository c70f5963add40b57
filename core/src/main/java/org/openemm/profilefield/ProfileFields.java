package org.openemm.profilefield;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The profile fields of each company. Thread-safe; other processes see a change at once, a column
 * that somebody made in the database itself within 20 seconds.
 *
 * <p>Whatever changes the table of recipients goes on in the background, with the table in use, see
 * {@link FieldChange}. The methods {@code begin...} only ask for it; {@link #create} and {@link
 * #update} wait until it is done.
 */
public final class ProfileFields {
    private static final int DEFAULT_MAX_FIELDS = 50;

    private final Database database;
    private final Settings settings;
    private final ActivityLog log;
    private final Clock clock;
    private final ProfileFieldStore store = new ProfileFieldStore();
    private final FieldCatalogs catalogs = new FieldCatalogs(store);
    private final FieldAlterations alterations;
    private final FieldVisibility visibility;

    public ProfileFields(Database database, Settings settings, ActivityLog log, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.log = log;
        this.clock = clock;
        this.visibility = new FieldVisibility(database, log, clock, store, catalogs);
        this.alterations =
                new FieldAlterations(database, settings, log, clock, store, catalogs, this::limit);
    }

    /**
     * Every field of a company, for work that nobody looks at: sending, tracking, jobs. Whatever is
     * done for somebody asks for {@link #of(Transaction, Actor)}.
     */
    public ProfileFieldCatalog of(Transaction tx, int companyId) {
        return catalogs.of(tx, companyId);
    }

    /**
     * The fields that the actor may see, those that he may only read as {@link
     * ProfileField.Editing#READ_ONLY}. What he must not see is missing.
     */
    public ProfileFieldCatalog of(Transaction tx, Actor actor) {
        return catalogs.of(tx, actor);
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

    /** For which users a field has another visibility than for the company. */
    public FieldVisibility visibility() {
        return visibility;
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
        alterations.create(actor, draft);
    }

    /** As {@link #create}, in the background. Right: profileField.show. */
    public long beginCreate(Actor actor, ProfileFieldDraft draft) {
        return alterations.beginCreate(actor, draft);
    }

    /** Changes everything but column and type, and waits for it. */
    public void update(Actor actor, ProfileFieldDraft draft) {
        alterations.update(actor, draft);
    }

    /**
     * As {@link #update}, in the background. Right: profileField.show.
     *
     * @throws InvalidInput also when values that recipients have do not fit any more
     */
    public long beginUpdate(Actor actor, ProfileFieldDraft draft) {
        return alterations.beginUpdate(actor, draft);
    }

    /**
     * Removes a column with everything in it: at once for everybody, a little later in the table.
     *
     * @return id of the {@link FieldChange}
     * @throws InvalidInput for a standard field, and one that is used
     */
    public long delete(Actor actor, String column) {
        return alterations.delete(actor, column);
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
        return alterations.changes(actor);
    }

    /** Right: profileField.show. */
    public FieldChange change(Actor actor, long id) {
        return alterations.change(actor, id);
    }

    /** Waits until a change is over, at most so long. */
    public FieldChange await(Actor actor, long id, Duration longest) {
        return alterations.await(actor, id, longest);
    }

    /** Goes on with changes that were cut off, now and from time to time. */
    public void startWatching() {
        alterations.startWatching();
    }

    public void close() {
        alterations.close();
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
}
