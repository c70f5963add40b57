package org.openemm.dashboard;

import java.time.Clock;
import java.util.function.IntPredicate;
import org.openemm.database.Database;
import org.openemm.delivery.Sending;
import org.openemm.dkim.UnsignedSenders;
import org.openemm.importing.Imports;
import org.openemm.job.FailedJobs;
import org.openemm.mailing.MailingChecks;
import org.openemm.planning.Planning;
import org.openemm.statistics.ListGrowth;
import org.openemm.statistics.RecentMailings;

/** The parts of the page that a person sees first in the morning. */
public final class Dashboard {
    private final Attention attention;
    private final FirstSteps firstSteps;
    private final Layouts layouts;
    private final RecentMailings recent;
    private final ListGrowth growth;

    /**
     * @param mailsLeave whether mails of a company leave; else they stay in the built-in mailbox
     */
    public Dashboard(
            Database database,
            Planning planning,
            Sending sending,
            MailingChecks checks,
            Imports imports,
            UnsignedSenders unsigned,
            IntPredicate mailsLeave,
            Clock clock) {
        recent = new RecentMailings(database, clock);
        growth = new ListGrowth(database, clock);
        attention =
                new Attention(
                        planning,
                        sending,
                        checks,
                        recent,
                        imports,
                        new FailedJobs(database),
                        unsigned,
                        mailsLeave,
                        clock);
        firstSteps = new FirstSteps(database);
        layouts = new Layouts(database);
    }

    /** What needs attention. */
    public Attention attention() {
        return attention;
    }

    /** What a new tenant has to do. */
    public FirstSteps firstSteps() {
        return firstSteps;
    }

    /** How users have arranged the page. */
    public Layouts layouts() {
        return layouts;
    }

    /** The mailings sent last, with their figures. */
    public RecentMailings recentMailings() {
        return recent;
    }

    /** How mailing lists grow. */
    public ListGrowth growth() {
        return growth;
    }
}
