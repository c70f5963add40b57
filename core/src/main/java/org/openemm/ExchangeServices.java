package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.exporting.Exports;
import org.openemm.importing.Imports;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.notification.Notifications;
import org.openemm.notification.SystemMails;
import org.openemm.recipientreport.RecipientReports;

/**
 * Recipients from files and to files.
 *
 * @param imports recipients from files
 * @param exports recipients into files
 * @param reports the log of imports and exports with their files
 */
public record ExchangeServices(Imports imports, Exports exports, RecipientReports reports) {

    static ExchangeServices open(
            Database database,
            Home home,
            Settings settings,
            ActivityLog activityLog,
            RecipientServices people,
            TargetServices audiences,
            Mailinglists mailinglists,
            Notifications notifications,
            SystemMails mails,
            Clock clock) {
        RecipientReports reports = new RecipientReports(database, home, clock);
        return new ExchangeServices(
                Imports.open(
                        database,
                        home,
                        settings,
                        activityLog,
                        clock,
                        people.fields(),
                        people.recipients(),
                        people.blocklist(),
                        mailinglists,
                        notifications,
                        reports,
                        mails),
                new Exports(
                        database,
                        home,
                        settings,
                        activityLog,
                        clock,
                        people.fields(),
                        mailinglists,
                        audiences.targets(),
                        audiences.filters(),
                        reports,
                        notifications),
                reports);
    }

    void close() {
        imports.close();
        exports.close();
    }
}
