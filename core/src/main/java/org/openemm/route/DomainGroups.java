package org.openemm.route;

import java.net.IDN;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/** The groups of receiving domains of a tenant. A domain is in one group at most. */
public final class DomainGroups {
    private static final int MAX_DOMAINS = 500;

    private final Database database;
    private final ActivityLog log;
    private final Clock clock;
    private final DomainGroupStore store = new DomainGroupStore();

    public DomainGroups(Database database, ActivityLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** By name. */
    public List<DomainGroup> all(Actor actor) {
        actor.require(Routes.RIGHT_SHOW);
        return database.inTransaction(tx -> store.all(tx, actor.companyId()));
    }

    /**
     * @throws NotFound kind {@code domaingroup}
     */
    public DomainGroup get(Actor actor, int id) {
        actor.require(Routes.RIGHT_SHOW);
        return database.inTransaction(tx -> row(tx, actor, id));
    }

    /**
     * Saves a group.
     *
     * @param id 0: a new one
     * @param domains separated by blanks, commas or lines
     * @return its id
     * @throws InvalidInput naming the fields that are wrong
     */
    public int save(
            Actor actor, int id, String name, String domains, int connections, Rates rates) {
        actor.require(Routes.RIGHT_CHANGE);
        DomainGroup group =
                new DomainGroup(
                        id, actor.companyId(), name.strip(), split(domains), connections, rates);
        RouteRules.check(group);
        if (group.domains().size() > MAX_DOMAINS) {
            throw new InvalidInput("domains", "route.error.domains.many", MAX_DOMAINS);
        }
        return database.inTransaction(
                tx -> {
                    requireOwnDomains(tx, group);
                    int saved = id;
                    if (id == 0) {
                        saved = store.insert(tx, group, clock.instant());
                    } else {
                        row(tx, actor, id);
                        store.update(tx, group, clock.instant());
                    }
                    log.record(
                            tx,
                            actor,
                            id == 0 ? "create domain group" : "edit domain group",
                            group.name() + " (" + saved + ")");
                    return saved;
                });
    }

    public void delete(Actor actor, int id) {
        actor.require(Routes.RIGHT_CHANGE);
        database.run(
                tx -> {
                    DomainGroup group = row(tx, actor, id);
                    store.delete(tx, id);
                    log.record(tx, actor, "delete domain group", group.name() + " (" + id + ")");
                });
    }

    private DomainGroup row(Transaction tx, Actor actor, int id) {
        return store.find(tx, actor.companyId(), id)
                .orElseThrow(() -> new NotFound("domaingroup", id));
    }

    private void requireOwnDomains(Transaction tx, DomainGroup group) {
        for (DomainGroup other : store.all(tx, group.companyId())) {
            if (other.id() == group.id()) {
                continue;
            }
            if (other.name().equalsIgnoreCase(group.name())) {
                throw new InvalidInput("name", "route.error.taken", group.name());
            }
            for (String domain : group.domains()) {
                if (other.domains().contains(domain)) {
                    throw new InvalidInput(
                            "domains", "route.error.domain.taken", domain, other.name());
                }
            }
        }
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split("[\\s,;]+"))
                .map(domain -> domain.startsWith("@") ? domain.substring(1) : domain)
                .filter(domain -> !domain.isEmpty())
                .map(DomainGroups::ascii)
                .distinct()
                .toList();
    }

    private static String ascii(String domain) {
        try {
            return (domain.startsWith("*.")
                            ? "*." + IDN.toASCII(domain.substring(2))
                            : IDN.toASCII(domain))
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return domain;
        }
    }
}
