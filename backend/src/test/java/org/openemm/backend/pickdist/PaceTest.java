package org.openemm.backend.pickdist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.openemm.route.Rates;

class PaceTest {
    @Test
    void theFirstMailGoesAtOnceAndTheNextWaitsForItsTurn() {
        Pace pace = new Pace(new Rates(0, 0, 60));
        assertEquals(0, pace.wait(false));
        pace.take();
        // A mail each minute.
        long wait = pace.wait(false);
        assertTrue(wait > 50e9 && wait <= 60e9, "waits " + wait);
    }

    @Test
    void whatWasTakenAndDidNotLeaveCountsNot() {
        Pace pace = new Pace(new Rates(0, 1, 0));
        pace.take();
        pace.giveBack();
        assertEquals(0, pace.wait(false));
    }

    @Test
    void singleMailsGoAtOnceUntilTheyAloneReachTheLimit() {
        Pace pace = new Pace(new Rates(0, 0, 10));
        int left = 0;
        while (pace.wait(true) == 0) {
            pace.take();
            left++;
        }
        assertTrue(left >= 10 && left <= 11, left + " mails");
        assertTrue(pace.wait(false) > pace.wait(true));
    }

    @Test
    void theTightestLimitCounts() {
        Pace pace = new Pace(new Rates(1000, 60, 0));
        pace.take();
        assertTrue(pace.wait(false) > 800e6);
    }

    @Test
    void withoutLimitsNobodyWaits() {
        Pace pace = new Pace(Rates.UNLIMITED);
        for (int i = 0; i < 1000; i++) {
            pace.take();
        }
        assertEquals(0, pace.wait(false));
    }
}
