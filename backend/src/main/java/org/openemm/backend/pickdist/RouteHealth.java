package org.openemm.backend.pickdist;

import java.time.Duration;

/**
 * Whether the mail server takes mails, and when to ask again if not: after 1, 2, 4 … 60 seconds.
 * Thread-safe.
 */
final class RouteHealth {
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** So many mails put off one after the other mean that the server wants to be left alone. */
    private static final int DEFERRALS_IN_A_ROW = 50;

    private final Duration firstWait;
    private long blockedUntil = System.nanoTime();
    private int failures;
    private int deferrals;
    private volatile String reason = "";

    RouteHealth() {
        this(FIRST_WAIT);
    }

    RouteHealth(Duration firstWait) {
        this.firstWait = firstWait;
    }

    synchronized boolean isBlocked() {
        return System.nanoTime() - blockedUntil < 0;
    }

    /** How long nothing is tried; zero: it is. */
    synchronized Duration rest() {
        return Duration.ofNanos(Math.max(0, blockedUntil - System.nanoTime()));
    }

    /** Why nothing can be sent; empty: it can. */
    String reason() {
        return reason;
    }

    synchronized void unavailable(String why) {
        if (isBlocked()) {
            return;
        }
        long wait = Math.min(LONGEST_WAIT.toNanos(), firstWait.toNanos() << Math.min(failures, 10));
        failures++;
        blockedUntil = System.nanoTime() + wait;
        reason = why;
    }

    synchronized void answered(boolean deferred, String answer) {
        if (!deferred) {
            failures = 0;
            deferrals = 0;
            reason = "";
            return;
        }
        deferrals++;
        if (deferrals >= DEFERRALS_IN_A_ROW) {
            deferrals = 0;
            unavailable("The mail server puts all mails off: " + answer);
        }
    }
}
