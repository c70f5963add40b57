package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.blocklist.BlocklistUploads;
import org.openemm.bulk.BulkChanges;
import org.openemm.contact.Contacts;
import org.openemm.contact.Histories;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.privacy.Erasure;
import org.openemm.privacy.PersonFiles;
import org.openemm.recipient.RecipientEditor;
import org.openemm.recipient.RecipientListing;

/**
 * What is done with recipients as persons, one or many.
 *
 * @param editor saves values and bindings of one together
 * @param contacts what passed between us and one
 * @param histories the same page by page
 * @param listing what lists of millions need
 * @param erasure deletes for good
 * @param files all that is kept about one
 * @param changes of many at once
 * @param blocklistUploads blocklists from files
 */
public record PersonServices(
        RecipientEditor editor,
        Contacts contacts,
        Histories histories,
        RecipientListing listing,
        Erasure erasure,
        PersonFiles files,
        BulkChanges changes,
        BlocklistUploads blocklistUploads)
        implements AutoCloseable {

    static PersonServices of(
            Database database,
            RecipientServices people,
            TargetServices audiences,
            Counted counted,
            ActivityLog log,
            Clock clock) {
        Erasure erasure = new Erasure(database, log);
        RecipientListing listing =
                new RecipientListing(database, people.fields(), people.recipients(), counted);
        return new PersonServices(
                people.editor(),
                people.contacts(),
                people.histories(),
                listing,
                erasure,
                new PersonFiles(database, people.recipients(), people.fields(), log, clock),
                new BulkChanges(
                        database,
                        audiences.filters(),
                        people.recipients(),
                        listing,
                        people.fields(),
                        people.blocklist(),
                        erasure,
                        log,
                        clock),
                people.blocklistUploads());
    }

    @Override
    public void close() {
        changes.close();
    }
}
