package org.openemm.statistics;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.statistics.Growth.Figures;
import org.openemm.statistics.Growth.Step;

/**
 * How mailing lists grow: from the counters that {@link GrowthCount} keeps, and from the bindings
 * themselves for the time since.
 */
public final class ListGrowth {
    private static final String RIGHT = "stats.mailing";
    private final Database database;
    private final Clock clock;
    private final GrowthStore store = new GrowthStore();

    public ListGrowth(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Growth up to now, in days of the actor's zone.
     *
     * @param mailinglistId 0 for all lists
     */
    public Growth of(Actor actor, Growth.Period period, int mailinglistId) {
        return of(actor, period, mailinglistId, actor.limit().sql());
    }

    /**
     * As {@link #of(Actor, Growth.Period, int)}, of a target group: counted from the bindings.
     *
     * @param condition on alias cust with the limit of the actor in it, empty for everybody
     */
    Growth of(Actor actor, Growth.Period period, int mailinglistId, String condition) {
        actor.require(RIGHT);
        actor.requireList(mailinglistId);
        LocalDate today = LocalDate.ofInstant(clock.instant(), actor.zone());
        LocalDate first = today.minusDays(period.days() - 1L);
        Instant from = midnight(first, actor.zone());
        Instant before = midnight(first.minusDays(period.days()), actor.zone());
        return database.inTransaction(
                tx -> {
                    Map<Instant, Figures> hours =
                            hours(tx, actor, mailinglistId, before, condition);
                    return new Growth(
                            steps(hours, first, today, period.stepDays(), actor.zone()),
                            sum(hours, from, Instant.MAX),
                            sum(hours, before, from));
                });
    }

    private Map<Instant, Figures> hours(
            Transaction tx, Actor actor, int list, Instant from, String condition) {
        int company = actor.companyId();
        Instant countedTo = condition.isEmpty() ? store.countedTo(tx, company).orElse(from) : from;
        Map<Instant, Figures> hours = new TreeMap<>();
        store.counted(tx, actor, list, from, countedTo)
                .forEach(hour -> hours.merge(hour.start(), hour.figures(), Figures::plus));
        Instant open = countedTo.isAfter(from) ? countedTo : from;
        store.count(tx, company, open, Instant.MAX, condition).stream()
                .filter(hour -> list == 0 || hour.mailinglistId() == list)
                .filter(hour -> actor.usesList(hour.mailinglistId()))
                .forEach(hour -> hours.merge(hour.start(), hour.figures(), Figures::plus));
        return hours;
    }

    private static List<Step> steps(
            Map<Instant, Figures> hours, LocalDate first, LocalDate last, int days, ZoneId zone) {
        List<Step> steps = new ArrayList<>();
        Figures[] sums = new Figures[(int) (ChronoUnit.DAYS.between(first, last) / days) + 1];
        hours.forEach(
                (hour, figures) -> {
                    LocalDate day = LocalDate.ofInstant(hour, zone);
                    int step = (int) Math.floorDiv(ChronoUnit.DAYS.between(first, day), days);
                    if (step >= 0 && step < sums.length) {
                        sums[step] = sums[step] == null ? figures : sums[step].plus(figures);
                    }
                });
        for (int i = 0; i < sums.length; i++) {
            steps.add(
                    new Step(
                            first.plusDays((long) i * days),
                            sums[i] == null ? Figures.NONE : sums[i]));
        }
        return steps;
    }

    private static Figures sum(Map<Instant, Figures> hours, Instant from, Instant to) {
        return hours.entrySet().stream()
                .filter(hour -> !hour.getKey().isBefore(from) && hour.getKey().isBefore(to))
                .map(Map.Entry::getValue)
                .reduce(Figures.NONE, Figures::plus);
    }

    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
