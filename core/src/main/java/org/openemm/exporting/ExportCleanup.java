package org.openemm.exporting;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.job.Job;
import org.openemm.job.JobContext;

/**
 * Removes exports with their files when they were kept for the days of {@code
 * system.ExportReport.Expire}; 0 and negative numbers keep them for ever.
 */
public final class ExportCleanup implements Job {
    /** Name in job_queue_tbl. */
    public static final String NAME = "org.openemm.exporting.ExportCleanup";

    private static final int BLOCK = 100;

    private final Database database;
    private final Settings settings;
    private final Clock clock;
    private final RunStore store = new RunStore();

    public ExportCleanup(Database database, Settings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String run(JobContext context) {
        List<Integer> companies =
                database.inTransaction(
                        tx ->
                                tx.sql()
                                        .createQuery(
                                                "SELECT DISTINCT company_id FROM"
                                                        + " recipient_export_tbl")
                                        .mapTo(Integer.class)
                                        .list());
        for (int company : companies) {
            Duration kept = Exports.kept(settings, company);
            if (context.concerns(company) && kept.compareTo(Duration.ZERO) > 0) {
                clean(company, clock.instant().minus(kept), context);
            }
        }
        return OK;
    }

    private void clean(int company, Instant before, JobContext context) {
        List<Long> old;
        do {
            old = database.inTransaction(tx -> store.old(tx, company, before, BLOCK));
            for (long id : old) {
                String path = database.inTransaction(tx -> store.path(tx, id));
                if (!path.isEmpty()) {
                    ExportFiles.delete(Path.of(path));
                }
                database.run(tx -> store.delete(tx, id));
            }
        } while (!old.isEmpty() && !context.stopRequested());
    }
}
