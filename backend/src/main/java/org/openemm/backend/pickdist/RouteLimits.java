package org.openemm.backend.pickdist;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.route.DomainGroup;
import org.openemm.route.Rates;

/**
 * What a route takes, for both of its lanes: its own rates, and those of the groups of receiving
 * domains, which each company has its own of. Thread-safe.
 */
final class RouteLimits {
    private final Duration firstWait;
    private final Pace pace;
    private final Standing standing = new Standing();
    private final Map<Integer, DomainLimit> byId = new HashMap<>();

    /** By company and domain; a leading "*." stands for everything below. */
    private volatile Map<Integer, Map<String, DomainLimit>> byDomain = Map.of();

    RouteLimits(Rates rates, Duration firstWait) {
        pace = new Pace(rates);
        this.firstWait = firstWait;
    }

    static RouteLimits none() {
        return new RouteLimits(Rates.UNLIMITED, RouteHealth.FIRST_WAIT);
    }

    Pace pace() {
        return pace;
    }

    Standing standing() {
        return standing;
    }

    /** The groups of all companies as they are now. */
    synchronized void set(List<DomainGroup> groups) {
        Map<Integer, Map<String, DomainLimit>> domains = new HashMap<>();
        for (DomainGroup group : groups) {
            DomainLimit limit =
                    byId.computeIfAbsent(
                            group.id(), id -> new DomainLimit(group, new RouteHealth(firstWait)));
            limit.set(group);
            Map<String, DomainLimit> own =
                    domains.computeIfAbsent(group.companyId(), company -> new HashMap<>());
            group.domains().forEach(domain -> own.put(domain, limit));
        }
        byId.entrySet()
                .removeIf(
                        entry -> {
                            boolean gone = groups.stream().noneMatch(g -> g.id() == entry.getKey());
                            if (gone) {
                                entry.getValue().lift();
                            }
                            return gone;
                        });
        byDomain = domains;
    }

    /** Whether domains matter for a company. */
    boolean hasGroups(int companyId) {
        return byDomain.containsKey(companyId);
    }

    /** The limit for a domain; null: none. */
    DomainLimit of(int companyId, String domain) {
        Map<String, DomainLimit> own = byDomain.get(companyId);
        if (own == null) {
            return null;
        }
        DomainLimit exact = own.get(domain);
        for (int dot = domain.indexOf('.'); exact == null && dot >= 0; ) {
            exact = own.get("*" + domain.substring(dot));
            dot = domain.indexOf('.', dot + 1);
        }
        return exact;
    }
}
