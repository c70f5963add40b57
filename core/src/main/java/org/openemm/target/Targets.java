package org.openemm.target;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.eql.Correction;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlContext;
import org.openemm.eql.EqlError;
import org.openemm.eql.EqlField;
import org.openemm.eql.EqlRule;
import org.openemm.eql.Translation;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFields;

/** The target groups of a company. Thread-safe. */
public final class Targets {
    private static final int MAX_USES = 1000;
    private static final int MAX_PAGE = 1000;
    private static final int MAX_NAMED = 500;

    /** A person waits for the answer. */
    private static final int MAX_SECONDS = 10;

    private final Database database;
    private final ProfileFields profileFields;
    private final ActivityLog log;
    private final Clock clock;
    private final TargetStore store = new TargetStore();
    private final TargetUses uses = new TargetUses();
    private final TargetRecipients recipients = new TargetRecipients(MAX_SECONDS);
    private final TargetRules rules = new TargetRules(store, uses);
    private final TargetNesting nesting;

    public Targets(Database database, ProfileFields profileFields, ActivityLog log, Clock clock) {
        this.database = database;
        this.profileFields = profileFields;
        this.log = log;
        this.clock = clock;
        nesting = new TargetNesting(profileFields, rules, this::complexity);
    }

    /**
     * @throws NotFound no such group in the company; deleted ones are found
     */
    public Target get(Actor actor, int id) {
        return database.inTransaction(tx -> get(tx, actor, id));
    }

    public Target get(Transaction tx, Actor actor, int id) {
        return store.find(tx, actor.companyId(), id).orElseThrow(() -> new NotFound("target", id));
    }

    /** The living group with that id or exact name. */
    public Optional<Target> find(Actor actor, String key) {
        return database.inTransaction(tx -> store.find(tx, actor.companyId(), key));
    }

    /** Every living group by name, for selections. */
    public List<Target> all(Actor actor) {
        return named(actor, "", TargetQuery.Sort.NAME, MAX_NAMED);
    }

    /** The first living groups with that part in name or description. */
    public List<Target> named(Actor actor, String search, TargetQuery.Sort sort, int limit) {
        TargetQuery query = TargetQuery.named(search, sort, limit);
        return database.inTransaction(
                tx ->
                        new TargetListStore(tx, actor, query, TargetFavorites.COMMON, Map.of())
                                .page()
                                .rows());
    }

    /**
     * Creates or changes a group. Right: targets.change.
     *
     * @return id of the group
     * @throws InvalidInput name or rule are not acceptable; a rule on behaviour for a group that
     *     content blocks use
     */
    public int save(Actor actor, TargetDraft draft) {
        return save(actor, draft, "");
    }

    /**
     * As above, unless somebody else was faster.
     *
     * @param version of the group the person saw; empty: whatever it is now
     * @throws TargetChanged it is another one by now, and not what is drafted
     */
    public int save(Actor actor, TargetDraft draft, String version) {
        return database.inTransaction(tx -> save(tx, actor, draft, version));
    }

    public int save(Transaction tx, Actor actor, TargetDraft draft) {
        return save(tx, actor, draft, "");
    }

    private int save(Transaction tx, Actor actor, TargetDraft draft, String version) {
        actor.require("targets.change");
        nesting.lock(tx, actor.companyId());
        Optional<Target> old =
                draft.id() == 0 ? Optional.empty() : Optional.of(get(tx, actor, draft.id()));
        old.ifPresent(target -> rules.checkAccess(actor, target));
        old.ifPresent(target -> rules.checkVersion(target, draft, version));
        Translation rule = rules.check(tx, draft, old, context(tx, actor, draft.id()));
        int company = actor.companyId();
        int complexity = complexity(tx, company, rule);
        int id = draft.id();
        if (id == 0) {
            id = store.insert(tx, company, draft, rule, complexity, clock.instant());
        } else {
            store.update(tx, company, draft, rule, complexity, clock.instant());
        }
        store.setReferences(tx, company, id, rule);
        nesting.translateAround(tx, company, id);
        log.record(
                tx,
                actor,
                draft.id() == 0 ? "create target group" : "edit target group",
                draft.name() + " (" + id + ")");
        return id;
    }

