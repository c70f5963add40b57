package org.openemm.mailing;

import java.time.Instant;

/**
 * A line of the overview.
 *
 * @param mailinglist name of the list, empty when there is none (any more)
 * @param sendDate start of sending, or the time it is scheduled for; null when neither
 * @param recipients number of mails generated for the list so far
 * @param openers recipients with a measured opening, as kept in the counters
 * @param clickers recipients with a click, likewise
 */
public record MailingSummary(
        int id,
        String name,
        String description,
        String subject,
        MailingType type,
        WorkStatus status,
        int mailinglistId,
        String mailinglist,
        Instant sendDate,
        Instant planDate,
        Instant created,
        Instant changed,
        long recipients,
        long openers,
        long clickers,
        boolean deleted) {}
