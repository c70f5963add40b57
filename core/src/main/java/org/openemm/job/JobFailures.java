package org.openemm.job;

import org.openemm.config.Settings;
import org.openemm.database.Transaction;
import org.openemm.notification.Event;
import org.openemm.notification.Kind;
import org.openemm.notification.Notifications;
import org.openemm.notification.SystemMails;

/** Tells people that a job needs them. */
@FunctionalInterface
public interface JobFailures {
    /**
     * @param address mail addresses of the job; empty = none
     */
    void report(String job, String address, String result);

    /**
     * Notes a failure in the transaction that records the result of the run.
     *
     * @param jobId job_queue_tbl.id
     */
    default void record(Transaction tx, int jobId, String job) {}

    /** This way, and by the bell of the pages. */
    default JobFailures andTo(Notifications notifications) {
        return new JobFailures() {
            @Override
            public void report(String job, String address, String result) {
                JobFailures.this.report(job, address, result);
            }

            @Override
            public void record(Transaction tx, int jobId, String job) {
                notifications.add(tx, Event.of(Kind.JOB_FAILED, 0, 0, jobId, job));
            }
        };
    }

    /** By mail to the addresses of the job and to {@code system.alert.mail}. */
    static JobFailures byMail(SystemMails mails, Settings settings) {
        return (job, address, result) ->
                mails.send(
                        address + " " + settings.get(0, "system.alert.mail", ""),
                        "Job " + job + " on " + settings.hostName(),
                        result);
    }
}