    /**
     * Marks a group as deleted. Right: targets.delete.
     *
     * @throws InvalidInput it is locked or in use; the message names the users
     */
    public void delete(Actor actor, int id) {
        actor.require("targets.delete");
        database.run(
                tx -> {
                    Target target = get(tx, actor, id);
                    rules.checkUnlocked(target);
                    rules.checkAccess(actor, target);
                    List<TargetUse> users = uses.of(tx, actor.companyId(), id, MAX_USES);
                    if (!users.isEmpty()) {
                        throw new InvalidInput(
                                "", "error.target.in_use", target.name(), TargetUses.named(users));
                    }
                    store.setDeleted(tx, actor.companyId(), id, true, clock.instant());
                    log.record(tx, actor, "delete target group", target.name() + " (" + id + ")");
                });
    }

    /** Takes a deletion back. Right: targets.delete. */
    public void restore(Actor actor, int id) {
        actor.require("targets.delete");
        database.run(
                tx -> {
                    Target target = get(tx, actor, id);
                    rules.checkNameIsFree(tx, actor.companyId(), target.name(), id);
                    store.setDeleted(tx, actor.companyId(), id, false, clock.instant());
                    log.record(tx, actor, "restore target group", target.name() + " (" + id + ")");
                });
    }

    /** Makes a group read only, or takes that back. Right: targets.lock. */
    public void setLocked(Actor actor, int id, boolean locked) {
        database.run(tx -> setLocked(tx, actor, id, locked));
    }

    void setLocked(Transaction tx, Actor actor, int id, boolean locked) {
        actor.require("targets.lock");
        Target target = get(tx, actor, id);
        rules.checkAccess(actor, target);
        store.setLocked(tx, actor.companyId(), id, locked, clock.instant());
        log.record(
                tx,
                actor,
                locked ? "lock target group" : "unlock target group",
                target.name() + " (" + id + ")");
    }

    /** What keeps a group from being saved as it is drafted, whoever holds it now. */
    List<InvalidInput.Problem> problems(Transaction tx, Actor actor, TargetDraft draft) {
        try {
            rules.check(tx, draft, Optional.empty(), context(tx, actor, draft.id()));
            return List.of();
        } catch (InvalidInput e) {
            return e.problems();
        }
    }

    /** What uses the group. */
    public List<TargetUse> uses(Actor actor, int id) {
        return database.inTransaction(
                tx -> uses.of(tx, actor.companyId(), get(tx, actor, id).id(), MAX_USES));
    }

    /** Looks at a rule for a new group without saving it. */
    public EqlCheck check(Actor actor, String eql) {
        return check(actor, eql, 0);
    }

    /**
     * Looks at a rule without saving it.
     *
     * @param targetId group the rule is for, which it cannot contain; 0 for a new one
     */
    public EqlCheck check(Actor actor, String eql, int targetId) {
        return database.inTransaction(
                tx ->
                        EqlCheck.of(
                                eql,
                                context(tx, actor, targetId),
                                rule -> complexity(tx, actor.companyId(), rule)));
    }

    /** What a wrong rule was probably meant to be; nothing for a legal one, or without an idea. */
    public Optional<String> correct(Actor actor, String eql) {
        return database.inTransaction(tx -> Correction.of(eql, context(tx, actor)));
    }

    /**
     * How many recipients a rule selects now.
     *
     * @throws InvalidInput the rule is wrong or takes too long
     */
    public long count(Actor actor, String eql) {
        return database.inTransaction(tx -> recipients.count(tx, actor, translate(tx, actor, eql)));
    }

    /**
     * Recipients that a rule selects, in the order of their ids.
     *
     * @param afterId 0 for the first ones
     * @param limit 1 to 1000
     * @throws InvalidInput the rule is wrong or takes too long
     */
    public List<TargetMatch> recipients(Actor actor, String eql, long afterId, int limit) {
        return database.inTransaction(
                tx ->
                        seen(
                                tx,
                                actor,
                                recipients.after(
                                        tx,
                                        actor,
                                        translate(tx, actor, eql),
                                        afterId,
                                        Math.max(1, Math.min(MAX_PAGE, limit)))));
    }

