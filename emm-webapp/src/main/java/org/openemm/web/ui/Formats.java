package org.openemm.web.ui;

import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.openemm.account.User;

/** Dates, times and numbers as the user reads them, in the user's zone. */
public final class Formats {
    private static final long KIB = 1024;
    private final Locale locale;
    private final ZoneId zone;

    private Formats(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
    }

    private static final Set<String> GERMAN_SPEAKING =
            Set.of("", "DE", "AT", "CH", "LI", "LU", "BE", "IT");

    static Formats of(Optional<User> user, Locale locale) {
        return new Formats(regional(locale), user.map(User::zone).orElse(ZoneOffset.UTC));
    }

    /** Date and time, to the minute. */
    public String dateTime(Instant instant) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(instant.atZone(zone));
    }

    /** Date and time, to the second. */
    public String exact(Instant instant) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(instant.atZone(zone));
    }

    public String date(Instant instant) {
        return instant == null ? "" : date(instant.atZone(zone).toLocalDate());
    }

    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(date);
    }

    /** Time of day, to the minute. */
    public String time(Instant instant) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(instant.atZone(zone));
    }

    /** With the day of the week in full. */
    public String fullDate(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale).format(date);
    }

    /** Day of the week and month, e.g. "Fri 27 Nov". */
    public String shortDay(LocalDate date) {
        boolean german = locale.getLanguage().equals("de");
        String pattern =
                locale.getCountry().equals("US")
                        ? "EEE, MMM d"
                        : german ? "EEE, d. MMM" : "EEE d MMM";
        return DateTimeFormatter.ofPattern(pattern, locale).format(date);
    }

    /** Day of the month, e.g. "27 Nov". */
    public String dayMonth(LocalDate date) {
        boolean german = locale.getLanguage().equals("de");
        String pattern = locale.getCountry().equals("US") ? "MMM d" : german ? "d. MMM" : "d MMM";
        return DateTimeFormatter.ofPattern(pattern, locale).format(date);
    }

    /** Month and year. */
    public String month(LocalDate date) {
        return DateTimeFormatter.ofPattern("LLLL yyyy", locale).format(date);
    }

    /** Day of the week, abbreviated. */
    public String weekday(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT_STANDALONE, locale);
    }

    /** Where weeks begin and how they are counted. */
    public WeekFields weeks() {
        return WeekFields.of(locale);
    }

    /** Value of a {@code datetime-local} field. */
    public String field(Instant instant) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm").format(instant.atZone(zone));
    }

    /** With separators of thousands. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** For axes: from ten thousand on in thousands or millions. */
    public String shortNumber(long number) {
        return Math.abs(number) < 10_000
                ? number(number)
                : NumberFormat.getCompactNumberInstance(locale, NumberFormat.Style.SHORT)
                        .format(number);
    }

    /** A share with one digit after the point; a dash when there is no whole. */
    public String percent(long part, long whole) {
        if (whole == 0) {
            return "–";
        }
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format((double) part / whole);
    }

    /** As {@link #percent}, always with one digit after the point: for columns of numbers. */
    public String rate(long part, long whole) {
        if (whole == 0) {
            return "–";
        }
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format((double) part / whole);
    }

    /** A share from 0 to 1, with one digit after the point. */
    public String share(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(share);
    }

    /** A change as a share, with its sign. */
    public String signedPercent(double change) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(Math.abs(change) < 0.1 ? 1 : 0);
        String size = format.format(Math.abs(change));
        return size.equals(format.format(0)) ? "±" + size : (change < 0 ? "−" : "+") + size;
    }

    /** A change of a share in percentage points, with its sign and without a unit. */
    public String signedPoints(double change) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        String size = format.format(Math.abs(change) * 100);
        return size.equals(format.format(0)) ? "±" + size : (change < 0 ? "−" : "+") + size;
    }

    /** Language and country by which dates and numbers are written. */
    public Locale locale() {
        return locale;
    }

    /** Locale for scripts, e.g. {@code en-GB}. */
    public String languageTag() {
        return locale.toLanguageTag();
    }

    /** A ratio with one digit after the point, rounded down so that it never promises too much. */
    public String ratio(double value) {
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(value);
    }

    /** A size in kB or MB. */
    public String bytes(long bytes) {
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(1);
        return bytes < KIB * KIB
                ? format.format(Math.ceil(bytes * 10.0 / KIB) / 10) + " kB"
                : format.format((double) bytes / (KIB * KIB)) + " MB";
    }

    /** Seconds or minutes, rounded up. */
    public String duration(Duration duration) {
        long seconds = Math.max(1, duration.plusMillis(999).toSeconds());
        return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
    }

    /** Today in the user's zone. */
    public LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    public ZoneId zone() {
        return zone;
    }

    /** The zone as people call it, e.g. Central European Time. */
    public String zoneName() {
        return zone.getDisplayName(TextStyle.FULL, locale);
    }

    /** How dates are typed, e.g. {@code dd.MM.yyyy}. */
    public String datePattern() {
        return TypedDate.datePattern(locale);
    }

    /** How times are typed, e.g. {@code HH:mm}. */
    public String timePattern() {
        return TypedDate.timePattern(locale);
    }

    /** 1 for Monday to 7. */
    public int firstDayOfWeek() {
        return WeekFields.of(locale).getFirstDayOfWeek().getValue();
    }

    Optional<LocalDate> parseDate(String typed) {
        return TypedDate.date(typed, locale);
    }

    /** A date as this person types dates. */
    String typed(LocalDate date) {
        return DateTimeFormatter.ofPattern(datePattern(), locale).format(date);
    }

    String typed(LocalTime time) {
        return DateTimeFormatter.ofPattern(timePattern(), locale).format(time);
    }

    /**
     * English without a country reads dates the international way, day first; German from a country
     * that speaks another language as in Germany.
     */
    private static Locale regional(Locale locale) {
        if (locale.getLanguage().equals("de") && !GERMAN_SPEAKING.contains(locale.getCountry())) {
            return Locale.GERMANY;
        }
        boolean germanCountry = locale.getCountry().equals("DE");
        return locale.getLanguage().equals("en") && (locale.getCountry().isEmpty() || germanCountry)
                ? Locale.UK
                : locale;
    }
}
