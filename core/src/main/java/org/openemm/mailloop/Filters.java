package org.openemm.mailloop;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The filters of a company. New ones take mail after a few minutes, when the backend has read them.
 */
public final class Filters {
    public static final String RIGHT_SHOW = "mailloop.show";
    public static final String RIGHT_CHANGE = "mailloop.change";
    public static final String RIGHT_DELETE = "mailloop.delete";

    private final Database database;
    private final ActivityLog log;
    private final FilterDirectory directory;
    private final Clock clock;
    private final FilterStore store = new FilterStore();

    public Filters(Database database, ActivityLog log, FilterDirectory directory, Clock clock) {
        this.database = database;
        this.log = log;
        this.directory = directory;
        this.clock = clock;
    }

    /** By name. */
    public List<Filter> all(Actor actor) {
        actor.require(RIGHT_SHOW);
        return database.inTransaction(tx -> store.all(tx, actor.companyId()));
    }

    public FilterPage page(Actor actor, FilterQuery query) {
        actor.require(RIGHT_SHOW);
        return database.inTransaction(
                tx ->
                        store.page(
                                tx,
                                actor.companyId(),
                                directory.domainOf(tx, actor.companyId()),
                                query));
    }

    /**
     * @throws NotFound kind {@code filter}
     */
    public Filter get(Actor actor, int id) {
        actor.require(RIGHT_SHOW);
        return database.inTransaction(tx -> row(tx, actor, id, false));
    }

    /** For the backend, which acts for the company of the filter. */
    public Optional<Filter> find(Transaction tx, int companyId, int id) {
        return store.find(tx, companyId, id, false);
    }

    /** Domain of the generated addresses; empty while the company has none. */
    public String domain(Actor actor) {
        return database.inTransaction(tx -> directory.domainOf(tx, actor.companyId()));
    }

    /** {@code reply_<rid>@<domain>}; empty without a domain. */
    public static String address(int id, String domain) {
        return domain.isEmpty() ? "" : "reply_" + id + "@" + domain;
    }

    /** Mailings that can answer, by name. */
    public List<AnswerMailing> answerMailings(Actor actor) {
        actor.require(RIGHT_SHOW);
        return database.inTransaction(tx -> store.answerMailings(tx, actor.companyId()));
    }

    /** What happens to a mail to the address. */
    public Verdict test(Actor actor, String address) {
        actor.require(RIGHT_SHOW);
        return directory.read().addresses().lookup(address);
    }

    /**
     * @return number of the filter
     * @throws InvalidInput naming the fields that are wrong
     */
    public int create(Actor actor, FilterDraft draft) {
        actor.require(RIGHT_CHANGE);
        FilterRules.check(draft);
        return database.inTransaction(
                tx -> {
                    check(tx, actor, draft, 0);
                    int id = store.insert(tx, actor.companyId(), draft, clock.instant());
                    log.record(tx, actor, "create filter", describe(draft, id));
                    return id;
                });
    }

    /**
     * @throws InvalidInput naming the fields that are wrong
     */
    public void update(Actor actor, int id, FilterDraft draft) {
        actor.require(RIGHT_CHANGE);
        FilterRules.check(draft);
        database.run(
                tx -> {
                    row(tx, actor, id, false);
                    check(tx, actor, draft, id);
                    store.update(tx, id, draft, clock.instant());
                    log.record(tx, actor, "edit filter", describe(draft, id));
                });
    }

    /** From the next minutes on mails to its addresses are refused. */
    public void delete(Actor actor, int id) {
        actor.require(RIGHT_DELETE);
        database.run(
                tx -> {
                    Filter filter = row(tx, actor, id, false);
                    store.mark(tx, id, true, clock.instant());
                    log.record(tx, actor, "delete filter", describe(filter.settings(), id));
                });
    }

    /**
     * Takes a deletion back.
     *
     * @throws InvalidInput when an address or the name has been given to another filter meanwhile
     */
    public void restore(Actor actor, int id) {
        actor.require(RIGHT_DELETE);
        database.run(
                tx -> {
                    FilterDraft draft = row(tx, actor, id, true).settings();
                    check(tx, actor, draft, id);
                    store.mark(tx, id, false, clock.instant());
                    log.record(tx, actor, "restore filter", describe(draft, id));
                });
    }

    private void check(Transaction tx, Actor actor, FilterDraft draft, int id) {
        // Two people at once must not give one address to two filters.
        store.lock(tx);
        FilterDirectory.Contents contents = directory.readWithout(tx, id);
        FilterRules.check(tx, actor, draft, store, contents.filters(), contents.addresses());
    }

    private Filter row(Transaction tx, Actor actor, int id, boolean deleted) {
        return store.find(tx, actor.companyId(), id, deleted)
                .orElseThrow(() -> new NotFound("filter", id));
    }

    private static String describe(FilterDraft draft, int id) {
        return draft.name() + " (" + id + ")";
    }
}