    /** As above for a stored group. */
    public List<TargetMatch> recipients(Actor actor, int targetId, long afterId, int limit) {
        return database.inTransaction(
                tx ->
                        seen(
                                tx,
                                actor,
                                recipients.after(
                                        tx,
                                        actor,
                                        sql(tx, actor.companyId(), targetId),
                                        afterId,
                                        Math.max(1, Math.min(MAX_PAGE, limit)))));
    }

    /** Without names that are hidden from the actor. */
    private List<TargetMatch> seen(Transaction tx, Actor actor, List<TargetMatch> matches) {
        ProfileFieldCatalog fields = profileFields.of(tx, actor);
        boolean first = fields.column("firstname").isPresent();
        boolean last = fields.column("lastname").isPresent();
        return matches.stream()
                .map(
                        match ->
                                new TargetMatch(
                                        match.customerId(),
                                        match.email(),
                                        first ? match.firstname() : null,
                                        last ? match.lastname() : null))
                .toList();
    }

    /** The fields that rules can use, for help. */
    public List<EqlField> fields(Actor actor) {
        return database.inTransaction(tx -> context(tx, actor).fields());
    }

    /**
     * The condition of a group on the recipient table under the alias {@code cust}, in parentheses.
     *
     * @throws NotFound no such living group in the company or for all companies
     * @throws InvalidInput the group is marked invalid
     */
    public String sql(Transaction tx, int companyId, int targetId) {
        TargetStore.StoredCondition stored =
                store.condition(tx, companyId, targetId)
                        .orElseThrow(() -> new NotFound("target", targetId));
        if (!stored.isUsable()) {
            throw new InvalidInput("targetExpression", "target.expression.invalid", stored.name());
        }
        return "(" + stored.sql() + ")";
    }

    /** As {@link #sql}, for a list of recipients. */
    public String condition(Actor actor, int targetId) {
        return database.inTransaction(tx -> sql(tx, actor.companyId(), targetId));
    }

    /**
     * The condition of a target expression such as {@code (3|4)&!5}, in parentheses unless empty.
     *
     * @param expression null or empty for everybody
     * @throws InvalidInput syntax error, or a group that is unknown, deleted or invalid
     */
    public String expressionSql(Transaction tx, int companyId, String expression) {
        return ExpressionSql.of(
                expression == null ? "" : expression,
                id -> {
                    try {
                        return sql(tx, companyId, id);
                    } catch (NotFound e) {
                        throw new InvalidInput("targetExpression", "target.expression.unknown", id);
                    }
                });
    }

    /**
     * The condition of a rule as {@link #sql} has it.
     *
     * @throws InvalidInput field {@code eql}, with the place of the error
     */
    String ruleSql(Transaction tx, Actor actor, String eql) {
        return "(" + translate(tx, actor, eql) + ")";
    }

    /**
     * A rule as it is understood.
     *
     * @throws InvalidInput field {@code eql}, with the place of the error
     */
    public EqlRule rule(Transaction tx, Actor actor, String eql) {
        try {
            return Eql.read(eql, context(tx, actor));
        } catch (EqlError error) {
            throw error.problem().asInvalidInput("eql");
        }
    }

    /** About how many recipients the company has, at once. */
    public long estimate(Transaction tx, int companyId) {
        return recipients.estimate(tx, companyId);
    }

    /** Columns of the recipients that an index begins with. */
    public Set<String> indexedColumns(Transaction tx, int companyId) {
        return recipients.indexedColumns(tx, companyId);
    }

    private String translate(Transaction tx, Actor actor, String eql) {
        try {
            return Eql.translate(eql, context(tx, actor)).sql();
        } catch (EqlError error) {
            throw error.problem().asInvalidInput("eql");
        }
    }

    private int complexity(Transaction tx, int company, Translation rule) {
        return rule.complexity()
                .index(recipients.estimate(tx, company), recipients.indexedColumns(tx, company));
    }

    private EqlContext context(Transaction tx, Actor actor) {
        return context(tx, actor, 0);
    }

    private EqlContext context(Transaction tx, Actor actor, int targetId) {
        return CompanyContext.of(tx, actor, profileFields.of(tx, actor), targetId);
    }
}
