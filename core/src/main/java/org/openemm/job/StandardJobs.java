package org.openemm.job;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.openemm.company.Companies;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.notification.SystemMails;

/** The jobs of this package by the names under which administrators know them. */
public final class StandardJobs {
    private StandardJobs() {}

    public static Map<String, Job> of(
            Database database,
            Companies companies,
            Settings settings,
            SystemMails mails,
            Home home,
            Clock clock) {
        Job cleaner = new DatabaseCleaner(database, settings, clock);
        Map<String, Job> jobs = new HashMap<>();
        jobs.put("com.agnitas.util.quartz.DBCleanerJobWorker", cleaner);
        jobs.put("org.agnitas.util.quartz.DBCleanerJobWorker", cleaner);
        jobs.put(
                "com.agnitas.util.quartz.LoginTrackTableCleanerJobWorker",
                LoginTrackCleaner.ofUsers(database, clock));
        jobs.put(
                "com.agnitas.util.quartz.WebserviceLoginTrackTableCleanerJobWorker",
                LoginTrackCleaner.ofWebservices(database, clock));
        jobs.put(
                "com.agnitas.service.job.RefreshUserLastLoginJobWorker",
                new LastLoginRefresh(database));
        jobs.put(
                "com.agnitas.util.quartz.DBErrorCheckJobWorker",
                new DatabaseErrorCheck(database, settings, mails));
        jobs.put(
                "com.agnitas.emm.core.serverstatus.service.job.DiskSpaceCheckJobWorker",
                new DiskSpaceCheck(database, companies, settings, mails, home));
        return jobs;
    }
}
