package org.openemm.web.calendar;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A way to look at the calendar. */
public enum CalendarView {
    MONTH,
    WEEK,
    /** A month as a list of the days on which something is. */
    LIST,
    /** This week and the next: the tile of the dashboard. */
    FORTNIGHT;

    /** As it stands in addresses. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The ones a person can choose. */
    public static List<CalendarView> choices() {
        return List.of(MONTH, WEEK, LIST);
    }

    /** The month for an unknown name. */
    static CalendarView of(String id) {
        return Arrays.stream(values())
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElse(MONTH);
    }

    /** First day that is shown when one looks at this day. */
    LocalDate first(LocalDate day, WeekFields weeks) {
        return switch (this) {
            case MONTH -> day.withDayOfMonth(1).with(weeks.dayOfWeek(), 1);
            case WEEK, FORTNIGHT -> day.with(weeks.dayOfWeek(), 1);
            case LIST -> day.withDayOfMonth(1);
        };
    }

    LocalDate last(LocalDate day, WeekFields weeks) {
        LocalDate endOfMonth = day.with(TemporalAdjusters.lastDayOfMonth());
        return switch (this) {
            case MONTH -> endOfMonth.with(weeks.dayOfWeek(), 7);
            case WEEK -> day.with(weeks.dayOfWeek(), 7);
            case FORTNIGHT -> day.with(weeks.dayOfWeek(), 7).plusWeeks(1);
            case LIST -> endOfMonth;
        };
    }

    /** The day to look at for the span before (-1) or after (1). */
    LocalDate step(LocalDate day, int by) {
        return switch (this) {
            case MONTH, LIST -> day.withDayOfMonth(1).plusMonths(by);
            case WEEK, FORTNIGHT -> day.plusWeeks(by);
        };
    }
}
