package org.openemm;

import java.time.Clock;
import org.openemm.account.ActivityLog;
import org.openemm.bounce.Softbounces;
import org.openemm.bouncecheck.BounceCheck;
import org.openemm.bouncecheck.SelfTests;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.config.SystemCfg;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.dkim.SenderKeys;
import org.openemm.mailloop.FilterDirectory;
import org.openemm.mailloop.FilterFigures;
import org.openemm.mailloop.Filters;
import org.openemm.mailloop.Messages;
import org.openemm.mailloop.RecipientBounces;
import org.openemm.mailloop.Trials;
import org.openemm.notification.MailRoute;
import org.openemm.notification.SystemMails;
import org.openemm.route.RouteDirectory;
import org.openemm.subscription.DoubleOptIn;
import org.openemm.subscription.Questions;

/**
 * What comes back to mailings.
 *
 * @param filters addresses that take it, and what is done with it
 * @param figures how much comes in
 * @param recipientBounces what bounced of the mails to one recipient
 * @param trials messages that try whether filter addresses work
 * @param directory the filters of all companies
 * @param check why nothing comes back
 * @param selfTests a mail that is to come back
 * @param softbounces what the scoring of soft bounces would do
 * @param doubleOptIn subscriptions by mail
 * @param questions mails that ask to confirm them
 */
public record MailloopServices(
        Filters filters,
        FilterFigures figures,
        RecipientBounces recipientBounces,
        Trials trials,
        FilterDirectory directory,
        BounceCheck check,
        SelfTests selfTests,
        Softbounces softbounces,
        DoubleOptIn doubleOptIn,
        Questions questions) {

    static MailloopServices of(
            Database database,
            ActivityLog activityLog,
            Home home,
            SystemCfg systemCfg,
            Settings settings,
            RecipientServices people,
            SenderKeys keys,
            Counted counted,
            Messages messages,
            SystemMails mails,
            Clock clock) {
        FilterDirectory directory = new FilterDirectory(database, home, systemCfg);
        Filters filters = new Filters(database, activityLog, directory, clock);
        return new MailloopServices(
                filters,
                new FilterFigures(database, counted, clock),
                new RecipientBounces(database),
                new Trials(database, activityLog, filters, messages, mails, clock),
                directory,
                BounceCheck.of(database, home, systemCfg, directory, clock),
                new SelfTests(
                        database,
                        activityLog,
                        directory,
                        filters,
                        messages,
                        mails,
                        new RouteDirectory(database, home),
                        MailRoute.isSet(systemCfg),
                        clock),
                new Softbounces(database, clock),
                new DoubleOptIn(
                        database,
                        people.recipients(),
                        people.bindings(),
                        people.blocklist(),
                        settings,
                        clock),
                new Questions(database, filters, directory, keys, clock));
    }
}
