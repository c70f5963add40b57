package org.openemm.backend.pickdist;

import org.openemm.route.DomainGroup;
import org.openemm.route.Rates;

/**
 * What a group of receiving domains takes over one route: mails at the same time, rates, and
 * whether it wants to be left alone. Thread-safe.
 */
final class DomainLimit {
    private final RouteHealth health;
    private final Pace pace = new Pace(Rates.UNLIMITED);
    private volatile DomainGroup group;
    private int lists;

    DomainLimit(DomainGroup group, RouteHealth health) {
        this.health = health;
        set(group);
    }

    /** The limits changed. */
    final void set(DomainGroup changed) {
        group = changed;
        pace.set(changed.rates());
    }

    /** The group is gone: nothing holds its mails any more. */
    void lift() {
        set(
                new DomainGroup(
                        group.id(),
                        group.companyId(),
                        group.name(),
                        group.domains(),
                        0,
                        Rates.UNLIMITED));
    }

    String name() {
        return group.name();
    }

    RouteHealth health() {
        return health;
    }

    /** A mail might leave now. */
    synchronized boolean isReady(boolean single) {
        return !health.isBlocked()
                && (single || group.connections() == 0 || lists < group.connections())
                && pace.wait(single) == 0;
    }

    /** A mail is on its way, if it may; each needs one {@link #leave}. */
    synchronized boolean tryEnter(boolean single) {
        if (!isReady(single)) {
            return false;
        }
        pace.take();
        if (!single) {
            lists++;
        }
        return true;
    }

    /**
     * @param unsent it did not leave after all
     */
    synchronized void leave(boolean single, boolean unsent) {
        if (!single) {
            lists--;
        }
        if (unsent) {
            pace.giveBack();
        }
    }

    /** Nanoseconds until the rates allow a mail. */
    long wait(boolean single) {
        return pace.wait(single);
    }
}
