package org.openemm.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The bell of the pages. What happens is noted in the transaction in which it happens; users see
 * what concerns their company and what they have the right for.
 */
public final class Notifications {
    /** Beyond, the exact number of unread ones says nothing to a person. */
    public static final int MANY = 100;

    private final Database database;
    private final Clock clock;
    private final NotificationStore store = new NotificationStore();

    public Notifications(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes what happened. */
    public void add(Transaction tx, Event event) {
        store.insert(tx, event, 0, clock.instant());
    }

    /** As {@link #add}, unless the same was noted of the same object at that moment or later. */
    public void addOnce(Transaction tx, Event event, Instant since) {
        if (!store.exists(tx, event, since)) {
            add(tx, event);
        }
    }

    /**
     * For a user who is here for the first time: a greeting. What happened before is taken as read.
     */
    public void welcome(Actor actor) {
        database.run(
                tx -> {
                    Event event = Event.of(Kind.WELCOME, actor.companyId(), 0, actor.id(), "");
                    if (!store.exists(tx, event, Instant.EPOCH)) {
                        store.readUpTo(tx, actor.id(), store.newest(tx));
                        store.insert(tx, event, actor.id(), clock.instant());
                    }
                });
    }

    /** One indexed query: asked for by every page and twice a minute afterwards. */
    public Unread unread(Actor actor) {
        return database.inTransaction(tx -> store.unread(tx, actor));
    }

    /**
     * The newest first.
     *
     * @param before only older ones than this id; 0 for all
     */
    public List<Notification> list(Actor actor, long before, int limit) {
        return database.inTransaction(tx -> store.list(tx, actor, before, limit));
    }

    /** Unread ones of what the actor started, newer than this id; the oldest first. */
    public List<Notification> ownSince(Actor actor, long after, int limit) {
        return database.inTransaction(tx -> store.ownSince(tx, actor, after, limit));
    }

    /**
     * Marks one as read.
     *
     * @throws NotFound when the actor cannot see it
     */
    public void read(Actor actor, long id) {
        database.run(
                tx -> {
                    if (!store.isVisible(tx, actor, id)) {
                        throw new NotFound("notification", id);
                    }
                    store.read(tx, actor.id(), id);
                });
    }

    /** Marks all that the user has seen as read: those up to this id. */
    public void readUpTo(Actor actor, long id) {
        database.run(tx -> store.readUpTo(tx, actor.id(), Math.min(id, store.newest(tx))));
    }
}
