package org.openemm.job;

import org.openemm.config.Settings;
import org.openemm.notification.SystemMails;

/** Tells people that a job needs them. */
@FunctionalInterface
public interface JobFailures {
    /**
     * @param address mail addresses of the job; empty = none
     */
    void report(String job, String address, String result);

    /** By mail to the addresses of the job and to {@code system.alert.mail}. */
    static JobFailures byMail(SystemMails mails, Settings settings) {
        return (job, address, result) ->
                mails.send(
                        address + " " + settings.get(0, "system.alert.mail", ""),
                        "Job " + job + " on " + settings.hostName(),
                        result);
    }
}
