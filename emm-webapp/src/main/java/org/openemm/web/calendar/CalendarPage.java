package org.openemm.web.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.planning.PlannedMailing;
import org.openemm.planning.Planning;
import org.openemm.web.ui.Ui;

/**
 * What the calendar shows.
 *
 * @param day the day one looks at
 * @param title the span in words
 * @param weekdays in the order of the reader
 * @param open mailings without a date
 * @param moved what was just moved, to be taken back; null when nothing was
 */
public record CalendarPage(
        CalendarView view,
        LocalDate day,
        LocalDate today,
        String title,
        List<DayOfWeek> weekdays,
        List<Week> weeks,
        List<PlannedMailing> open,
        Planning.Moved moved) {
    private static final int OPEN = 20;

    /** More do not fit into a day of a month. */
    private static final int IN_A_DAY = 3;

    /**
     * A week.
     *
     * @param number as the reader counts weeks
     */
    public record Week(int number, List<Day> days) {}

    /**
     * A day.
     *
     * @param outside belongs to another month than the one that is shown
     */
    public record Day(LocalDate date, boolean outside, List<PlannedMailing> mailings) {}

    public static CalendarPage of(Ui ui, Planning planning, CalendarView view, LocalDate day) {
        return of(ui, planning, view, day, null);
    }

    static CalendarPage of(
            Ui ui, Planning planning, CalendarView view, LocalDate day, Planning.Moved moved) {
        WeekFields fields = ui.format().weeks();
        LocalDate first = view.first(day, fields);
        LocalDate last = view.last(day, fields);
        Map<LocalDate, List<PlannedMailing>> byDay =
                planning.between(ui.actor(), first, last).stream()
                        .collect(
                                Collectors.groupingBy(
                                        mailing ->
                                                LocalDate.ofInstant(
                                                        mailing.at(), ui.format().zone())));
        List<Week> weeks = new ArrayList<>();
        for (LocalDate start = first; !start.isAfter(last); start = start.plusWeeks(1)) {
            List<Day> days = new ArrayList<>();
            for (LocalDate date = start;
                    date.isBefore(start.plusWeeks(1)) && !date.isAfter(last);
                    date = date.plusDays(1)) {
                days.add(
                        new Day(
                                date,
                                view == CalendarView.MONTH && date.getMonth() != day.getMonth(),
                                byDay.getOrDefault(date, List.of())));
            }
            weeks.add(new Week(start.get(fields.weekOfWeekBasedYear()), days));
        }
        return new CalendarPage(
                view,
                day,
                ui.today(),
                title(ui, view, day, first, last),
                weekdays(fields),
                weeks,
                planning.open(ui.actor(), OPEN),
                moved);
    }

    /** How many mailings of a day are shown before "more". */
    public List<PlannedMailing> shown(Day date) {
        boolean all = view == CalendarView.WEEK || date.mailings().size() <= IN_A_DAY;
        return all ? date.mailings() : date.mailings().subList(0, IN_A_DAY - 1);
    }

    public int more(Day date) {
        return date.mailings().size() - shown(date).size();
    }

    /** Days on which something is. */
    public List<Day> agenda() {
        return weeks.stream()
                .flatMap(week -> week.days().stream())
                .filter(date -> !date.mailings().isEmpty() && !date.outside())
                .toList();
    }

    public String href(CalendarView other, LocalDate date) {
        return CalendarResource.PAGE + "?view=" + other.id() + "&date=" + date;
    }

    public String before() {
        return href(view, view.step(day, -1));
    }

    public String after() {
        return href(view, view.step(day, 1));
    }

    /** Address that takes the last move back. */
    public String undo() {
        return "/calendar/mailing/"
                + moved.mailing()
                + "/restorePlannedDate.action?view="
                + view.id()
                + "&shown="
                + day
                + (moved.before() == null ? "" : "&at=" + moved.before());
    }

    /** Whether it is the tile of the dashboard. */
    public boolean isTile() {
        return view == CalendarView.FORTNIGHT;
    }

    /** Whether planned mailings can be moved by this user. */
    public boolean mayMove(Ui ui) {
        return ui.may("mailing.change");
    }

    private static List<DayOfWeek> weekdays(WeekFields fields) {
        List<DayOfWeek> days = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            days.add(fields.getFirstDayOfWeek().plus(i));
        }
        return days;
    }

    private static String title(
            Ui ui, CalendarView view, LocalDate day, LocalDate first, LocalDate last) {
        return switch (view) {
            case MONTH, LIST -> ui.format().month(day);
            case WEEK, FORTNIGHT ->
                    ui.t("calendar.range", ui.format().shortDay(first), ui.format().shortDay(last));
        };
    }
}
