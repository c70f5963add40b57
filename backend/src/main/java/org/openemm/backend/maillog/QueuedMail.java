package org.openemm.backend.maillog;

import java.time.Instant;

/**
 * One of our mails in the queue of the mail server.
 *
 * @param mail number made from the Message-ID
 * @param trial admin or test mail: told in the log of bounces, never booked
 * @param recipients 0 unknown
 * @param last time of the last line about it
 */
record QueuedMail(
        String queueId,
        long licence,
        int companyId,
        int mailingId,
        long customerId,
        long mail,
        boolean trial,
        int recipients,
        Instant last) {

    QueuedMail seen(Instant time) {
        return new QueuedMail(
                queueId, licence, companyId, mailingId, customerId, mail, trial, recipients, time);
    }

    QueuedMail with(int count, Instant time) {
        return new QueuedMail(
                queueId, licence, companyId, mailingId, customerId, mail, trial, count, time);
    }
}
