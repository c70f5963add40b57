package org.openemm.web.pick;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.openemm.account.Actor;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.recipient.BindingStatus;

/**
 * Active recipients per mailing list, at most a minute old: counting them is too much work for
 * every letter that somebody types. Thread-safe.
 */
final class ListSizes {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Mailinglists mailinglists;
    private final Clock clock;
    private final Map<Integer, Counted> byCompany = new ConcurrentHashMap<>();

    ListSizes(Mailinglists mailinglists, Clock clock) {
        this.mailinglists = mailinglists;
        this.clock = clock;
    }

    private record Counted(Instant time, Map<Integer, Long> active) {}

    /** By list id; lists without any recipient are missing. */
    Map<Integer, Long> of(Actor actor) {
        Instant oldest = clock.instant().minus(FRESH);
        return byCompany
                .compute(
                        actor.companyId(),
                        (company, old) ->
                                old != null && old.time().isAfter(oldest) ? old : count(actor))
                .active();
    }

    private Counted count(Actor actor) {
        Map<Integer, Long> active =
                mailinglists.counts(actor).entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry ->
                                                entry.getValue()
                                                        .getOrDefault(BindingStatus.ACTIVE, 0L)));
        return new Counted(clock.instant(), active);
    }
}
