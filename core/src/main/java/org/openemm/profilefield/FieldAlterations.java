package org.openemm.profilefield;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Settings;
import org.openemm.database.Database;

/**
 * Asks for changes of the table of recipients, once they have been found possible, and tells how
 * far they are; {@link FieldWorks} makes them. What each method means says {@link ProfileFields}.
 */
final class FieldAlterations {
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
    private final ProfileFieldStore store;
    private final FieldCatalogs catalogs;
    private final IntUnaryOperator limit;
    private final FieldChangeStore changes = new FieldChangeStore();
    private final FieldWorks works;
    private final FieldChecks checks;

    /**
     * @param limit how many own fields a company may have
     */
    FieldAlterations(
            Database database,
            Settings settings,
            ActivityLog log,
            Clock clock,
            ProfileFieldStore store,
            FieldCatalogs catalogs,
            IntUnaryOperator limit) {
        this.database = database;
        this.settings = settings;
        this.log = log;
        this.clock = clock;
        this.store = store;
        this.catalogs = catalogs;
        this.limit = limit;
        this.works = new FieldWorks(database, clock, catalogs::invalidate);
        this.checks = new FieldChecks(settings, store, changes);
    }

    void create(Actor actor, ProfileFieldDraft draft) {
        finish(actor, beginCreate(actor, draft));
    }

    long beginCreate(Actor actor, ProfileFieldDraft draft) {
        actor.require("profileField.show");
        int company = actor.companyId();
        catalogs.invalidate(company);
        return begin(
                actor,
                FieldChange.Kind.CREATE,
                tx -> {
                    ProfileField field =
                            new FieldRules(catalogs.of(tx, company))
                                    .create(draft, limit.applyAsInt(company));
                    if (store.column(tx, company, field.column()).isPresent()
                            || changes.isBusy(tx, company, field.column())) {
                        throw new InvalidInput("column", "profilefield.going", field.column());
                    }
                    checks.history(catalogs.of(tx, company), company, null, field);
                    return field;
                });
    }

    void update(Actor actor, ProfileFieldDraft draft) {
        finish(actor, beginUpdate(actor, draft));
    }

    long beginUpdate(Actor actor, ProfileFieldDraft draft) {
        actor.require("profileField.show");
        int company = actor.companyId();
        catalogs.invalidate(company);
        return begin(
                actor,
                FieldChange.Kind.CHANGE,
                tx -> {
                    ProfileFieldCatalog catalog = catalogs.of(tx, company);
                    ProfileField old = catalog.require(draft.column());
                    checks.requireIdle(tx, company, old.column());
                    ProfileField field = new FieldRules(catalog).change(old, draft);
                    checks.history(catalog, company, old, field);
                    checks.values(tx, company, old, field);
                    return field;
                });
    }

    long delete(Actor actor, String column) {
        actor.require("profileField.show");
        int company = actor.companyId();
        return begin(
                actor,
                FieldChange.Kind.DELETE,
                tx -> {
                    ProfileField field =
                            catalogs.of(tx, company)
                                    .column(column)
                                    .orElseThrow(() -> unknown(column));
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
                            log.record(tx, actor, kind.word() + " profile field", field.named());
                            return changes.insert(tx, actor, kind, field, now.plus(delay), now);
                        });
        catalogs.invalidate(actor.companyId());
        works.start(actor.companyId(), delay);
        return id;
    }

    List<FieldChange> changes(Actor actor) {
        actor.require("profileField.show");
        return database.inTransaction(
                tx -> changes.open(tx, actor.companyId(), clock.instant().minus(FAILED_SHOWN)));
    }

    FieldChange change(Actor actor, long id) {
        actor.require("profileField.show");
        return database.inTransaction(
                tx ->
                        changes.find(tx, actor.companyId(), id)
                                .orElseThrow(() -> new NotFound("change", id)));
    }

    FieldChange await(Actor actor, long id, Duration longest) {
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

    void startWatching() {
        works.watch();
    }

    void close() {
        works.close();
    }

    private static InvalidInput unknown(String column) {
        return new InvalidInput("column", "recipient.field.unknown", String.valueOf(column));
    }
}
