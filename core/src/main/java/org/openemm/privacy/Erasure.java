package org.openemm.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientAccess;

/**
 * Deletes recipients for good: profile, bindings, both histories, messages they sent, bounces of
 * theirs. Events that figures are made of stay, but for a number that leads to nobody; so every
 * figure counts what it counted before. Addresses in older lines of the activity log are taken out.
 * Thread-safe.
 */
public final class Erasure {
    /** Recipients of one transaction. */
    public static final int MOST = 500;

    private final Database database;
    private final ActivityLog log;
    private final ErasureStore store = new ErasureStore();

    public Erasure(Database database, ActivityLog log) {
        this.database = database;
        this.log = log;
    }

    /**
     * Right: recipient.delete.
     *
     * @throws NotFound without such a recipient
     */
    public void erase(Actor actor, long id) {
        database.run(
                tx -> {
                    if (erase(tx, actor, List.of(id)) == 0) {
                        throw new NotFound("recipient", id);
                    }
                    store.cleanLog(tx, actor.companyId(), id);
                });
    }

    /**
     * Right: recipient.delete.
     *
     * @param ids at most {@link #MOST}; those that are gone are passed over
     * @return how many were deleted; {@link #cleanLog} is still to be called
     */
    public int erase(Transaction tx, Actor actor, Collection<Long> ids) {
        actor.require("recipient.delete");
        if (ids.isEmpty()) {
            return 0;
        }
        List<ErasureStore.Person> persons =
                store.lock(tx, actor.companyId(), RecipientAccess.seen(tx, actor, ids));
        if (persons.isEmpty()) {
            return 0;
        }
        List<Long> numbers = new ArrayList<>();
        long first = store.numbers(tx, actor.companyId(), persons.size());
        for (int i = 0; i < persons.size(); i++) {
            numbers.add(first + i);
        }
        store.forget(tx, actor.companyId(), persons, numbers);
        store.delete(tx, actor.companyId(), persons);
        for (ErasureStore.Person person : persons) {
            log.record(tx, actor, "delete recipient", "(" + person.id() + ") for good");
        }
        return persons.size();
    }

    /**
     * Takes the addresses of all who are no recipients any more out of older lines of the activity
     * log. Reads the whole log: once after many were deleted.
     */
    public void cleanLog(Transaction tx, Actor actor) {
        actor.require("recipient.delete");
        store.cleanLog(tx, actor.companyId());
    }
}
