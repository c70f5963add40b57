package org.openemm;

import java.time.Clock;
import java.util.Map;
import org.openemm.company.Companies;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.delivery.PausedMailings;
import org.openemm.job.Job;
import org.openemm.job.StandardJobs;
import org.openemm.notification.Notifications;
import org.openemm.notification.SystemMails;
import org.openemm.statistics.GrowthCount;
import org.openemm.statistics.RollupRecount;

/** The work behind job_queue_tbl, by name. */
final class CoreJobs {
    private CoreJobs() {}

    static Map<String, Job> of(
            Database database,
            Companies companies,
            Settings settings,
            SystemMails systemMails,
            Notifications notifications,
            Home home,
            Clock clock) {
        Map<String, Job> jobs =
                StandardJobs.of(database, companies, settings, systemMails, home, clock);
        jobs.put(RollupRecount.NAME, new RollupRecount(database, settings, clock));
        jobs.put(GrowthCount.NAME, new GrowthCount(database, clock));
        jobs.put(PausedMailings.NAME, new PausedMailings(database, notifications, clock));
        return jobs;
    }
}
