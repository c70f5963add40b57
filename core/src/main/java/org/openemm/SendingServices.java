package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.config.Settings;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.delivery.Activations;
import org.openemm.delivery.EventMails;
import org.openemm.delivery.Expected;
import org.openemm.delivery.Forecasts;
import org.openemm.delivery.MergerClient;
import org.openemm.delivery.Sending;
import org.openemm.dkim.SenderKeys;
import org.openemm.mailing.MailingChecks;
import org.openemm.target.Targets;

/**
 * What sends mailings, and tells before what will happen.
 *
 * @param sending once, because a person says so
 * @param activations on dates or events
 * @param eventMails one mail to one recipient
 * @param expected how many recipients there would be, and why others are left out
 * @param forecasts size, duration and missing values besides
 */
public record SendingServices(
        Sending sending,
        Activations activations,
        EventMails eventMails,
        Expected expected,
        Forecasts forecasts) {

    static SendingServices of(
            Database database,
            ActivityLog activityLog,
            Settings settings,
            MergerClient merger,
            MailingChecks checks,
            Targets targets,
            SenderKeys keys,
            Counted counted,
            Clock clock) {
        Expected expected = new Expected(database, targets::expressionSql, counted, clock);
        return new SendingServices(
                new Sending(
                        database, activityLog, settings, merger, checks::requireSendable, clock),
                new Activations(database, activityLog, checks::requireSendable, clock),
                new EventMails(database, activityLog, targets::expressionSql, clock),
                expected,
                new Forecasts(database, expected, targets::expressionSql, keys, counted, clock));
    }
}
