package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.database.Database;
import org.openemm.mailing.MailingChecks;
import org.openemm.mailing.MailingContents;
import org.openemm.mailing.MailingFiles;
import org.openemm.mailing.MailingLinks;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.StarterTemplate;
import org.openemm.profilefield.ProfileFields;
import org.openemm.target.Targets;

/** What makes a mailing. */
record MailingServices(
        Mailings mailings,
        MailingContents contents,
        MailingLinks links,
        MailingFiles files,
        MailingChecks checks,
        StarterTemplate starter) {

    static MailingServices of(
            Database database,
            ActivityLog activityLog,
            Clock clock,
            ProfileFields fields,
            Targets targets) {
        Mailings mailings = new Mailings(database, activityLog, clock);
        MailingContents contents = new MailingContents(database, activityLog, clock);
        MailingFiles files = new MailingFiles(database, activityLog, clock);
        return new MailingServices(
                mailings,
                contents,
                new MailingLinks(database, activityLog, clock),
                files,
                new MailingChecks(database, fields, targets),
                new StarterTemplate(database, mailings, contents, files));
    }
}
