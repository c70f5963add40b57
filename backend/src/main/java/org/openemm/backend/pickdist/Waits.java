package org.openemm.backend.pickdist;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openemm.backend.spool.PackageName;

/** Finds out for each mailing with packages why its mails wait. */
final class Waits {
    private static final int MAX_ANSWER = 500;
    private static final int MAX_SUBJECT = 99;

    private final Dispatcher dispatcher;
    private final Map<Wait.Key, Wait> found = new LinkedHashMap<>();

    private Waits(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /**
     * Mails of a mailing wait.
     *
     * @param mails 0: not counted
     * @param next when they are tried again; null: not known
     */
    record Wait(Key key, int companyId, int mails, String answer, Instant next) {
        /**
         * @param reason pickdist, disk, route, rate, group, grouprate or deferred
         * @param subject name of the route or group; empty for the route of the machine's settings
         */
        record Key(int mailingId, String reason, String subject) {}
    }

    static List<Wait> of(Dispatcher dispatcher) throws IOException {
        Waits waits = new Waits(dispatcher);
        if (dispatcher.tools().gate().isOpen()) {
            dispatcher.served().forEach(waits::look);
            waits.lookAtUnusable();
        } else {
            Set<Integer> seen = new HashSet<>();
            for (PackageName name : dispatcher.tools().view().get().packages()) {
                if (seen.add(name.mailingId())) {
                    waits.add(name, "pickdist", "", 0, "bin/pickdist.sh stop", null);
                }
            }
        }
        return List.copyOf(waits.found.values());
    }

    private void look(ServedRoute route) {
        for (LaneService service : route.lanes()) {
            Lane lane = service.lane();
            RouteHealth health = service.health();
            String disk = lane.diskProblem();
            // All packages are looked through only when there is something to say of each.
            List<PackageName> mailings =
                    disk.isEmpty() && health.reason().isEmpty() && !lane.isPaced()
                            ? List.of()
                            : onePerMailing(lane.ready());
            if (!disk.isEmpty()) {
                mailings.forEach(name -> add(name, "disk", "", 0, disk, null));
            }
            if (!health.reason().isEmpty()) {
                Instant next = now().plus(health.rest());
                mailings.forEach(
                        name ->
                                add(
                                        name,
                                        "route",
                                        route.wanted().name(),
                                        0,
                                        health.reason(),
                                        next));
            } else if (lane.isPaced()) {
                mailings.forEach(name -> add(name, "rate", route.wanted().name(), 0, "", null));
            }
            Map<Integer, Leftovers> byMailing = new HashMap<>();
            Map<Integer, PackageName> names = new HashMap<>();
            lane.leftovers()
                    .forEach(
                            (name, left) -> {
                                names.put(name.mailingId(), name);
                                byMailing
                                        .computeIfAbsent(name.mailingId(), id -> new Leftovers())
                                        .add(left);
                            });
            byMailing.forEach((id, left) -> tell(names.get(id), left));
        }
    }

    private void tell(PackageName name, Leftovers left) {
        left.byLimit()
                .forEach(
                        (limit, mails) -> {
                            RouteHealth health = limit.health();
                            if (health.isBlocked()) {
                                Instant next = now().plus(health.rest());
                                add(name, "group", limit.name(), mails, health.reason(), next);
                            } else {
                                add(name, "grouprate", limit.name(), mails, "", null);
                            }
                        });
        if (left.deferred() > 0) {
            String answer =
                    left.answers().entrySet().stream()
                            .max(Comparator.comparingInt(Map.Entry::getValue))
                            .map(Map.Entry::getKey)
                            .orElse("");
            add(
                    name,
                    "deferred",
                    "",
                    left.deferred(),
                    answer,
                    Instant.ofEpochMilli(left.dueAt()).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private void lookAtUnusable() throws IOException {
        if (dispatcher.problems().isEmpty()) {
            return;
        }
        for (PackageName name : onePerMailing(dispatcher.tools().view().get().packages())) {
            String problem = dispatcher.problems().get(dispatcher.tools().states().routeOf(name));
            if (problem != null) {
                add(name, "route", "", 0, problem, null);
            }
        }
    }

    private List<PackageName> onePerMailing(List<PackageName> names) {
        List<PackageName> one = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (PackageName name : names) {
            if (seen.add(name.mailingId()) && dispatcher.tools().states().of(name) == Verdict.GO) {
                one.add(name);
            }
        }
        return one;
    }

    private void add(
            PackageName name,
            String reason,
            String subject,
            int mails,
            String answer,
            Instant next) {
        Wait.Key key = new Wait.Key(name.mailingId(), reason, cut(subject, MAX_SUBJECT));
        Wait wait = new Wait(key, name.companyId(), mails, cut(answer, MAX_ANSWER), next);
        found.merge(
                key,
                wait,
                (a, b) ->
                        new Wait(key, a.companyId(), a.mails() + b.mails(), a.answer(), a.next()));
    }

    private Instant now() {
        return dispatcher.tools().clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
