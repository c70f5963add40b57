package org.openemm.recipient;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFields;

/**
 * What a list of millions of recipients needs besides its pages: numbers, the way from one to the
 * next, the blocks of a change of all. Pages: {@link Recipients#page}. Thread-safe.
 */
public final class RecipientListing {
    private final Database database;
    private final ProfileFields fields;
    private final Recipients recipients;
    private final Counted counted;
    private final RecipientSearch search = new RecipientSearch();

    /** Whoever sees other fields or lists finds other recipients by the same words. */
    private record Number(
            int companyId,
            Set<Integer> closedLists,
            Set<String> columns,
            RecipientLimit limit,
            RecipientQuery query) {}

    public RecipientListing(
            Database database, ProfileFields fields, Recipients recipients, Counted counted) {
        this.counted = counted;
        this.database = database;
        this.fields = fields;
        this.recipients = recipients;
    }

    /**
     * The recipient after (or before) another one in a list.
     *
     * @param query the list and its order; its page does not matter
     * @return nothing at the end of the list, and when the other one is gone
     */
    public Optional<Long> beside(Actor actor, RecipientQuery query, long id, boolean before) {
        actor.require("recipient.show");
        return database.inTransaction(
                tx ->
                        recipients
                                .find(tx, actor, id)
                                .flatMap(
                                        recipient ->
                                                search.beside(
                                                        tx,
                                                        actor,
                                                        fields.of(tx, actor),
                                                        query,
                                                        recipient,
                                                        before)));
    }

    /**
     * About how many the query finds, at once for any number of recipients; may be wrong by half,
     * never by much for a search or a list.
     */
    public long estimate(Actor actor, RecipientQuery query) {
        actor.require("recipient.show");
        return database.inTransaction(
                tx -> search.estimate(tx, actor, fields.of(tx, actor), query));
    }

    /** How many the query finds; takes its time, at most half a minute. */
    public long countAll(Actor actor, RecipientQuery query) {
        actor.require("recipient.show");
        return database.inTransaction(
                tx -> search.countAll(tx, actor, fields.of(tx, actor), query));
    }

    /**
     * Ids that the query finds, in their order: for going through all of them block by block.
     *
     * @param after ids above this one
     * @param end up to this one
     */
    public List<Long> idsBetween(
            Transaction tx, Actor actor, RecipientQuery query, long after, long end, int limit) {
        actor.require("recipient.show");
        return search.idsBetween(tx, actor, fields.of(tx, actor), query, after, end, limit);
    }

    /** Columns by which any number of recipients can be sorted quickly. */
    public Set<String> indexed(Actor actor) {
        actor.require("recipient.show");
        return database.inTransaction(tx -> RecipientEstimate.indexed(tx, actor.companyId()));
    }

    private Set<String> columns(Actor actor) {
        return fields.of(actor).all().stream()
                .map(ProfileField::column)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As {@link #countAll}, for the eye: may be of a little while ago where counting is costly. */
    public long number(Actor actor, RecipientQuery query) {
        actor.require("recipient.show");
        return counted.of(
                new Number(
                        actor.companyId(),
                        actor.closedLists(),
                        columns(actor),
                        actor.limit(),
                        query),
                () -> countAll(actor, query));
    }
}
