package org.openemm.contact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.Recipients;

/** The history of one recipient. Right: recipient.history. Thread-safe. */
public final class Contacts {
    private static final int LIMIT = 500;

    private final Database database;
    private final Recipients recipients;
    private final ContactStore store = new ContactStore();

    public Contacts(Database database, Recipients recipients) {
        this.database = database;
        this.recipients = recipients;
    }

    /**
     * Everything that happened, newest first; of each kind at most the latest 500.
     *
     * @throws NotFound without such a recipient
     */
    public List<Event> timeline(Actor actor, long customerId) {
        actor.require("recipient.history");
        return database.inTransaction(
                tx -> {
                    require(tx, actor, customerId);
                    int company = actor.companyId();
                    List<Event> events = new ArrayList<>();
                    events.addAll(
                            ListStates.events(
                                    open(actor, store.past(tx, company, customerId, LIMIT)),
                                    open(actor, store.present(tx, company, customerId))));
                    events.addAll(store.sent(tx, company, customerId, LIMIT));
                    events.addAll(store.opened(tx, company, customerId, LIMIT));
                    events.addAll(store.clicked(tx, company, customerId, LIMIT));
                    events.addAll(store.bounced(tx, company, customerId, LIMIT));
                    events.sort(Comparator.comparing(Event::at).reversed());
                    return events;
                });
    }

    /**
     * @throws NotFound without such a recipient
     */
    public Summary summary(Actor actor, long customerId) {
        actor.require("recipient.history");
        return database.inTransaction(
                tx -> {
                    require(tx, actor, customerId);
                    return store.summary(tx, actor.companyId(), customerId);
                });
    }

    private static List<ListStates.State> open(Actor actor, List<ListStates.State> states) {
        return states.stream().filter(state -> actor.usesList(state.mailinglistId())).toList();
    }

    private void require(Transaction tx, Actor actor, long customerId) {
        if (recipients.find(tx, actor, customerId).isEmpty()) {
            throw new NotFound("recipient", customerId);
        }
    }
}
