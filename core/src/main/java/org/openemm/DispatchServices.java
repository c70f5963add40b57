package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;
import org.openemm.database.Database;
import org.openemm.delivery.BlindCopies;
import org.openemm.delivery.MergerClient;
import org.openemm.delivery.RouteTrials;
import org.openemm.delivery.Stops;
import org.openemm.delivery.WaitingMails;
import org.openemm.route.DomainGroups;
import org.openemm.route.Routes;

/**
 * How mails leave.
 *
 * @param routes where they are handed over
 * @param domainGroups limits for groups of receiving domains
 * @param trials tries routes
 * @param stops stops all sending and goes on with it
 * @param waits why mails wait
 * @param blindCopies what became of copies of mails
 */
public record DispatchServices(
        Routes routes,
        DomainGroups domainGroups,
        RouteTrials trials,
        Stops stops,
        WaitingMails waits,
        BlindCopies blindCopies) {

    static DispatchServices of(
            Database database,
            ActivityLog activityLog,
            Home home,
            SystemCfg systemCfg,
            Clock clock) {
        Routes routes = new Routes(database, activityLog, home, clock);
        return new DispatchServices(
                routes,
                new DomainGroups(database, activityLog, clock),
                new RouteTrials(routes, MergerClient.of(systemCfg)),
                new Stops(database, activityLog, clock),
                new WaitingMails(database),
                new BlindCopies(database));
    }
}
