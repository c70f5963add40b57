package org.openemm.exporting;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A span of days: from one to another, or the last days before now.
 *
 * @param from null for no beginning
 * @param to inclusive, null for no end
 * @param lastDays 0 when the days are named
 * @param withToday whether the last days end today; else yesterday
 */
public record Period(LocalDate from, LocalDate to, int lastDays, boolean withToday) {
    public static final Period ANY = new Period(null, null, 0, false);

    public static Period last(int days, boolean withToday) {
        return new Period(null, null, days, withToday);
    }

    public static Period between(LocalDate from, LocalDate to) {
        return new Period(from, to, 0, false);
    }

    public boolean isAny() {
        return from == null && to == null && lastDays == 0;
    }

    Optional<LocalDate> first(LocalDate today) {
        return lastDays > 0
                ? Optional.of(today.minusDays(withToday ? lastDays - 1L : lastDays))
                : Optional.ofNullable(from);
    }

    /** The first day that is too late. */
    Optional<LocalDate> end(LocalDate today) {
        return lastDays > 0
                ? Optional.of(withToday ? today.plusDays(1) : today)
                : Optional.ofNullable(to).map(day -> day.plusDays(1));
    }
}
