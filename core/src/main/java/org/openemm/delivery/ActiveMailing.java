package org.openemm.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A mailing that is active: sends itself on dates, or waits for events.
 *
 * @param schedule empty for an action-based mailing
 * @param last start of the last sending; null before the first
 * @param next when it is sent again; null for an action-based mailing, or when that is over
 * @param held the mails of today wait because there are more than allowed
 */
public record ActiveMailing(
        int statusId,
        SendKind kind,
        Optional<Schedule> schedule,
        Instant last,
        Instant next,
        boolean held) {}
