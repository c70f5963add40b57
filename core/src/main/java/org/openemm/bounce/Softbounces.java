package org.openemm.bounce;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientAccess;

/** What the scoring of soft bounces would do now, without doing it. */
public final class Softbounces {
    /** Right to see it. */
    public static final String RIGHT = "mailloop.show";

    private final Database database;
    private final Clock clock;
    private final ScoringStore store = new ScoringStore();

    public Softbounces(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An address with more soft bounces, over a longer time, than allowed.
     *
     * @param recipients with this address
     * @param mailing that bounced last; empty for a deleted one
     * @param lastActivity newest opening or click, null for none
     * @param converted true: becomes a hard bounce; false: there was an opening or click, its count
     *     begins anew
     */
    public record Candidate(
            String email,
            long customerId,
            int recipients,
            int bounces,
            Instant first,
            Instant last,
            int mailingId,
            String mailing,
            Instant lastActivity,
            boolean converted) {}

    /**
     * @param total candidates in all
     * @param converted those of them that become a hard bounce
     * @param addresses with at least one soft bounce that counts
     */
    public record Page(
            List<Candidate> candidates,
            long total,
            long converted,
            long addresses,
            ScoringLimits limits) {}

    /**
     * Those whom the next scoring would decide about, most bounces first, without those who get no
     * mails anyway. Right: {@value #RIGHT}.
     *
     * @param page from 1
     * @param size lines per page, 1 to 500
     */
    public Page next(Actor actor, int page, int size) {
        actor.require(RIGHT);
        int company = actor.companyId();
        int lines = Math.min(500, Math.max(1, size));
        long from = (Math.max(1, page) - 1L) * lines;
        return database.inTransaction(
                tx -> {
                    ScoringLimits limits = ScoringLimits.of(tx, company);
                    ScoringQuery query = new ScoringQuery(company, limits, clock.instant(), false);
                    ScoringStore.Count count = store.count(tx, query);
                    return new Page(
                            seen(tx, actor, store.candidates(tx, query, from, lines)),
                            count.candidates(),
                            count.converted(),
                            store.addresses(tx, company),
                            limits);
                });
    }

    /** The scoring decides about all of them; shown are those of whom the actor may know. */
    private static List<Candidate> seen(Transaction tx, Actor actor, List<Candidate> candidates) {
        Set<Long> ids =
                RecipientAccess.seen(
                        tx, actor, candidates.stream().map(Candidate::customerId).toList());
        return candidates.stream().filter(one -> ids.contains(one.customerId())).toList();
    }
}
