package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.blocklist.Blocklist;
import org.openemm.blocklist.BlocklistUploads;
import org.openemm.config.Settings;
import org.openemm.contact.Contacts;
import org.openemm.contact.Histories;
import org.openemm.database.Database;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.RecipientEditor;
import org.openemm.recipient.Recipients;

/** What is known of recipients. */
record RecipientServices(
        ProfileFields fields,
        Blocklist blocklist,
        BlocklistUploads blocklistUploads,
        Recipients recipients,
        Bindings bindings,
        RecipientEditor editor,
        Contacts contacts,
        Histories histories) {

    static RecipientServices of(
            Database database, Settings settings, ActivityLog activityLog, Clock clock) {
        ProfileFields fields = new ProfileFields(database, settings, activityLog, clock);
        Blocklist blocklist = new Blocklist(database, activityLog, clock);
        Recipients recipients =
                new Recipients(database, fields, blocklist, settings, activityLog, clock);
        Bindings bindings = new Bindings(database, blocklist, activityLog, clock);
        return new RecipientServices(
                fields,
                blocklist,
                new BlocklistUploads(database, blocklist, activityLog, clock),
                recipients,
                bindings,
                new RecipientEditor(database, recipients, bindings, fields),
                new Contacts(database, recipients),
                new Histories(database, recipients));
    }
}
