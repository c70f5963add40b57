package org.openemm.backend.pickdist;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openemm.backend.pickdist.ServedRoute.Wanted;
import org.openemm.backend.smtp.Route;
import org.openemm.backend.spool.PackageName;
import org.openemm.route.DomainGroup;
import org.openemm.route.RouteDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves every route that has packages. The route of the machine's settings is always served; the
 * others begin when there is something for them, begin anew when they were changed, and end after a
 * while without packages. While the database is away the last known routes hold.
 */
public final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final Duration READ_EVERY = Duration.ofSeconds(1);
    private static final Duration KEEP = Duration.ofMinutes(1);

    private final LaneTools tools;
    private final RouteDirectory directory;
    private final LaneSettings patience;
    private final Duration firstWait;
    private final String helo;
    private final Map<Integer, ServedRoute> served = new ConcurrentHashMap<>();
    private final Map<Integer, String> problems = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "routes");
    private Map<Integer, Wanted> wanted = new HashMap<>();
    private List<DomainGroup> groups = List.of();
    private long readAt = System.nanoTime() - READ_EVERY.toNanos();
    private boolean readable = true;
    private volatile boolean closed;

    private Dispatcher(
            LaneTools tools,
            RouteDirectory directory,
            LaneSettings patience,
            Duration firstWait,
            String helo) {
        this.tools = tools;
        this.directory = directory;
        this.patience = patience;
        this.firstWait = firstWait;
        this.helo = helo;
        thread.setDaemon(true);
    }

    /**
     * @param helo name we greet with
     */
    public static Dispatcher start(
            LaneTools tools, RouteDirectory directory, SystemRoute system, String helo) {
        return start(
                tools, directory, system, LaneSettings.defaults(), RouteHealth.FIRST_WAIT, helo);
    }

    static Dispatcher start(
            LaneTools tools,
            RouteDirectory directory,
            SystemRoute system,
            LaneSettings patience,
            Duration firstWait,
            String helo) {
        Dispatcher dispatcher = new Dispatcher(tools, directory, patience, firstWait, helo);
        // Limits are known before the first mail leaves.
        dispatcher.read();
        dispatcher.serve(
                new Wanted(
                        0,
                        "",
                        system.route(),
                        system.singleConnections(),
                        system.rates(),
                        system.lifetime()));
        dispatcher.thread.start();
        return dispatcher;
    }

    /** There may be new packages. */
    public void wake() {
        tools.view().forget();
        served.values().forEach(ServedRoute::wake);
        synchronized (this) {
            notifyAll();
        }
    }

    List<ServedRoute> served() {
        return List.copyOf(served.values());
    }

    /** Routes that cannot be used, and why. */
    Map<Integer, String> problems() {
        return problems;
    }

    LaneTools tools() {
        return tools;
    }

    /** Ends all lanes; the gate should be shut before. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        served.values().stream()
                .map(route -> ending(route))
                .toList()
                .forEach(
                        ending -> {
                            try {
                                ending.join();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private void run() {
        while (!closed) {
            try {
                round();
            } catch (IOException | RuntimeException e) {
                LOG.error("Routes cannot be served", e);
            }
            synchronized (this) {
                try {
                    wait(EVERY.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void round() throws IOException {
        if (System.nanoTime() - readAt >= READ_EVERY.toNanos()) {
            readAt = System.nanoTime();
            read();
        }
        Set<Integer> needed = needed();
        for (int id : needed) {
            ServedRoute present = served.get(id);
            Wanted target = wanted.get(id);
            if (present == null && target != null) {
                serve(target);
            } else if (present != null) {
                present.needed();
            }
        }
        for (ServedRoute route : served()) {
            int id = route.wanted().id();
            if (id == 0) {
                continue;
            }
            Wanted target = wanted.get(id);
            if (target == null || route.isUnneededFor(KEEP)) {
                end(route);
            } else if (!target.equals(route.wanted())) {
                LOG.info("Route {} ({}) was changed", id, target.name());
                end(route);
                serve(target);
            }
        }
    }

    private void read() {
        try {
            RouteDirectory.Contents contents = directory.read();
            Map<Integer, Wanted> fresh = new HashMap<>();
            problems.keySet()
                    .removeIf(
                            id -> contents.routes().stream().noneMatch(e -> e.route().id() == id));
            for (RouteDirectory.Entry entry : contents.routes()) {
                int id = entry.route().id();
                if (entry.problem().isEmpty()) {
                    problems.remove(id);
                    fresh.put(id, wanted(entry));
                } else {
                    problems.put(id, entry.problem());
                }
            }
            wanted = fresh;
            groups = contents.groups();
            served.values().forEach(route -> route.limits().set(groups));
            readable = true;
        } catch (RuntimeException e) {
            if (readable) {
                LOG.warn("Routes cannot be read, the last ones hold: {}", e.toString());
            }
            readable = false;
        }
    }

    private Wanted wanted(RouteDirectory.Entry entry) {
        org.openemm.route.RouteDraft settings = entry.route().settings();
        return new Wanted(
                entry.route().id(),
                settings.name(),
                Route.of(settings, entry.password(), helo),
                settings.singleConnections(),
                settings.rates(),
                Duration.ofHours(settings.lifetimeHours()));
    }

    private Set<Integer> needed() throws IOException {
        Set<Integer> needed = new HashSet<>();
        Set<Integer> mailings = new HashSet<>();
        for (PackageName name : tools.view().get().packages()) {
            if (mailings.add(name.mailingId())) {
                needed.add(tools.states().routeOf(name));
            }
        }
        return needed;
    }

    private void serve(Wanted target) {
        ServedRoute route = ServedRoute.start(target, groups, tools, patience, firstWait);
        served.put(target.id(), route);
        LOG.info("Route {} {}: {}", target.id(), target.name(), target.route().label());
    }

    /** Mails in flight are finished meanwhile. */
    private void end(ServedRoute route) {
        served.remove(route.wanted().id(), route);
        ending(route);
    }

    private static Thread ending(ServedRoute route) {
        Thread ending = new Thread(route::close, "route-end-" + route.wanted().id());
        ending.start();
        return ending;
    }
}
