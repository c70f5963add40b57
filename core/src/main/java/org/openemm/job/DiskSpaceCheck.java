package org.openemm.job;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import org.openemm.company.Companies;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.notification.SystemMails;

/** Warns the technical contact of company 1 when the disk of the installation fills up. */
final class DiskSpaceCheck implements Job {
    private static final int WARN_PERCENT = 25;

    private final Database database;
    private final Companies companies;
    private final Settings settings;
    private final SystemMails mails;
    private final Home home;

    DiskSpaceCheck(
            Database database,
            Companies companies,
            Settings settings,
            SystemMails mails,
            Home home) {
        this.database = database;
        this.companies = companies;
        this.settings = settings;
        this.mails = mails;
        this.home = home;
    }

    @Override
    public String run(JobContext context) throws IOException {
        FileStore disk = Files.getFileStore(home.root());
        long percent = disk.getUsableSpace() / Math.max(1, disk.getTotalSpace() / 100);
        if (percent < WARN_PERCENT) {
            String contact = database.inTransaction(tx -> companies.get(tx, 1)).contactTech();
            mails.send(
                    contact.isBlank() ? settings.get(0, "mailaddress.error", "") : contact,
                    "Disk of " + settings.hostName() + " fills up",
                    "Only " + percent + " % of the disk with " + home.root() + " are free.");
        }
        return OK;
    }
}
