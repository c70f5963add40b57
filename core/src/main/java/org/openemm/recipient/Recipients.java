package org.openemm.recipient;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.address.EmailAddress;
import org.openemm.blocklist.Blocklist;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;
import org.openemm.profilefield.StandardFields;
import org.openemm.profilefield.ValueRules;

/**
 * The recipients of a company, one at a time. Values are given by column (or display name) as text
 * or typed, see {@link ValueRules}. Thread-safe.
 */
public final class Recipients {
    /** Nobody needs more of the same; keeps a search for {@code gender = 2} small. */
    private static final int MAX_FOUND = 1000;

    private static final String VETO = "sys_tracking_veto";
    private static final long GENDER_UNKNOWN = 2;
    private static final long MAILTYPE_HTML = 1;

    private final Database database;
    private final ProfileFields fields;
    private final Blocklist blocklist;
    private final Settings settings;
    private final ActivityLog log;
    private final Clock clock;
    private final RecipientStore store = new RecipientStore();
    private final RecipientSearch search = new RecipientSearch();

    public Recipients(
            Database database,
            ProfileFields fields,
            Blocklist blocklist,
            Settings settings,
            ActivityLog log,
            Clock clock) {
        this.database = database;
        this.fields = fields;
        this.blocklist = blocklist;
        this.settings = settings;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Stores a new recipient, even when the address is in use already.
     *
     * @return customer id
     * @throws InvalidInput for bad values and for an address on the blocklist
     */
    public long create(Actor actor, Map<String, ?> values) {
        return database.inTransaction(tx -> create(tx, actor, values, 0));
    }

    /**
     * As {@link #create(Actor, Map)}.
     *
     * @param datasourceId where the recipient comes from, 0 for unknown
     */
    public long create(Transaction tx, Actor actor, Map<String, ?> values, int datasourceId) {
        actor.require("recipient.create");
        Map<ProfileField, Object> checked = checkedNew(tx, actor, values);
        blocklist.requireAllowed(tx, actor.companyId(), email(checked));
        return insert(tx, actor, checked, datasourceId);
    }

    /**
     * Stores a recipient, or finds the one that is there. Of many calls at once with the same key
     * value exactly one stores.
     */
    public Added add(Actor actor, Map<String, ?> values, AddOptions options) {
        actor.require("recipient.create");
        ProfileFieldCatalog catalog = fields.of(actor);
        Map<ProfileField, Object> given = checked(actor, catalog, values);
        Optional<ProfileField> key =
                options.doubleCheck()
                        ? catalog.column(options.keyColumn())
                                .filter(field -> given.get(field) != null)
                        : Optional.empty();
        return database.inTransaction(
                tx -> {
                    Optional<Long> found = key.flatMap(field -> guarded(tx, actor, field, given));
                    if (found.isEmpty()) {
                        blocklist.requireAllowed(tx, actor.companyId(), email(given));
                        Map<ProfileField, Object> complete = complete(tx, actor, given);
                        long id = insert(tx, actor, complete, options.datasourceId());
                        return new Added(id, Added.Outcome.CREATED);
                    }
                    if (!options.overwrite()) {
                        return new Added(found.get(), Added.Outcome.FOUND);
                    }
                    change(tx, actor, found.get(), given, options.datasourceId());
                    return new Added(found.get(), Added.Outcome.UPDATED);
                });
    }

    /**
     * @throws NotFound also for a recipient of a load trial
     */
    public Recipient get(Actor actor, long id) {
        return find(actor, id).orElseThrow(() -> new NotFound("recipient", id));
    }

    public Optional<Recipient> find(Actor actor, long id) {
        return database.inTransaction(tx -> find(tx, actor, id));
    }

    public Optional<Recipient> find(Transaction tx, Actor actor, long id) {
        actor.require("recipient.show");
        return store.find(tx, actor, id, fields.of(tx, actor).all());
    }

    /**
     * Ids with exactly this value, text without regard to case; lowest first, at most 1,000.
     *
     * @throws InvalidInput for an unknown column or a value that the column cannot hold
     */
    public List<Long> findBy(Actor actor, String column, Object value) {
        return database.inTransaction(tx -> findBy(tx, actor, column, value));
    }

    /** As {@link #findBy(Actor, String, Object)} inside a transaction. */
    public List<Long> findBy(Transaction tx, Actor actor, String column, Object value) {
        actor.require("recipient.show");
        ProfileField field = fields.of(tx, actor).require(column);
        Object checked =
                StandardFields.EMAIL.equals(field.column())
                        ? normalised(value)
                        : rules(actor).check(field, value);
        return checked == null ? List.of() : store.findBy(tx, actor, field, checked, MAX_FOUND);
    }

    /**
     * Those whose values fit to all of the patterns; {@code *} stands for any text, {@code ?} for
     * one character. Times are compared as {@code yyyy-MM-dd HH:mm:ss} in UTC.
     *
     * @param patterns by column; none: everybody
     * @param limit how many ids are wanted at most
     * @throws InvalidInput for an unknown column
     */
    public PatternMatches matching(Actor actor, Map<String, String> patterns, int limit) {
        actor.require("recipient.show");
        return database.inTransaction(
                tx -> {
                    ProfileFieldCatalog catalog = fields.of(tx, actor);
                    Map<ProfileField, String> byField = new LinkedHashMap<>();
                    patterns.forEach(
                            (column, pattern) -> byField.put(catalog.require(column), pattern));
                    return RecipientPatterns.find(tx, actor, byField, limit);
                });
    }

    /**
     * Changes the given values, the others stay.
     *
     * @throws NotFound without such a recipient
     * @throws InvalidInput for bad values; nothing is changed then
     */
    public void update(Actor actor, long id, Map<String, ?> values) {
        database.run(tx -> update(tx, actor, id, values, 0));
    }

    /**
     * As {@link #update(Actor, long, Map)}.
     *
     * @param datasourceId source of the change, 0 to leave the last one
     */
    public void update(
            Transaction tx, Actor actor, long id, Map<String, ?> values, int datasourceId) {
        actor.require("recipient.change");
        ProfileFieldCatalog catalog = fields.of(tx, actor);
        change(tx, actor, id, checked(actor, catalog, values), datasourceId);
    }

    /** Removes the recipient and its bindings; what was tracked stays as numbers. */
    public void delete(Actor actor, long id) {
        database.run(tx -> delete(tx, actor, id));
    }

    public void delete(Transaction tx, Actor actor, long id) {
        actor.require("recipient.delete");
        String email = locked(tx, actor, id);
        store.delete(tx, actor.companyId(), id);
        log.record(tx, actor, "delete recipient", email + " (" + id + ")");
    }

    /** One page of the recipients that the query asks for. */
    public RecipientPage page(Actor actor, RecipientQuery query) {
        return page(actor, query, List.of());
    }

    /**
     * As {@link #page(Actor, RecipientQuery)}, reading only what is shown.
     *
     * @param columns of the profile besides id, address and sort column; unknown ones are passed
     *     over, none reads everything
     */
    public RecipientPage page(Actor actor, RecipientQuery query, Collection<String> columns) {
        actor.require("recipient.show");
        return database.inTransaction(
                tx -> search.page(tx, actor, fields.of(tx, actor), query, columns));
    }

    /**
     * Recipients for somebody who types the beginning of an address, an id, or the beginning of a
     * name that the actor sees, or of both. Answers within milliseconds for any number of
     * recipients.
     */
    public List<RecipientHit> lookUp(Actor actor, String text, int limit) {
        actor.require("recipient.show");
        return database.inTransaction(
                tx -> RecipientLookup.starting(tx, actor, fields.of(tx, actor), text, limit));
    }

    /** Those of the ids that exist, in no order. */
    public List<RecipientHit> lookUp(Actor actor, Collection<Long> ids) {
        actor.require("recipient.show");
        return database.inTransaction(
                tx -> RecipientLookup.of(tx, actor, fields.of(tx, actor), ids));
    }

    /** How many the query would find, counting no further than the limit. */
    public long count(Actor actor, RecipientQuery query, long limit) {
        actor.require("recipient.show");
        return database.inTransaction(
                tx -> search.count(tx, actor, fields.of(tx, actor), query, limit));
    }

    /**
     * The condition of a query on the recipients of the actor's company, whatever its order and
     * page.
     *
     * @throws InvalidInput when it asks for a field that the actor must not see
     */
    public RecipientCondition condition(Transaction tx, Actor actor, RecipientQuery query) {
        return SearchCondition.of(actor, fields.of(tx, actor), query).published();
    }

    /** The rules that values of the actor's company must obey. */
    public ValueRules rules(Actor actor) {
        boolean html = settings.bool(actor.companyId(), "recipient.profileFields.allowHtml", false);
        return new ValueRules(html, actor.zone());
    }

    private Optional<Long> guarded(
            Transaction tx, Actor actor, ProfileField key, Map<ProfileField, Object> values) {
        Object value = values.get(key);
        DuplicateGuard.take(
                tx, actor.companyId(), key.column(), value.toString().toLowerCase(Locale.ROOT));
        Optional<Long> found = store.findBy(tx, actor, key, value, 1).stream().findFirst();
        Actor everybody = Actor.system(actor.name(), actor.companyId());
        if (found.isEmpty()
                && !actor.limit().isNone()
                && !store.findBy(tx, everybody, key, value, 1).isEmpty()) {
            throw new InvalidInput(key.column(), "recipient.limit.taken");
        }
        return found;
    }

    private Map<ProfileField, Object> checkedNew(
            Transaction tx, Actor actor, Map<String, ?> values) {
        ProfileFieldCatalog catalog = fields.of(tx, actor);
        return complete(tx, actor, checked(actor, catalog, values));
    }

    /** Every problem is reported, not only the first. */
    private Map<ProfileField, Object> checked(
            Actor actor, ProfileFieldCatalog catalog, Map<String, ?> values) {
        ValueRules rules = rules(actor);
        Map<ProfileField, Object> checked = new LinkedHashMap<>();
        List<InvalidInput.Problem> problems = new ArrayList<>();
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            try {
                ProfileField field = catalog.require(entry.getKey());
                boolean byHand = actor.kind() != Actor.Kind.SYSTEM;
                if (field.isMaintained() || byHand && !field.isWritable()) {
                    throw new InvalidInput(
                            field.column(), "recipient.field.readonly", field.name());
                }
                checked.put(field, rules.check(field, entry.getValue()));
            } catch (InvalidInput e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return checked;
    }

    private Map<ProfileField, Object> complete(
            Transaction tx, Actor actor, Map<ProfileField, Object> given) {
        if (email(given).isEmpty()) {
            throw new InvalidInput("email", EmailAddress.Problem.EMPTY.key());
        }
        ProfileFieldCatalog all = fields.of(tx, actor.companyId());
        Map<ProfileField, Object> complete = new LinkedHashMap<>(given);
        add(complete, all.require("gender"), GENDER_UNKNOWN);
        add(complete, all.require("mailtype"), MAILTYPE_HTML);
        if (settings.bool(
                actor.companyId(), "recipient.trackingVeto.anonymizeAllRecipients", false)) {
            complete.keySet().removeIf(field -> field.column().equals(VETO));
            complete.put(all.require(VETO), 1L);
        }
        return complete;
    }

    /** The actor's own view of a field is another value than the field itself. */
    private static void add(Map<ProfileField, Object> values, ProfileField field, Object value) {
        if (values.keySet().stream().noneMatch(given -> given.column().equals(field.column()))) {
            values.put(field, value);
        }
    }

    private long insert(
            Transaction tx, Actor actor, Map<ProfileField, Object> values, int datasourceId) {
        long id = store.insert(tx, actor.companyId(), values, datasourceId, clock.instant());
        RecipientAccess.requireSeen(tx, actor, id);
        log.record(tx, actor, "create recipient", email(values) + " (" + id + ")");
        return id;
    }

    private void change(
            Transaction tx,
            Actor actor,
            long id,
            Map<ProfileField, Object> values,
            int datasourceId) {
        String email = locked(tx, actor, id);
        String renamed = email(values);
        if (!renamed.isEmpty() && !renamed.equalsIgnoreCase(email)) {
            blocklist.requireAllowed(tx, actor.companyId(), renamed);
        }
        store.update(tx, actor.companyId(), id, values, datasourceId, clock.instant());
        RecipientAccess.requireSeen(tx, actor, id);
        log.record(tx, actor, "edit recipient", email + " (" + id + ")");
    }

    private String locked(Transaction tx, Actor actor, long id) {
        return store.lock(tx, actor, id).orElseThrow(() -> new NotFound("recipient", id));
    }

    private static String email(Map<ProfileField, Object> values) {
        return values.entrySet().stream()
                .filter(entry -> StandardFields.EMAIL.equals(entry.getKey().column()))
                .map(entry -> String.valueOf(entry.getValue()))
                .findFirst()
                .orElse("");
    }

    /** To look an address up it need not be a valid one, e.g. one stored long ago. */
    private static Object normalised(Object value) {
        EmailAddress.Outcome outcome = EmailAddress.check(String.valueOf(value));
        return outcome.isValid() ? outcome.address().toString() : value;
    }
}
