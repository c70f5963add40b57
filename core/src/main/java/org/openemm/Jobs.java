package org.openemm;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import org.openemm.bounce.Bounces;
import org.openemm.bounce.HeldBounces;
import org.openemm.bounce.SoftbounceScoring;
import org.openemm.bulk.BulkChanges;
import org.openemm.bulk.ContinueBulkChanges;
import org.openemm.company.Companies;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.delivery.PausedMailings;
import org.openemm.exporting.ExportCleanup;
import org.openemm.job.Job;
import org.openemm.job.JobEngine;
import org.openemm.job.JobFailures;
import org.openemm.job.StandardJobs;
import org.openemm.notification.Notifications;
import org.openemm.notification.SystemMails;
import org.openemm.statistics.GrowthCount;
import org.openemm.statistics.RecipientRecount;
import org.openemm.statistics.RollupRecount;

/** Everything that the job queue can start, by the names that administrators use. */
final class Jobs {
    private Jobs() {}

    static JobEngine engine(
            Database database,
            Companies companies,
            Settings settings,
            SystemMails mails,
            Notifications notifications,
            BulkChanges bulkChanges,
            Home home,
            Clock clock) {
        Map<String, Job> jobs = StandardJobs.of(database, companies, settings, mails, home, clock);
        jobs.put(RollupRecount.NAME, new RollupRecount(database, settings, clock));
        jobs.put(RecipientRecount.NAME, new RecipientRecount(database, clock));
        jobs.put(GrowthCount.NAME, new GrowthCount(database, clock));
        jobs.put(PausedMailings.NAME, new PausedMailings(database, notifications, clock));
        jobs.put(ExportCleanup.NAME, new ExportCleanup(database, settings, clock));
        jobs.put(ContinueBulkChanges.NAME, new ContinueBulkChanges(bulkChanges));
        Bounces bounces = new Bounces();
        jobs.put(HeldBounces.NAME, new HeldBounces(database, bounces, clock));
        jobs.put(SoftbounceScoring.NAME, new SoftbounceScoring(database, bounces, clock));
        return new JobEngine(
                database,
                settings,
                clock,
                ZoneId.systemDefault(),
                jobs,
                JobFailures.byMail(mails, settings).andTo(notifications));
    }
}
