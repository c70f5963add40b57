package org.openemm.web.mailbox;

import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;

/** Lines in the activity log about the mailbox, which itself is files and knows no database. */
record MailboxLog(Database database, ActivityLog activityLog) {
    void record(Actor actor, String action, String description) {
        database.run(tx -> activityLog.record(tx, actor, action, description));
    }
}
