package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.account.Users;
import org.openemm.config.Settings;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.mailinglist.DeletedLists;
import org.openemm.mailinglist.ListApproval;
import org.openemm.mailinglist.Mailinglists;

/**
 * Mailing lists.
 *
 * @param mailinglists those in use
 * @param approval which users a mailing list is open to
 * @param deleted those in the bin
 */
public record ListServices(Mailinglists mailinglists, ListApproval approval, DeletedLists deleted) {

    static ListServices of(
            Database database,
            Users users,
            Settings settings,
            ActivityLog activityLog,
            Counted counted,
            Clock clock) {
        Mailinglists mailinglists = new Mailinglists(database, activityLog, clock, counted);
        return new ListServices(
                mailinglists,
                new ListApproval(database, activityLog, users, mailinglists),
                new DeletedLists(database, settings, activityLog, clock));
    }
}
