package org.openemm.statistics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.job.Job;
import org.openemm.job.JobContext;

/**
 * Counts per hour who is new in the mailing lists and who left. The last days are counted anew once
 * an hour, because a binding is confirmed or changed later; older hours stay as they were counted,
 * also when recipients are deleted. Parameter {@code days}: how many days are counted anew, 2 when
 * missing.
 */
public final class GrowthCount implements Job {
    /** Name in job_queue_tbl. */
    public static final String NAME = "org.openemm.statistics.GrowthCount";

    private static final int DAYS = 2;

    /** The first time, two years back: as far as a page of a year compares. */
    private static final Duration AT_FIRST = Duration.ofDays(735);

    private final Database database;
    private final Clock clock;
    private final GrowthStore store = new GrowthStore();

    public GrowthCount(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String run(JobContext context) {
        Duration again = Duration.ofDays(Math.max(1, context.number("days").orElse(DAYS)));
        for (int company : companies()) {
            if (context.stopRequested()) {
                return OK;
            }
            if (context.concerns(company)) {
                database.run(tx -> count(tx, company, again));
            }
        }
        return OK;
    }

    private void count(Transaction tx, int company, Duration again) {
        // The hour that is not over yet is counted, too, so that little is left for whoever looks.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        Instant from =
                store.countedTo(tx, company)
                        .map(counted -> counted.isBefore(hour) ? counted.minus(again) : hour)
                        .orElse(now.minus(AT_FIRST))
                        .truncatedTo(ChronoUnit.HOURS);
        store.replace(tx, company, from, now, store.count(tx, company, from, now));
    }

    private List<Integer> companies() {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "SELECT company_id FROM company_tbl WHERE status IN"
                                                + " ('active', 'locked') ORDER BY company_id")
                                .mapTo(Integer.class)
                                .list());
    }
}
