package org.openemm.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.Recipients;

/**
 * The contacts with one recipient page by page, however many there are. Right: recipient.history.
 * Thread-safe.
 */
public final class Histories {
    /** More things that one person does in the same second are not told apart. */
    private static final int SAME_SECOND = 500;

    private static final int MAILINGS = 500;
    private static final int MOST_CHANGES = 10_000;

    private static final Comparator<Contact> NEWEST_FIRST =
            Comparator.comparing(Contact::at, Comparator.reverseOrder())
                    .thenComparing(contact -> contact.kind().name())
                    .thenComparing(Contact::mailingId, Comparator.reverseOrder());

    private final Database database;
    private final Recipients recipients;
    private final HistoryStore store = new HistoryStore();
    private final ContactStore lists = new ContactStore();

    public Histories(Database database, Recipients recipients) {
        this.database = database;
        this.recipients = recipients;
    }

    /**
     * A mailing that somebody got.
     *
     * @param name empty when it was deleted
     */
    public record Mailing(int id, String name) {}

    /**
     * @throws NotFound without such a recipient
     */
    public ContactPage page(Actor actor, long customerId, ContactQuery query) {
        return database.inTransaction(
                tx -> {
                    require(tx, actor, customerId);
                    ContactPage page = page(query, contacts(tx, actor, customerId, query));
                    return new ContactPage(
                            page.contacts(),
                            page.previous(),
                            page.next(),
                            total(tx, actor, customerId, query));
                });
    }

    /**
     * Mailings that the recipient got, the latest first, at most 500.
     *
     * @throws NotFound without such a recipient
     */
    public List<Mailing> mailings(Actor actor, long customerId) {
        return database.inTransaction(
                tx -> {
                    require(tx, actor, customerId);
                    return store.mailings(tx, actor.companyId(), customerId, MAILINGS);
                });
    }

    /**
     * What the recipient opened and clicked with, the one used last first.
     *
     * @throws NotFound without such a recipient
     */
    public List<Device> devices(Actor actor, long customerId) {
        return database.inTransaction(
                tx -> {
                    require(tx, actor, customerId);
                    return store.devices(tx, actor.companyId(), customerId);
                });
    }

    /** Newest first; from the second of the cursor on, and more than fit into the page. */
    private List<Contact> contacts(
            Transaction tx, Actor actor, long customerId, ContactQuery query) {
        ContactQuery.Cursor cursor = query.cursor();
        boolean back = cursor != null && cursor.backwards();
        Instant place = cursor == null ? null : Instant.ofEpochSecond(cursor.at());
        Instant from = back ? later(query.from(), place) : query.from();
        Instant last = query.until() == null ? null : query.until().minusSeconds(1);
        Instant to = cursor == null || back ? last : earlier(last, place);
        int limit = query.size() + 1 + SAME_SECOND;
        List<Contact> found = new ArrayList<>();
        if (query.kind() != Contact.Kind.LISTS) {
            found.addAll(
                    store.mails(
                            tx,
                            actor.companyId(),
                            customerId,
                            query.kind(),
                            query.mailingId(),
                            from,
                            to,
                            back,
                            limit));
            if (back) {
                Collections.reverse(found);
            }
        }
        changes(tx, actor, customerId, query, from, to).forEach(found::add);
        found.sort(NEWEST_FIRST);
        return found;
    }

    private long total(Transaction tx, Actor actor, long customerId, ContactQuery query) {
        Instant to = query.until() == null ? null : query.until().minusSeconds(1);
        long mails =
                query.kind() == Contact.Kind.LISTS
                        ? 0
                        : store.count(
                                tx,
                                actor.companyId(),
                                customerId,
                                query.kind(),
                                query.mailingId(),
                                query.from(),
                                to);
        return mails + changes(tx, actor, customerId, query, query.from(), to).count();
    }

    private Stream<Contact> changes(
            Transaction tx,
            Actor actor,
            long customerId,
            ContactQuery query,
            Instant from,
            Instant to) {
        if (query.kind() != null && query.kind() != Contact.Kind.LISTS) {
            return Stream.of();
        }
        return changes(tx, actor, customerId).stream()
                .map(Contact::of)
                .filter(c -> query.mailingId() == 0 || c.mailingId() == query.mailingId())
                .filter(c -> from == null || !c.at().isBefore(from))
                .filter(c -> to == null || c.at().getEpochSecond() <= to.getEpochSecond());
    }

    /**
     * What became of the recipient in the mailing lists that are open to the actor, newest first.
     *
     * @throws NotFound without such a recipient
     */
    public List<ListEvent> changes(Actor actor, long customerId) {
        return database.inTransaction(
                tx -> {
                    require(tx, actor, customerId);
                    return changes(tx, actor, customerId).stream()
                            .sorted(Comparator.comparing(ListEvent::at).reversed())
                            .toList();
                });
    }

    private List<ListEvent> changes(Transaction tx, Actor actor, long customerId) {
        return ListStates.events(
                        open(actor, lists.past(tx, actor.companyId(), customerId, MOST_CHANGES)),
                        open(actor, lists.present(tx, actor.companyId(), customerId)))
                .stream()
                .map(ListEvent.class::cast)
                .toList();
    }

    private static ContactPage page(ContactQuery query, List<Contact> found) {
        ContactQuery.Cursor cursor = query.cursor();
        List<Contact> rest = new ArrayList<>(found);
        if (cursor != null && cursor.backwards()) {
            int sameSecond = count(rest, cursor.at());
            int end = rest.size() - Math.max(0, sameSecond - cursor.before());
            int start = Math.max(0, end - query.size());
            return result(rest, start, end, start > 0, true);
        }
        int start = cursor == null ? 0 : Math.min(cursor.before(), count(rest, cursor.at()));
        int end = Math.min(rest.size(), start + query.size());
        return result(rest, start, end, cursor != null, end < rest.size());
    }

    private static ContactPage result(
            List<Contact> found, int start, int end, boolean before, boolean after) {
        if (start >= end) {
            return new ContactPage(List.of(), null, null, 0);
        }
        return new ContactPage(
                found.subList(start, end),
                before ? cursor(found, start, true) : null,
                after ? cursor(found, end, false) : null,
                0);
    }

    /** The place before the contact with this number. */
    private static ContactQuery.Cursor cursor(List<Contact> found, int number, boolean backwards) {
        Contact contact = found.get(backwards ? number : number - 1);
        long second = contact.at().getEpochSecond();
        int before =
                (int)
                        found.subList(0, number).stream()
                                .filter(other -> other.at().getEpochSecond() == second)
                                .count();
        return new ContactQuery.Cursor(backwards, second, before);
    }

    private static int count(List<Contact> contacts, long second) {
        return (int)
                contacts.stream()
                        .filter(contact -> contact.at().getEpochSecond() == second)
                        .count();
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one == null || one.isAfter(other) ? other : one;
    }

    private static List<ListStates.State> open(Actor actor, List<ListStates.State> states) {
        return states.stream().filter(state -> actor.usesList(state.mailinglistId())).toList();
    }

    private void require(Transaction tx, Actor actor, long customerId) {
        actor.require("recipient.history");
        if (recipients.find(tx, actor, customerId).isEmpty()) {
            throw new NotFound("recipient", customerId);
        }
    }
}
