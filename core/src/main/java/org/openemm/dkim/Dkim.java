package org.openemm.dkim;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.database.Database;

/**
 * The services of this package, put together.
 *
 * @param keys what people do with keys
 * @param senders finds the keys that sign the mails of a sender
 * @param unsigned senders without a key
 * @param box opens keys for signing
 */
public record Dkim(DkimKeys keys, SenderKeys senders, UnsignedSenders unsigned, KeyBox box) {

    public static Dkim of(
            Database database, ActivityLog activityLog, Home home, SystemCfg cfg, Clock clock) {
        KeyBox box = new KeyBox(home);
        SenderKeys senders = new SenderKeys(box);
        return new Dkim(
                new DkimKeys(database, activityLog, box, DnsLookup.of(cfg), clock),
                senders,
                new UnsignedSenders(database, senders, clock),
                box);
    }
}
