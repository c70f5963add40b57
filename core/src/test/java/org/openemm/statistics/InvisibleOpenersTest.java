package org.openemm.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InvisibleOpenersTest {

    @Test
    void theEstimateOfInvisibleOpenersFollowsItsRules() {
        assertEquals(0, MailingStatistics.invisibleOpeners(0, 0, 0, 0));
        // Nobody opened visibly: clickers are all there is.
        assertEquals(5, MailingStatistics.invisibleOpeners(0, 0, 5, 100));
        // Every clicker has an opening.
        assertEquals(0, MailingStatistics.invisibleOpeners(50, 10, 10, 100));
        // 10 of 40 openers clicked; 5 clickers without opening stand for 20 readers.
        assertEquals(20, MailingStatistics.invisibleOpeners(40, 10, 15, 100));
        // ... but never more than there are mails.
        assertEquals(10, MailingStatistics.invisibleOpeners(40, 10, 15, 50));
        assertEquals(0, MailingStatistics.invisibleOpeners(40, 10, 15, 30));
        // Below 5 % (4 of 100) the share says nothing; at 5 % it counts.
        assertEquals(6, MailingStatistics.invisibleOpeners(100, 4, 10, 1000));
        assertEquals(100, MailingStatistics.invisibleOpeners(100, 5, 10, 1000));
        // Without any delivered mail there is nothing to extrapolate to.
        assertEquals(5, MailingStatistics.invisibleOpeners(40, 10, 15, 0));
        // Large lists do not overflow.
        assertEquals(
                2_000_000_000L,
                MailingStatistics.invisibleOpeners(
                        2_000_000_000L, 1_000_000_000L, 2_000_000_000L, 9_000_000_000L));
    }
}
