package org.openemm.job;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One rule of an {@link Interval}. */
sealed interface IntervalRule {
    Pattern CLOCK = Pattern.compile("[0-9*]{4}");
    Pattern WEEKDAYS = Pattern.compile("(?:\\p{Alpha}{2})+");
    Pattern NTH_WEEKDAY = Pattern.compile("([1-5])(\\p{Alpha}{2})");
    Pattern MONTHLY = Pattern.compile("(\\d{0,2})[Mm](\\d{2})");
    DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("ddMMuuuu").withResolverStyle(ResolverStyle.STRICT);

    /** Strictly after {@code now}; what falls on an excluded day moves to the next allowed one. */
    Optional<ZonedDateTime> next(ZonedDateTime now, Set<LocalDate> excluded);

    static LocalDate date(String ddmmyyyy) {
        return LocalDate.parse(ddmmyyyy, DATE);
    }

    /**
     * @throws IllegalArgumentException no rule
     * @throws java.time.DateTimeException no date
     */
    static IntervalRule parse(String text) {
        if (CLOCK.matcher(text).matches() && text.contains("*")) {
            return ClockPattern.of(text);
        }
        if (text.matches("\\d{8}")) {
            LocalDate day = date(text);
            return new Days(day::equals, 0);
        }
        if (text.matches("\\d{4}")) {
            return new Days(day -> true, minutes(text));
        }
        int colon = text.indexOf(':');
        String days = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0 && WEEKDAYS.matcher(days).matches()) {
            return new Days(DayRules.weekdays(days), 0);
        }
        return withTime(days, minutes(text.substring(colon + 1)));
    }

    private static IntervalRule withTime(String days, int minutes) {
        Matcher monthly = MONTHLY.matcher(days);
        if (monthly.matches()) {
            return Monthly.of(monthly.group(1), monthly.group(2), minutes);
        }
        Matcher nth = NTH_WEEKDAY.matcher(days);
        if (nth.matches()) {
            return new Days(
                    DayRules.nthWeekday(Integer.parseInt(nth.group(1)), nth.group(2)), minutes);
        }
        if (days.equalsIgnoreCase("Q")) {
            return new Days(DayRules::isFirstOfQuarter, minutes);
        }
        if (days.equalsIgnoreCase("QW")) {
            return new Days(DayRules::isFirstWorkingDayOfQuarter, minutes);
        }
        if (WEEKDAYS.matcher(days).matches()) {
            return new Days(DayRules.weekdays(days), minutes);
        }
        throw new IllegalArgumentException(days);
    }

    /** Minutes since midnight; 2400 and 60 minutes run over into the next hour or day. */
    private static int minutes(String hhmm) {
        if (!hhmm.matches("\\d{4}")) {
            throw new IllegalArgumentException(hhmm);
        }
        int hours = Integer.parseInt(hhmm.substring(0, 2));
        int minutes = Integer.parseInt(hhmm.substring(2));
        if (hours > 24 || minutes > 60) {
            throw new IllegalArgumentException(hhmm);
        }
        return hours * 60 + minutes;
    }

    private static ZonedDateTime at(LocalDateTime local, ZonedDateTime now) {
        // In the hour that autumn repeats, stay in the half that runs now.
        return ZonedDateTime.ofLocal(local, now.getZone(), now.getOffset());
    }

    private static LocalDate allowed(LocalDate day, Set<LocalDate> excluded) {
        LocalDate result = day;
        while (excluded.contains(result)) {
            result = result.plusDays(1);
        }
        return result;
    }

    /** Whenever the clock shows one of these minutes of the day. */
    record ClockPattern(BitSet minutesOfDay) implements IntervalRule {
        static ClockPattern of(String pattern) {
            Pattern digits = Pattern.compile(pattern.replace("*", "."));
            BitSet matching = new BitSet();
            for (int minute = 0; minute < 24 * 60; minute++) {
                if (digits.matcher("%02d%02d".formatted(minute / 60, minute % 60)).matches()) {
                    matching.set(minute);
                }
            }
            if (matching.isEmpty()) {
                throw new IllegalArgumentException(pattern);
            }
            return new ClockPattern(matching);
        }

        @Override
        public Optional<ZonedDateTime> next(ZonedDateTime now, Set<LocalDate> excluded) {
            // Real minutes, so that an hour that summer time repeats counts twice and a lost one
            // not.
            ZonedDateTime minute = now.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            while (excluded.contains(minute.toLocalDate())
                    || !minutesOfDay.get(minute.getHour() * 60 + minute.getMinute())) {
                minute = minute.plusMinutes(1);
            }
            return Optional.of(minute);
        }
    }

    /** On certain days, some minutes after midnight. */
    record Days(Predicate<LocalDate> isDay, int minutes) implements IntervalRule {
        /** No rule leaves out more than three months, except single dates of the future. */
        private static final int YEARS = 30;

        @Override
        public Optional<ZonedDateTime> next(ZonedDateTime now, Set<LocalDate> excluded) {
            // A day before today may have been moved to today or later, or run over midnight.
            LocalDate day = now.toLocalDate().minusDays(excluded.size() + 1L);
            LocalDate end = now.toLocalDate().plusYears(YEARS);
            for (; day.isBefore(end); day = day.plusDays(1)) {
                if (isDay.test(day)) {
                    ZonedDateTime start =
                            at(allowed(day, excluded).atStartOfDay().plusMinutes(minutes), now);
                    if (start.toLocalDateTime().isAfter(now.toLocalDateTime())
                            && start.isAfter(now)) {
                        return Optional.of(start);
                    }
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Every so many months on one day of the month, counted from the last time that has passed.
     *
     * @param day 1 to 31, where the month has fewer the last
     */
    record Monthly(int months, int day, int minutes) implements IntervalRule {
        static Monthly of(String months, String day, int minutes) {
            int every = months.isEmpty() ? 1 : Integer.parseInt(months);
            int dayOfMonth = day.equals("99") ? 31 : Integer.parseInt(day);
            if (every < 1 || dayOfMonth < 1 || dayOfMonth > 31) {
                throw new IllegalArgumentException(day);
            }
            return new Monthly(every, dayOfMonth, minutes);
        }

        @Override
        public Optional<ZonedDateTime> next(ZonedDateTime now, Set<LocalDate> excluded) {
            LocalDate month = now.toLocalDate().withDayOfMonth(1);
            while (start(month, excluded, now).isAfter(now)) {
                month = month.minusMonths(1);
            }
            return Optional.of(start(month.plusMonths(months), excluded, now));
        }

        private ZonedDateTime start(LocalDate month, Set<LocalDate> excluded, ZonedDateTime now) {
            LocalDate start = month.withDayOfMonth(Math.min(day, month.lengthOfMonth()));
            return at(allowed(start, excluded).atStartOfDay().plusMinutes(minutes), now);
        }
    }
}
