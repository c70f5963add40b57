package org.openemm.bounce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.job.Job;
import org.openemm.job.JobContext;

/**
 * Soft bounces without end become a hard one: more than 40 of an address, more than 30 days between
 * the first and the last, and no opening or click for 30 days. With an opening or click the count
 * of the address begins anew, and so it does after a delivery that did not come back. Of one day
 * one bounce counts. Every step is a transaction of its own; a run that was stopped goes on with
 * the next.
 */
public final class SoftbounceScoring implements Job {
    /** Name in job_queue_tbl. */
    public static final String NAME = "org.openemm.bounce.SoftbounceScoring";

    private static final int CONVERTED_DSN = 599;
    private static final int BLOCK = 500;

    /** Twice on one day forgives only once. */
    private static final Duration DAY = Duration.ofHours(20);

    private final Database database;
    private final Bounces bounces;
    private final Clock clock;
    private final ScoringStore store = new ScoringStore();

    public SoftbounceScoring(Database database, Bounces bounces, Clock clock) {
        this.database = database;
        this.bounces = bounces;
        this.clock = clock;
    }

    @Override
    public String run(JobContext context) {
        for (int company : database.inTransaction(store::companies)) {
            if (context.concerns(company) && !context.stopRequested()) {
                score(company, context);
            }
        }
        return OK;
    }

    private void score(int company, JobContext context) {
        ScoringQuery query =
                database.inTransaction(
                        tx ->
                                new ScoringQuery(
                                        company,
                                        ScoringLimits.of(tx, company),
                                        clock.instant(),
                                        true));
        ScoringLimits limits = query.limits();
        database.run(tx -> store.expire(tx, company, query.before(limits.keptDays())));
        while (!context.stopRequested()
                && database.inTransaction(tx -> store.collect(tx, company, BLOCK)) > 0) {
            // The next block.
        }
        if (database.inTransaction(tx -> ScoringStore.isTracked(tx, company))) {
            Instant surely = query.now().minus(ScoringQuery.RETURNS);
            database.run(tx -> store.forgetDelivered(tx, company, surely));
        }
        while (!context.stopRequested()
                && database.inTransaction(tx -> decide(tx, query)) == BLOCK) {
            // The next block.
        }
        if (!context.stopRequested()) {
            database.run(tx -> finish(tx, query));
        }
    }

    /** Returns how many were decided about. */
    private int decide(Transaction tx, ScoringQuery query) {
        List<Softbounces.Candidate> candidates = store.candidates(tx, query, 0, BLOCK);
        List<Qualified> converted = new ArrayList<>();
        for (Softbounces.Candidate candidate : candidates) {
            if (candidate.converted()) {
                for (long customer : store.reachable(tx, query.company(), candidate.email())) {
                    converted.add(converted(query, candidate, customer));
                }
            }
        }
        bounces.book(tx, query.company(), converted);
        store.forget(
                tx,
                query.company(),
                candidates.stream().map(Softbounces.Candidate::email).toList());
        return candidates.size();
    }

    private static Qualified converted(
            ScoringQuery query, Softbounces.Candidate candidate, long customer) {
        Bounce bounce =
                new Bounce(
                        query.company(),
                        candidate.mailingId(),
                        customer,
                        CONVERTED_DSN,
                        candidate.bounces() + " soft bounces",
                        query.now(),
                        Bounce.Source.SCORING,
                        Map.of(),
                        0);
        return new Qualified(bounce, CONVERTED_DSN, BounceDetail.HARD_OTHER, 0, "");
    }

    private void finish(Transaction tx, ScoringQuery query) {
        int company = query.company();
        boolean tracked = ScoringStore.isTracked(tx, company);
        Instant last = store.lastRun(tx, company);
        if (!tracked && Duration.between(last, query.now()).compareTo(DAY) > 0) {
            store.fade(tx, company, query.before(query.limits().fadeDays()));
        }
        store.finished(tx, company, query.now());
    }
}
