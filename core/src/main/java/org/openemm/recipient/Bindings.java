package org.openemm.recipient;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.blocklist.Blocklist;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** Which recipient is in which mailing list, and as what. Thread-safe. */
public final class Bindings {
    private static final int MAX_REMARK = 150;
    private static final int MAX_REFERRER = 4000;
    private static final int HISTORY = 200;

    private final Database database;
    private final Blocklist blocklist;
    private final ActivityLog log;
    private final Clock clock;
    private final BindingStore store = new BindingStore();
    private final RecipientStore recipients = new RecipientStore();

    public Bindings(Database database, Blocklist blocklist, ActivityLog log, Clock clock) {
        this.blocklist = blocklist;
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    public Optional<Binding> get(Actor actor, long customerId, int mailinglistId, int mediatype) {
        return database.inTransaction(tx -> find(tx, actor, customerId, mailinglistId, mediatype));
    }

    /** As {@link #get}, in a transaction that is open. */
    public Optional<Binding> find(
            Transaction tx, Actor actor, long customerId, int mailinglistId, int mediatype) {
        actor.require("recipient.show");
        return actor.usesList(mailinglistId) && RecipientAccess.sees(tx, actor, customerId)
                ? store.find(tx, actor.companyId(), customerId, mailinglistId, mediatype)
                : Optional.empty();
    }

    /** All bindings of a recipient to lists that exist. */
    public List<Binding> of(Actor actor, long customerId) {
        return of(actor, List.of(customerId)).getOrDefault(customerId, List.of());
    }

    /** As {@link #of(Actor, long)}, in a transaction that is open. */
    public List<Binding> of(Transaction tx, Actor actor, long customerId) {
        actor.require("recipient.show");
        return open(tx, actor, List.of(customerId));
    }

    /** Bindings of several recipients by customer id; without an entry for those without any. */
    public Map<Long, List<Binding>> of(Actor actor, Collection<Long> customerIds) {
        actor.require("recipient.show");
        return database.inTransaction(tx -> open(tx, actor, customerIds)).stream()
                .collect(Collectors.groupingBy(Binding::customerId));
    }

    /** Without lists that are closed to the actor. */
    private List<Binding> open(Transaction tx, Actor actor, Collection<Long> customerIds) {
        return store
                .of(tx, actor.companyId(), RecipientAccess.seen(tx, actor, customerIds))
                .stream()
                .filter(binding -> actor.usesList(binding.mailinglistId()))
                .toList();
    }

    /**
     * Creates or changes a binding.
     *
     * @throws NotFound kind {@code mailinglist}, then {@code recipient}, when missing
     * @throws InvalidInput for a remark over 150 characters, a medium other than e-mail, or when
     *     somebody on the blocklist would get mail
     */
    public void set(Actor actor, Binding binding) {
        database.run(tx -> set(tx, actor, binding));
    }

    public void set(Transaction tx, Actor actor, Binding binding) {
        actor.require("recipient.change");
        check(binding);
        requireList(tx, actor, binding.mailinglistId());
        String email =
                recipients
                        .lock(tx, actor, binding.customerId())
                        .orElseThrow(() -> new NotFound("recipient", binding.customerId()));
        if (binding.status().awaitsMail()) {
            blocklist.requireAllowed(tx, actor.companyId(), email);
        }
        store.set(tx, actor.companyId(), binding, clock.instant());
        log.record(
                tx,
                actor,
                "edit binding",
                "%s (%d) in list %d: %s"
                        .formatted(
                                email,
                                binding.customerId(),
                                binding.mailinglistId(),
                                binding.status()));
    }

    /**
     * Takes a recipient out of a list as if it had never been in.
     *
     * @throws NotFound without such a binding
     */
    public void delete(Actor actor, long customerId, int mailinglistId, int mediatype) {
        database.run(tx -> delete(tx, actor, customerId, mailinglistId, mediatype));
    }

    public void delete(
            Transaction tx, Actor actor, long customerId, int mailinglistId, int mediatype) {
        actor.require("recipient.change");
        if (!actor.usesList(mailinglistId)
                || !RecipientAccess.sees(tx, actor, customerId)
                || !store.delete(tx, actor.companyId(), customerId, mailinglistId, mediatype)) {
            throw new NotFound("binding", customerId + "/" + mailinglistId);
        }
        log.record(
                tx,
                actor,
                "delete binding",
                "recipient %d in list %d".formatted(customerId, mailinglistId));
    }

    /** What the bindings of a recipient were, newest first, at most 200 changes. */
    public List<BindingChange> history(Actor actor, long customerId) {
        actor.require("recipient.history");
        return database
                .inTransaction(
                        tx ->
                                RecipientAccess.sees(tx, actor, customerId)
                                        ? store.history(tx, actor.companyId(), customerId, HISTORY)
                                        : List.<BindingChange>of())
                .stream()
                .filter(change -> actor.usesList(change.mailinglistId()))
                .toList();
    }

    private static void check(Binding binding) {
        if (binding.mediatype() != Binding.EMAIL) {
            throw new InvalidInput("mediatype", "recipient.binding.mediatype", binding.mediatype());
        }
        if (binding.remark() != null && binding.remark().length() > MAX_REMARK) {
            throw new InvalidInput("remark", "recipient.binding.remark", MAX_REMARK);
        }
        if (binding.referrer() != null && binding.referrer().length() > MAX_REFERRER) {
            throw new InvalidInput("referrer", "recipient.binding.referrer", MAX_REFERRER);
        }
    }

    private static void requireList(Transaction tx, Actor actor, int mailinglistId) {
        actor.requireList(mailinglistId);
        boolean known =
                tx.sql()
                        .createQuery(
                                """
                                SELECT COUNT(*) FROM mailinglist_tbl
                                 WHERE mailinglist_id = :list AND company_id = :company AND deleted = 0
                                """)
                        .bind("list", mailinglistId)
                        .bind("company", actor.companyId())
                        .mapTo(Boolean.class)
                        .one();
        if (!known) {
            throw new NotFound("mailinglist", mailinglistId);
        }
    }
}
