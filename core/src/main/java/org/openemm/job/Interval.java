package org.openemm.job;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;

/**
 * When something runs again: one or more rules, separated by {@code ;}, {@code ,} or blanks. The
 * earliest rule counts.
 *
 * <table>
 * <caption>Rules</caption>
 * <tr><td>{@code 0130}</td><td>daily at that time</td></tr>
 * <tr><td>{@code **00}, {@code ***5}</td><td>whenever the clock shows that; * is any digit</td></tr>
 * <tr><td>{@code 24122026}</td><td>once, on that day at 00:00</td></tr>
 * <tr><td>{@code MoWe}, {@code MoWe:0900}</td><td>on these weekdays (German codes too)</td></tr>
 * <tr><td>{@code MoEv:0900}, {@code MoOd:0900}</td><td>only in even or odd ISO weeks</td></tr>
 * <tr><td>{@code 2Mo:0900}</td><td>second Monday of the month</td></tr>
 * <tr><td>{@code M15:0900}, {@code 3M99:0900}</td><td>every (third) month on a day; 99 = last</td></tr>
 * <tr><td>{@code Q:0900}, {@code QW:0900}</td><td>first day, first working day of a quarter</td></tr>
 * <tr><td>{@code !24122026}</td><td>not on that day, but on the next allowed one</td></tr>
 * </table>
 *
 * <p>Blank and {@code ONCE} stand for no further start. Immutable.
 */
public final class Interval {
    private final List<IntervalRule> rules;
    private final Set<LocalDate> excluded;

    private Interval(List<IntervalRule> rules, Set<LocalDate> excluded) {
        this.rules = rules;
        this.excluded = excluded;
    }

    /**
     * @throws InvalidInput a part is no rule; the message names it
     */
    public static Interval parse(String text) {
        List<IntervalRule> rules = new ArrayList<>();
        Set<LocalDate> excluded = new HashSet<>();
        for (String part : (text == null ? "" : text).split("[;,\\s]+")) {
            try {
                if (part.startsWith("!")) {
                    excluded.add(IntervalRule.date(part.substring(1)));
                } else if (!part.isEmpty() && !part.equalsIgnoreCase("ONCE")) {
                    rules.add(IntervalRule.parse(part));
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new InvalidInput("interval", "job.interval.invalid", part);
            }
        }
        return new Interval(List.copyOf(rules), Set.copyOf(excluded));
    }

    /**
     * The next start, always after {@code now}; empty when there is none.
     *
     * @param now in the zone in which the times of the rules are meant
     */
    public Optional<ZonedDateTime> next(ZonedDateTime now) {
        return rules.stream()
                .map(rule -> rule.next(now, excluded))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(ZonedDateTime::toInstant));
    }
}
