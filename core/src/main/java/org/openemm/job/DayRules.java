package org.openemm.job;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which days the rules of an interval mean. */
final class DayRules {
    /** English and German; Mo, Fr and Sa are the same in both. */
    private static final Map<String, DayOfWeek> CODES =
            Map.ofEntries(
                    Map.entry("mo", MONDAY),
                    Map.entry("tu", TUESDAY),
                    Map.entry("di", TUESDAY),
                    Map.entry("we", WEDNESDAY),
                    Map.entry("mi", WEDNESDAY),
                    Map.entry("th", THURSDAY),
                    Map.entry("do", THURSDAY),
                    Map.entry("fr", FRIDAY),
                    Map.entry("sa", SATURDAY),
                    Map.entry("su", SUNDAY),
                    Map.entry("so", SUNDAY));

    private DayRules() {}

    /**
     * @param codes two letters each, with Ev or Od among them for even or odd ISO weeks
     */
    static Predicate<LocalDate> weekdays(String codes) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        boolean even = false;
        boolean odd = false;
        for (int i = 0; i < codes.length(); i += 2) {
            String code = codes.substring(i, i + 2);
            if (code.equalsIgnoreCase("Ev")) {
                even = true;
            } else if (code.equalsIgnoreCase("Od")) {
                odd = true;
            } else {
                days.add(weekday(code));
            }
        }
        if (days.isEmpty()) {
            throw new IllegalArgumentException(codes);
        }
        boolean anyWeek = even == odd;
        boolean evenWeek = even;
        return day ->
                days.contains(day.getDayOfWeek())
                        && (anyWeek
                                || (day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) % 2 == 0)
                                        == evenWeek);
    }

    static Predicate<LocalDate> nthWeekday(int n, String code) {
        DayOfWeek weekday = weekday(code);
        return day -> day.getDayOfWeek() == weekday && (day.getDayOfMonth() - 1) / 7 == n - 1;
    }

    static boolean isFirstOfQuarter(LocalDate day) {
        return day.get(IsoFields.DAY_OF_QUARTER) == 1;
    }

    static boolean isFirstWorkingDayOfQuarter(LocalDate day) {
        int dayOfQuarter = day.get(IsoFields.DAY_OF_QUARTER);
        return switch (day.getDayOfWeek()) {
            case SATURDAY, SUNDAY -> false;
            case MONDAY -> dayOfQuarter <= 3;
            default -> dayOfQuarter == 1;
        };
    }

    private static DayOfWeek weekday(String code) {
        DayOfWeek day = CODES.get(code.toLowerCase(Locale.ROOT));
        if (day == null) {
            throw new IllegalArgumentException(code);
        }
        return day;
    }
}
