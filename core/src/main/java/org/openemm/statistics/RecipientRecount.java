package org.openemm.statistics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.database.Database;
import org.openemm.job.Job;
import org.openemm.job.JobContext;

/**
 * Counts ahead what the page about recipients shows, for companies with many of them. Counts anew
 * when something has changed, and so rarely that it takes at most 2 % of the time; once an hour in
 * any case, for changes that leave no trace. Parameter {@code recipients}: from how many entries in
 * lists on, 50,000 when missing.
 */
public final class RecipientRecount implements Job {
    /** Name in job_queue_tbl. */
    public static final String NAME = "org.openemm.statistics.RecipientRecount";

    private static final int MANY = 50_000;

    /** A count of ten seconds serves for ten minutes at least. */
    private static final int REST = 60;

    private static final Duration AT_LATEST = Duration.ofHours(1);

    private final Database database;
    private final Clock clock;
    private final RecipientRollups rollups = new RecipientRollups();

    public RecipientRecount(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String run(JobContext context) {
        int many = context.number("recipients").orElse(MANY);
        for (int company : companies()) {
            if (context.stopRequested()) {
                return OK;
            }
            if (context.concerns(company)) {
                count(company, many);
            }
        }
        return OK;
    }

    private void count(int company, int many) {
        Instant start = clock.instant();
        Optional<RecipientRollups.State> known =
                database.inTransaction(tx -> rollups.state(tx, company));
        String stamp = database.inTransaction(tx -> rollups.stamp(tx, company));
        if (known.isPresent() && !isDue(known.get(), stamp, start)) {
            return;
        }
        // Counted in a transaction of its own: the new figures replace the old ones in an instant.
        List<RecipientRollups.Figure> figures =
                database.inTransaction(tx -> rollups.count(tx, company, many));
        Duration took = Duration.between(start, clock.instant());
        database.run(tx -> rollups.replace(tx, company, figures, start, took, stamp));
    }

    private static boolean isDue(RecipientRollups.State known, String stamp, Instant now) {
        Duration age = Duration.between(known.countedAt(), now);
        return age.compareTo(AT_LATEST) >= 0
                || (!stamp.equals(known.stamp())
                        && age.compareTo(known.took().multipliedBy(REST)) >= 0);
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
