package org.openemm.backend.pickdist;

import java.time.Duration;
import java.util.List;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.spool.PackageName;
import org.openemm.route.DomainGroup;
import org.openemm.route.Rates;

/** A route with its two lanes: one for lists, one for single mails. */
final class ServedRoute implements AutoCloseable {
    private final Wanted wanted;
    private final RouteLimits limits;
    private final LaneService lists;
    private final LaneService singles;
    private volatile long neededAt = System.nanoTime();

    /**
     * What a route is to be.
     *
     * @param id 0: that of the machine's settings
     * @param name for people
     */
    record Wanted(
            int id,
            String name,
            Route route,
            int singleConnections,
            Rates rates,
            Duration lifetime) {}

    private ServedRoute(Wanted wanted, RouteLimits limits, LaneService lists, LaneService singles) {
        this.wanted = wanted;
        this.limits = limits;
        this.lists = lists;
        this.singles = singles;
    }

    static ServedRoute start(
            Wanted wanted,
            List<DomainGroup> groups,
            LaneTools tools,
            LaneSettings patience,
            Duration firstWait) {
        RouteLimits limits = new RouteLimits(wanted.rates(), firstWait);
        limits.set(groups);
        LaneSettings settings = patience.withGiveUp(wanted.lifetime());
        String suffix = wanted.id() == 0 ? "" : "-" + wanted.id();
        Lane lists =
                new Lane(
                        "bulk" + suffix,
                        false,
                        name -> !name.kind().isSingle() && takes(wanted, tools, name),
                        limits,
                        tools,
                        settings);
        Lane singles =
                new Lane(
                        "single" + suffix,
                        true,
                        name -> name.kind().isSingle() && takes(wanted, tools, name),
                        limits,
                        tools,
                        settings);
        return new ServedRoute(
                wanted,
                limits,
                LaneService.start(lists, wanted.route(), new RouteHealth(firstWait)),
                LaneService.start(
                        singles,
                        wanted.route().withConnections(wanted.singleConnections()),
                        new RouteHealth(firstWait)));
    }

    /** What nothing is known of yet waits at the usual place, so that the order stays. */
    private static boolean takes(Wanted wanted, LaneTools tools, PackageName name) {
        int route = tools.states().routeOf(name);
        return route == wanted.id() || route == MailingStates.UNKNOWN_ROUTE && wanted.id() == 0;
    }

    Wanted wanted() {
        return wanted;
    }

    RouteLimits limits() {
        return limits;
    }

    List<LaneService> lanes() {
        return List.of(lists, singles);
    }

    void wake() {
        lists.lane().wake();
        singles.lane().wake();
    }

    void needed() {
        neededAt = System.nanoTime();
    }

    boolean isUnneededFor(Duration time) {
        return System.nanoTime() - neededAt > time.toNanos();
    }

    @Override
    public void close() {
        lists.close();
        singles.close();
    }
}
