package org.openemm.bulk;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.bulk.BulkStore.Stored;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.privacy.Erasure;
import org.openemm.recipient.RecipientAccess;
import org.openemm.recipient.RecipientListing;
import org.openemm.target.RecipientFilter;
import org.openemm.target.RecipientFilters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on a change, block by block; each block and its progress are one transaction. */
final class BulkWork {
    private static final Logger LOG = LoggerFactory.getLogger(BulkWork.class);
    private static final int BLOCK = 500;

    private final Database database;
    private final RecipientFilters filters;
    private final RecipientListing listing;
    private final BulkSql sql;
    private final Erasure erasure;
    private final Clock clock;
    private final BulkStore store = new BulkStore();
    private final ClearListSql clearing = new ClearListSql();

    BulkWork(
            Database database,
            RecipientFilters filters,
            RecipientListing listing,
            BulkSql sql,
            Erasure erasure,
            Clock clock) {
        this.database = database;
        this.filters = filters;
        this.listing = listing;
        this.sql = sql;
        this.erasure = erasure;
        this.clock = clock;
    }

    /** Until it is done, has failed, was cancelled, or somebody else works on it. */
    void run(long id) {
        try {
            while (!Thread.currentThread().isInterrupted() && step(id)) {
                // The next block.
            }
        } catch (InvalidInput | NotFound e) {
            fail(id, problem(e));
        } catch (RuntimeException e) {
            LOG.error("The change " + id + " of many recipients failed", e);
            fail(id, "bulk.problem.unknown");
        }
    }

    /** Kept without its words: a field that is gone is not named. */
    private static String problem(RuntimeException e) {
        if (!(e instanceof InvalidInput input)) {
            return "bulk.problem.gone";
        }
        String key = input.problems().get(0).key();
        return key.equals("recipient.field.unknown") ? "bulk.problem.field" : key;
    }

    private void fail(long id, String problem) {
        database.run(tx -> store.finish(tx, id, BulkRun.State.FAILED, problem, clock.instant()));
    }

    /**
     * @return whether there may be more
     */
    private boolean step(long id) {
        return database.inTransaction(
                tx -> {
                    Optional<Stored> found = store.lock(tx, id);
                    if (found.isEmpty()) {
                        return false;
                    }
                    Stored stored = found.get();
                    Actor actor = stored.actor(tx);
                    List<Long> block = next(tx, actor, stored);
                    if (block.isEmpty()) {
                        finish(tx, stored);
                        return false;
                    }
                    int changed = apply(tx, actor, stored.run().change(), block);
                    store.progress(
                            tx,
                            id,
                            block.size(),
                            changed,
                            block.get(block.size() - 1),
                            clock.instant());
                    return true;
                });
    }

    private List<Long> next(Transaction tx, Actor actor, Stored stored) {
        if (!stored.ids().isEmpty()) {
            return RecipientAccess.seen(tx, actor, stored.ids()).stream()
                    .sorted()
                    .filter(customer -> customer > stored.lastId())
                    .limit(BLOCK)
                    .toList();
        }
        if (stored.run().change() instanceof BulkChange.ClearList list) {
            return clearing.next(tx, actor, list, stored.lastId(), stored.endId(), BLOCK);
        }
        return listing.idsBetween(
                tx,
                actor,
                filters.query(tx, actor, RecipientFilter.ofStored(stored.filter())),
                stored.lastId(),
                stored.endId(),
                BLOCK);
    }

    private int apply(Transaction tx, Actor actor, BulkChange change, List<Long> block) {
        if (change instanceof BulkChange.SetField field) {
            return sql.setField(tx, actor, field, block);
        }
        if (change instanceof BulkChange.SetFields several) {
            return sql.setFields(tx, actor, several, block);
        }
        if (change instanceof BulkChange.Subscribe list) {
            return sql.subscribe(tx, actor, list, block);
        }
        if (change instanceof BulkChange.Unsubscribe list) {
            return sql.unsubscribe(tx, actor, list, block);
        }
        if (change instanceof BulkChange.Block reason) {
            return sql.block(tx, actor, reason, block);
        }
        if (change instanceof BulkChange.ClearList list) {
            return clear(tx, actor, list, block);
        }
        return erasure.erase(tx, actor, block);
    }

    private int clear(Transaction tx, Actor actor, BulkChange.ClearList list, List<Long> block) {
        BulkSql.requireList(tx, actor, list.mailinglistId());
        Set<Long> staying = clearing.staying(tx, actor, list, block);
        List<Long> gone = block.stream().filter(id -> !staying.contains(id)).toList();
        return erasure.erase(tx, actor, gone) + clearing.leave(tx, actor, list, staying);
    }

    private void finish(Transaction tx, Stored stored) {
        store.finish(tx, stored.run().id(), BulkRun.State.DONE, "", clock.instant());
        BulkChange.Kind kind = stored.run().change().kind();
        if (kind == BulkChange.Kind.ERASE || kind == BulkChange.Kind.CLEAR_LIST) {
            erasure.cleanLog(tx, stored.actor(tx));
        }
    }
}
