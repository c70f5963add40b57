package org.openemm.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.StatementException;
import org.openemm.InvalidInput;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The profile fields of each company. Thread-safe; another node sees a new field within {@link
 * #FRESHNESS}.
 */
public final class ProfileFields {
    static final Duration FRESHNESS = Duration.ofSeconds(20);

    private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]{2,29}");
    private static final int MAX_NAME = 99;
    private static final int MAX_DESCRIPTION = 500;
    private static final int MAX_LENGTH = 4000;
    private static final int MAX_DEFAULT = 199;
    private static final int DEFAULT_MAX_FIELDS = 50;
    private static final int DEFAULT_MAX_ROWS_FOR_DROP = 750_000;

    /** MariaDB: row size too large. */
    private static final String ROW_TOO_LARGE = "Row size too large";

    private final Database database;
    private final Settings settings;
    private final ActivityLog log;
    private final Clock clock;
    private final ProfileFieldStore store = new ProfileFieldStore();
    private final Cache<Integer, CompanyFields> catalogs =
            Caffeine.newBuilder().expireAfterWrite(FRESHNESS).build();

    public ProfileFields(Database database, Settings settings, ActivityLog log, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Every field of a company, at most {@link #FRESHNESS} old, for work that nobody looks at:
     * sending, tracking, jobs. Whatever is done for somebody asks for {@link #of(Transaction,
     * Actor)}.
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

    /** Every field as it is defined, for those who define them. Right: profileField.show. */
    public ProfileFieldCatalog definitions(Actor actor) {
        actor.require("profileField.show");
        return database.inTransaction(tx -> of(tx, actor.companyId()));
    }

    private CompanyFields company(Transaction tx, int companyId) {
        return catalogs.get(
                companyId,
                id ->
                        new CompanyFields(
                                new ProfileFieldCatalog(store.all(tx, id)),
                                FieldRights.all(tx, id)));
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
                    store.describe(tx, company, field, clock.instant());
                    FieldRights.set(tx, company, field.column(), exceptions);
                    log.record(
                            tx,
                            actor,
                            "edit profile field",
                            "%s (%s): visibility for %d users"
                                    .formatted(field.name(), field.column(), exceptions.size()));
                });
        catalogs.invalidate(company);
    }

    /**
     * Adds a column to the recipients of the company.
     *
     * @throws InvalidInput for a name that is taken or cannot be used, and for limits
     */
    public void create(Actor actor, ProfileFieldDraft draft) {
        actor.require("profileField.show");
        int company = actor.companyId();
        ProfileField field =
                database.inTransaction(
                        tx -> {
                            catalogs.invalidate(company);
                            return checked(of(tx, company), company, draft);
                        });
        database.run(tx -> addColumn(tx, company, field));
        database.run(
                tx -> {
                    store.describe(tx, company, field, clock.instant());
                    log.record(
                            tx,
                            actor,
                            "create profile field",
                            field.name() + " (" + field.column() + ")");
                });
        catalogs.invalidate(company);
    }

    /** Changes name, description, place and visibility; column and type stay. */
    public void update(Actor actor, ProfileFieldDraft draft) {
        actor.require("profileField.show");
        int company = actor.companyId();
        database.run(
                tx -> {
                    ProfileField old = of(tx, company).require(draft.column());
                    ProfileField changed =
                            new ProfileField(
                                    old.column(),
                                    name(of(tx, company), draft, old),
                                    old.type(),
                                    old.length(),
                                    old.nullable(),
                                    old.defaultValue(),
                                    description(draft),
                                    draft.sort(),
                                    draft.editing(),
                                    old.historized(),
                                    old.allowedValues());
                    store.describe(tx, company, changed, clock.instant());
                    log.record(
                            tx,
                            actor,
                            "edit profile field",
                            changed.name() + " (" + changed.column() + ")");
                });
        catalogs.invalidate(company);
    }

    /**
     * Removes a column with everything in it.
     *
     * @throws InvalidInput for a standard field, one that target groups use, or too many recipients
     */
    public void delete(Actor actor, String column) {
        actor.require("profileField.show");
        int company = actor.companyId();
        ProfileField field =
                database.inTransaction(
                        tx -> {
                            ProfileField found =
                                    of(tx, company)
                                            .column(column)
                                            .orElseThrow(() -> unknown(column));
                            requireDeletable(tx, company, found);
                            return found;
                        });
        database.run(tx -> dropColumn(tx, company, field));
        database.run(
                tx -> {
                    store.forget(tx, company, field);
                    log.record(
                            tx,
                            actor,
                            "delete profile field",
                            field.name() + " (" + field.column() + ")");
                });
        catalogs.invalidate(company);
    }

    /** How many target groups ask for each field, by column; those without any are missing. */
    public Map<String, Long> targetsPerField(Actor actor) {
        actor.require("profileField.show");
        return database.inTransaction(tx -> store.targetsPerColumn(tx, actor.companyId()));
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
                    return store.use(tx, actor.companyId(), field);
                });
    }

    private void addColumn(Transaction tx, int company, ProfileField field) {
        try {
            store.addColumn(tx, company, field);
        } catch (StatementException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("Duplicate column")) {
                throw new InvalidInput("column", "profilefield.column.taken", field.column());
            }
            if (message.contains(ROW_TOO_LARGE)) {
                throw new InvalidInput("length", "profilefield.length.row");
            }
            throw busy(e);
        }
    }

    private void dropColumn(Transaction tx, int company, ProfileField field) {
        try {
            store.dropColumn(tx, company, field);
        } catch (StatementException e) {
            throw busy(e);
        }
    }

    private static RuntimeException busy(StatementException e) {
        return String.valueOf(e.getMessage()).contains("Lock wait timeout")
                ? new InvalidInput("column", "profilefield.busy")
                : e;
    }

    private void requireDeletable(Transaction tx, int company, ProfileField field) {
        if (field.isStandard()) {
            throw new InvalidInput("column", "profilefield.delete.standard", field.name());
        }
        List<String> targets = store.targetsUsing(tx, company, field);
        if (!targets.isEmpty()) {
            throw new InvalidInput(
                    "column", "profilefield.delete.used", field.name(), String.join(", ", targets));
        }
        int limit =
                settings.intValue(
                        company,
                        "recipient.MaximumNumberOfEntriesForColumnDrop",
                        DEFAULT_MAX_ROWS_FOR_DROP);
        if (RecipientStore.countUpTo(tx, company, limit + 1) > limit) {
            throw new InvalidInput("column", "profilefield.delete.size", field.name(), limit);
        }
    }

    private ProfileField checked(
            ProfileFieldCatalog catalog, int company, ProfileFieldDraft draft) {
        String column =
                draft.column() == null ? "" : draft.column().strip().toLowerCase(Locale.ROOT);
        if (!COLUMN.matcher(column).matches()) {
            throw new InvalidInput("column", "profilefield.column.form", column);
        }
        if (ReservedWords.isOfRules(column)) {
            throw new InvalidInput("column", "profilefield.column.rules", column);
        }
        if (ReservedWords.isOfDatabase(column)) {
            throw new InvalidInput("column", "profilefield.column.reserved", column);
        }
        if (catalog.column(column).isPresent()) {
            throw new InvalidInput("column", "profilefield.column.taken", column);
        }
        if (draft.type() == DataType.TEXT) {
            throw new InvalidInput("type", "profilefield.type");
        }
        if (draft.type() == DataType.VARCHAR
                && (draft.length() < 1 || draft.length() > MAX_LENGTH)) {
            throw new InvalidInput("length", "profilefield.length", MAX_LENGTH);
        }
        int limit = settings.intValue(company, "maxFields", DEFAULT_MAX_FIELDS);
        if (catalog.own().size() >= limit) {
            throw new InvalidInput("column", "profilefield.limit", limit);
        }
        ProfileField field =
                new ProfileField(
                        column,
                        name(catalog, draft, null),
                        draft.type(),
                        draft.type() == DataType.VARCHAR ? draft.length() : 0,
                        draft.nullable(),
                        null,
                        description(draft),
                        draft.sort(),
                        draft.editing(),
                        false,
                        List.of());
        return withDefault(field, draft.defaultValue());
    }

    private static String name(
            ProfileFieldCatalog catalog, ProfileFieldDraft draft, ProfileField itself) {
        String name = draft.name() == null ? "" : draft.name().strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new InvalidInput("name", "profilefield.name", MAX_NAME);
        }
        if (catalog.find(name).filter(field -> !sameColumn(field, itself)).isPresent()) {
            throw new InvalidInput("name", "profilefield.name.taken", name);
        }
        if (name.indexOf('`') >= 0 || !HtmlRule.accepts(name, false)) {
            throw new InvalidInput("name", "profilefield.name.form");
        }
        return name;
    }

    private static boolean sameColumn(ProfileField one, ProfileField other) {
        return other != null && one.column().equals(other.column());
    }

    private static String description(ProfileFieldDraft draft) {
        String description = draft.description() == null ? "" : draft.description().strip();
        if (description.length() > MAX_DESCRIPTION) {
            throw new InvalidInput("description", "profilefield.description", MAX_DESCRIPTION);
        }
        return description;
    }

    /** The default obeys the rules of every other value of the field. */
    private static ProfileField withDefault(ProfileField field, String value) {
        if (value == null || value.isBlank()) {
            if (!field.nullable()) {
                throw new InvalidInput("defaultValue", "profilefield.default.required");
            }
            return field;
        }
        if (value.length() > MAX_DEFAULT) {
            throw new InvalidInput("defaultValue", "profilefield.default.length", MAX_DEFAULT);
        }
        Object checked;
        try {
            checked = new ValueRules(false, ZoneOffset.UTC).check(field, value);
        } catch (InvalidInput e) {
            InvalidInput.Problem problem = e.problems().get(0);
            throw new InvalidInput("defaultValue", problem.key(), problem.arguments().toArray());
        }
        return new ProfileField(
                field.column(),
                field.name(),
                field.type(),
                field.length(),
                field.nullable(),
                StoredText.of(checked),
                field.description(),
                field.sort(),
                field.editing(),
                field.historized(),
                field.allowedValues());
    }

    private static InvalidInput unknown(String column) {
        return new InvalidInput("column", "recipient.field.unknown", String.valueOf(column));
    }
}
