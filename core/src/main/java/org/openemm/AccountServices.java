package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityHistory;
import org.openemm.account.ActivityLog;
import org.openemm.account.Passwords;
import org.openemm.account.Preferences;
import org.openemm.account.Users;
import org.openemm.account.WebserviceUsers;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.notification.MailsAside;

/**
 * Who may come in, and what they did.
 *
 * @param users of the GUI: logging in, passwords, rights
 * @param webserviceUsers of the SOAP webservices
 * @param preferences how users of the GUI like to see the pages
 * @param history reads the activity log
 */
public record AccountServices(
        Users users,
        WebserviceUsers webserviceUsers,
        Preferences preferences,
        ActivityHistory history) {

    static AccountServices of(
            Database database,
            Home home,
            Settings settings,
            ActivityLog activityLog,
            MailsAside mails,
            Clock clock) {
        return new AccountServices(
                new Users(database, Passwords.of(home), settings, activityLog, clock, mails),
                new WebserviceUsers(database, activityLog, home),
                new Preferences(database),
                new ActivityHistory(database));
    }
}
