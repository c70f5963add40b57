package org.openemm.statistics;

import java.time.Instant;
import java.util.List;

/**
 * A mailing that was sent lately, with the figures that tell at a glance how it went.
 *
 * @param begun when its first mails left
 * @param workStatus key of its state, see mailing_tbl.work_status
 * @param sent mails to recipients, without admin and test mails
 * @param delivered mails that mail servers accepted
 * @param openers recipients with a measured opening
 * @param hardBounces recipients whose address does not exist
 * @param course openings per hour since it was sent, 48 hours at most, fewer while they last
 */
public record RecentMailing(
        int id,
        String name,
        String mailinglist,
        Instant begun,
        String workStatus,
        long sent,
        long delivered,
        long openers,
        long clickers,
        long hardBounces,
        List<Long> course) {}
