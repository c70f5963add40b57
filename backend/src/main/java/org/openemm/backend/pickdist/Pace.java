package org.openemm.backend.pickdist;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openemm.route.Rates;

/**
 * Mails per second, minute and hour, spread evenly: after a pause there is no flood. Lists wait for
 * their turn; single mails go at once and lists wait the longer, as long as single mails alone keep
 * to the limit. Thread-safe.
 */
final class Pace {
    /** What a late thread may catch up on. */
    private static final long TOLERANCE = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long[] WINDOWS = {
        TimeUnit.SECONDS.toNanos(1), TimeUnit.MINUTES.toNanos(1), TimeUnit.HOURS.toNanos(1)
    };

    /** Nanoseconds between two mails by each of the limits; 0: no limit. */
    private final long[] interval = new long[WINDOWS.length];

    /** When the last mail was due by each of the limits, in terms of System.nanoTime. */
    private final long[] due = new long[WINDOWS.length];

    Pace(Rates rates) {
        Arrays.fill(due, System.nanoTime() - WINDOWS[WINDOWS.length - 1]);
        set(rates);
    }

    synchronized void set(Rates rates) {
        int[] mails = {rates.perSecond(), rates.perMinute(), rates.perHour()};
        for (int i = 0; i < WINDOWS.length; i++) {
            interval[i] = mails[i] == 0 ? 0 : WINDOWS[i] / mails[i];
        }
    }

    /** Nanoseconds until a mail may leave; 0: now. */
    synchronized long wait(boolean single) {
        long now = System.nanoTime();
        long wait = 0;
        for (int i = 0; i < WINDOWS.length; i++) {
            if (interval[i] > 0) {
                long ahead = single ? Math.max(TOLERANCE, WINDOWS[i]) : TOLERANCE;
                wait = Math.max(wait, due[i] - now - ahead + interval[i]);
            }
        }
        return Math.max(0, wait - 1);
    }

    /** A mail leaves. */
    synchronized void take() {
        long now = System.nanoTime();
        for (int i = 0; i < WINDOWS.length; i++) {
            if (interval[i] > 0) {
                due[i] = Math.max(due[i], now - interval[i]) + interval[i];
            }
        }
    }

    /** A mail that was taken did not leave. */
    synchronized void giveBack() {
        for (int i = 0; i < WINDOWS.length; i++) {
            due[i] -= interval[i];
        }
    }
}
