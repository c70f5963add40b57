package org.openemm.route;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.account.ActivityLog;
import org.openemm.account.Actor;
import org.openemm.account.SecretBox;
import org.openemm.config.Home;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SMTP routes of a tenant, and what takes which. */
public final class Routes {
    public static final String RIGHT_SHOW = "route.show";
    public static final String RIGHT_CHANGE = "route.change";
    private static final String RIGHT_LIST = "mailinglist.change";

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Database database;
    private final ActivityLog log;
    private final Home home;
    private final Clock clock;
    private final RouteStore store = new RouteStore();
    private volatile Known known;

    public Routes(Database database, ActivityLog log, Home home, Clock clock) {
        this.database = database;
        this.log = log;
        this.home = home;
        this.clock = clock;
    }

    /** By name. Whoever sends may know their names, so reading needs no right. */
    public List<Route> all(Actor actor) {
        return database.inTransaction(
                tx ->
                        store.all(tx, actor.companyId()).stream()
                                .map(RouteStore.Row::route)
                                .toList());
    }

    /** A tenant has routes of its own. Cheap: at most ten seconds old. */
    public boolean hasAny(int companyId) {
        Known last = known;
        Instant now = clock.instant();
        if (last == null || !now.isBefore(last.at().plus(REMEMBERED))) {
            last = new Known(owners(last), now);
            known = last;
        }
        return last.companies().contains(companyId);
    }

    private Set<Integer> owners(Known last) {
        try {
            return database.inTransaction(
                    tx ->
                            store.all(tx).stream()
                                    .map(row -> row.route().companyId())
                                    .collect(Collectors.toUnmodifiableSet()));
        } catch (RuntimeException e) {
            LOG.warn("Routes cannot be looked up: {}", e.toString());
            return last == null ? Set.of() : last.companies();
        }
    }

    private record Known(Set<Integer> companies, Instant at) {}

    /**
     * @throws NotFound kind {@code route}
     */
    public Route get(Actor actor, int id) {
        actor.require(RIGHT_SHOW);
        return database.inTransaction(tx -> row(tx, actor, id).route());
    }

    /** What takes a route and is not done yet. */
    public List<RouteUse> uses(Actor actor, int id) {
        actor.require(RIGHT_SHOW);
        return database.inTransaction(tx -> store.uses(tx, actor.companyId(), id));
    }

    /**
     * @return route id
     * @throws InvalidInput naming the fields that are wrong
     */
    public int create(Actor actor, RouteDraft wanted) {
        actor.require(RIGHT_CHANGE);
        RouteDraft draft = wanted.cleaned();
        RouteRules.check(draft);
        requirePassword(draft, false);
        return database.inTransaction(
                tx -> {
                    requireFreeName(tx, actor, draft.name(), 0);
                    int id =
                            store.insert(
                                    tx, actor.companyId(), draft, seal(draft), clock.instant());
                    log.record(tx, actor, "create SMTP route", describe(draft, id));
                    known = null;
                    return id;
                });
    }

    /**
     * @throws InvalidInput naming the fields that are wrong; on {@code password} also when host or
     *     user are others and the password was not typed again: it must not go elsewhere
     */
    public void update(Actor actor, int id, RouteDraft wanted) {
        actor.require(RIGHT_CHANGE);
        RouteDraft draft = wanted.cleaned();
        RouteRules.check(draft);
        database.run(
                tx -> {
                    RouteStore.Row stored = row(tx, actor, id);
                    RouteDraft old = stored.route().settings();
                    boolean same =
                            stored.route().hasPassword()
                                    && old.host().equals(draft.host())
                                    && old.user().equals(draft.user());
                    requirePassword(draft, same);
                    requireFreeName(tx, actor, draft.name(), id);
                    boolean keep = same && draft.password().isEmpty();
                    store.update(
                            tx, id, draft, keep ? stored.sealed() : seal(draft), clock.instant());
                    log.record(tx, actor, "edit SMTP route", describe(draft, id));
                });
    }

    /**
     * @throws InvalidInput while something takes the route
     */
    public void delete(Actor actor, int id) {
        actor.require(RIGHT_CHANGE);
        database.run(
                tx -> {
                    Route route = row(tx, actor, id).route();
                    if (!store.uses(tx, actor.companyId(), id).isEmpty()) {
                        throw new InvalidInput("", "route.error.inUse", route.name());
                    }
                    store.forgetChoices(tx, id);
                    store.delete(tx, id);
                    log.record(tx, actor, "delete SMTP route", describe(route.settings(), id));
                });
    }

    /** The own choice of a list or mailing, or of the tenant (id 0); 0: none. */
    public int chosen(Actor actor, RouteUse.Level level, int id) {
        return database.inTransaction(
                tx -> store.chosen(tx, actor.companyId(), list(level, id), mailing(level, id)));
    }

    /**
     * Chooses a route.
     *
     * @param id of the list or mailing; 0 for the tenant
     * @param routeId 0: no choice of its own
     * @throws NotFound for a list, mailing or route of somebody else
     */
    public void choose(Actor actor, RouteUse.Level level, int id, int routeId) {
        actor.require(level == RouteUse.Level.LIST ? RIGHT_LIST : requiredFor(actor, level));
        database.run(
                tx -> {
                    String what =
                            level == RouteUse.Level.TENANT
                                    ? "the tenant"
                                    : store.nameOf(tx, actor.companyId(), level, id)
                                                    .orElseThrow(
                                                            () ->
                                                                    new NotFound(
                                                                            level
                                                                                            == RouteUse
                                                                                                    .Level
                                                                                                    .LIST
                                                                                    ? "mailinglist"
                                                                                    : "mailing",
                                                                            id))
                                            + " ("
                                            + id
                                            + ")";
                    int list = list(level, id);
                    int mailing = mailing(level, id);
                    if (store.chosen(tx, actor.companyId(), list, mailing) == routeId) {
                        return;
                    }
                    String route =
                            routeId == 0 ? "no own choice" : row(tx, actor, routeId).route().name();
                    store.choose(tx, actor.companyId(), list, mailing, routeId);
                    log.record(tx, actor, "choose SMTP route", what + ": " + route);
                });
    }

    private static String requiredFor(Actor actor, RouteUse.Level level) {
        if (level == RouteUse.Level.TENANT) {
            return RIGHT_CHANGE;
        }
        return actor.may("mailing.change") ? "mailing.change" : "template.change";
    }

    private static int list(RouteUse.Level level, int id) {
        return level == RouteUse.Level.LIST ? id : 0;
    }

    private static int mailing(RouteUse.Level level, int id) {
        return level == RouteUse.Level.MAILING ? id : 0;
    }

    private RouteStore.Row row(Transaction tx, Actor actor, int id) {
        return store.find(tx, actor.companyId(), id).orElseThrow(() -> new NotFound("route", id));
    }

    private void requireFreeName(Transaction tx, Actor actor, String name, int id) {
        if (store.isNameTaken(tx, actor.companyId(), name, id)) {
            throw new InvalidInput("name", "route.error.taken", name);
        }
    }

    private static void requirePassword(RouteDraft draft, boolean known) {
        if (!draft.user().isEmpty() && draft.password().isEmpty() && !known) {
            throw new InvalidInput("password", "route.error.password");
        }
    }

    private String seal(RouteDraft draft) {
        return draft.user().isEmpty()
                ? ""
                : SecretBox.of(home)
                        .seal(RouteDirectory.owner(draft.host(), draft.user()), draft.password());
    }

    private static String describe(RouteDraft draft, int id) {
        return draft.name() + " (" + id + "), " + draft.host() + ":" + draft.port();
    }
}
