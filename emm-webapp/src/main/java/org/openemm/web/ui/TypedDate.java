package org.openemm.web.ui;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times as people type them: the ISO way, which date fields send, or in the order of
 * their country. Mirrors {@code date-text.js}, which does the same while they type.
 */
final class TypedDate {
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern NUMBERS =
            Pattern.compile("(\\d{1,4})[\\s./-]+(\\d{1,4})[\\s./-]+(\\d{1,4})");
    private static final Pattern TIME =
            Pattern.compile(
                    "(\\d{1,2})(?:[:.h"
                            + " ]?(\\d{2}))?(?::\\d{2})?\\s*(am|pm|a\\.m\\.|p\\.m\\.|uhr|h)?",
                    Pattern.CASE_INSENSITIVE);
    private static final int CENTURY = 2000;
    private static final int NOON = 12;

    private TypedDate() {}

    /** Digits of day, month and year in the order of the country, e.g. {@code dd.MM.yyyy}. */
    static String datePattern(Locale locale) {
        return localized(FormatStyle.SHORT, null, locale).replaceAll("y+", "yyyy");
    }

    /** E.g. {@code HH:mm} or {@code h:mm a}. */
    static String timePattern(Locale locale) {
        return localized(null, FormatStyle.SHORT, locale).replaceAll("[\\u202f\\u00a0]", " ");
    }

    private static String localized(FormatStyle date, FormatStyle time, Locale locale) {
        return DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                date, time, IsoChronology.INSTANCE, locale);
    }

    static Optional<LocalDate> date(String typed, Locale locale) {
        Matcher iso = ISO.matcher(typed.strip());
        if (iso.matches()) {
            return day(number(iso, 1), number(iso, 2), number(iso, 3));
        }
        Matcher numbers = NUMBERS.matcher(typed.strip());
        if (!numbers.matches()) {
            return Optional.empty();
        }
        List<Character> order = order(datePattern(locale));
        int year = number(numbers, order.indexOf('y') + 1);
        return day(
                year < 100 ? CENTURY + year : year,
                number(numbers, order.indexOf('M') + 1),
                number(numbers, order.indexOf('d') + 1));
    }

    static Optional<LocalTime> time(String typed) {
        Matcher time = TIME.matcher(typed.strip());
        if (!time.matches()) {
            return Optional.empty();
        }
        int hour = number(time, 1);
        int minute = time.group(2) == null ? 0 : number(time, 2);
        String half = time.group(3) == null ? "" : time.group(3).toLowerCase(Locale.ROOT);
        boolean morning = half.startsWith("a");
        boolean evening = half.startsWith("p");
        if ((morning || evening) && (hour < 1 || hour > NOON)) {
            return Optional.empty();
        }
        int full = morning || evening ? hour % NOON + (evening ? NOON : 0) : hour;
        return full < 24 && minute < 60
                ? Optional.of(LocalTime.of(full, minute))
                : Optional.empty();
    }

    private static List<Character> order(String pattern) {
        List<Character> order = new ArrayList<>();
        for (char letter : pattern.toCharArray()) {
            if ("dMy".indexOf(letter) >= 0 && !order.contains(letter)) {
                order.add(letter);
            }
        }
        return order;
    }

    private static Optional<LocalDate> day(int year, int month, int day) {
        try {
            return year < 1000 ? Optional.empty() : Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
