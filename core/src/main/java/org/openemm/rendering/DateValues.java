package org.openemm.rendering;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.openemm.content.Tag;

/** The tags about dates: agnDATE, agnSENDDATE, agnAGE, agnDAYS_UNTIL, agnALTER, agnCUSTOMDATE. */
final class DateValues {
    private static final DateTimeFormatter STORED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final MailingSnapshot snapshot;
    private final Instant now;

    DateValues(MailingSnapshot snapshot) {
        this.snapshot = snapshot;
        this.now = snapshot.run().sendDate();
    }

    /** A date as rows hold it; null for anything else. */
    static LocalDateTime parse(String stored) {
        if (stored == null || stored.length() < 10) {
            return null;
        }
        try {
            return stored.length() < 19
                    ? LocalDate.parse(stored.substring(0, 10)).atStartOfDay()
                    : LocalDateTime.parse(stored.substring(0, 19), STORED);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A formatter for a Java date pattern; null for a pattern that is none. */
    static DateTimeFormatter formatter(String pattern, Locale locale) {
        try {
            return DateTimeFormatter.ofPattern(pattern, locale);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String format(LocalDateTime date, DateTimeFormatter formatter, ZoneId zone) {
        try {
            return date.atZone(zone).format(formatter);
        } catch (DateTimeException e) {
            return "";
        }
    }

    TagValue sendDate(Tag tag) {
        TagLocale locale = TagLocale.of(tag, snapshot.tenant());
        DateTimeFormatter formatter =
                formatter(tag.parameter("format", "yyyyMMdd"), locale.locale());
        String text = formatter == null ? "" : now.atZone(locale.zone()).format(formatter);
        return row -> text;
    }

    TagValue date(Tag tag) {
        TagLocale locale = TagLocale.of(tag, snapshot.tenant());
        DateChanges changes = DateChanges.of(tag);
        String type = tag.parameter("type", "0");
        String pattern =
                tag.parameter("format")
                        .orElseGet(
                                () ->
                                        snapshot.dateFormats()
                                                .getOrDefault(Numbers.whole(type, 0), "d.M.yyyy"));
        DateTimeFormatter formatter = formatter(pattern, locale.locale());
        if (formatter == null || changes == null) {
            return row -> "";
        }
        String column = tag.parameter("column", "");
        if (column.isBlank()) {
            String text =
                    changes.apply(now.atZone(locale.zone()).toLocalDateTime(), formatter, locale);
            return row -> text;
        }
        int index = snapshot.columnIndex(column);
        return row -> {
            LocalDateTime date = index < 0 ? null : parse(row.values()[index]);
            return date == null ? "" : changes.apply(date, formatter, locale);
        };
    }

    TagValue daysUntil(Tag tag) {
        int index = snapshot.columnIndex(tag.parameter("column", ""));
        LocalDate today = today(tag);
        return row -> {
            LocalDateTime date = index < 0 ? null : parse(row.values()[index]);
            return date == null
                    ? ""
                    : Long.toString(ChronoUnit.DAYS.between(today, date.toLocalDate()));
        };
    }

    TagValue age(Tag tag) {
        int index = snapshot.columnIndex(tag.parameter("column", ""));
        int position = Numbers.whole(tag.parameter("position", "1"), 1);
        int length = Numbers.whole(tag.parameter("length", "0"), 0);
        String modifier = tag.parameter("modifier", "");
        Expression formula = modifier.isBlank() ? null : formula("age " + modifier);
        LocalDate today = today(tag);
        return row -> {
            Long years = index < 0 ? null : years(row.values()[index], index, today);
            if (years == null) {
                return "";
            }
            String text =
                    formula == null
                            ? years.toString()
                            : Numbers.plain(formula.number(name -> (double) years));
            int from = Math.min(text.length(), Math.max(0, position - 1));
            int to = length <= 0 ? text.length() : Math.min(text.length(), from + length);
            return text.substring(from, to);
        };
    }

    /** Full years from a date field (deprecated name of the age). */
    TagValue years(Tag tag) {
        int index = snapshot.columnIndex(tag.parameter("column", ""));
        LocalDate today = today(tag);
        return row -> {
            Long years = index < 0 ? null : years(row.values()[index], index, today);
            return years == null ? "" : years.toString();
        };
    }

    /** Today plus some days in a pattern as MariaDB's DATE_FORMAT takes it (deprecated). */
    TagValue customDate(Tag tag) {
        long days = Math.round(orZero(Numbers.parse(tag.parameter("offset", "0"))));
        String pattern =
                tag.parameter("format", "%d.%m.%Y")
                        .replace("'", "''")
                        .replace("%d", "dd")
                        .replace("%e", "d")
                        .replace("%m", "MM")
                        .replace("%c", "M")
                        .replace("%Y", "yyyy")
                        .replace("%y", "yy")
                        .replace("%M", "MMMM")
                        .replace("%H", "HH")
                        .replace("%i", "mm")
                        .replace("%s", "ss");
        DateTimeFormatter formatter = formatter(pattern, Locale.ENGLISH);
        String text =
                formatter == null
                        ? ""
                        : format(
                                now.atZone(ZoneOffset.UTC).toLocalDateTime().plusDays(days),
                                formatter,
                                ZoneOffset.UTC);
        return row -> text;
    }

    private LocalDate today(Tag tag) {
        return now.atZone(TagLocale.of(tag, snapshot.tenant()).zone()).toLocalDate();
    }

    private Long years(String stored, int index, LocalDate today) {
        return switch (snapshot.columns().get(index).type()) {
            case DATE -> {
                LocalDateTime birth = parse(stored);
                yield birth == null
                        ? null
                        : (long) Period.between(birth.toLocalDate(), today).getYears();
            }
            case INTEGER, FLOAT -> {
                Double age = stored == null ? null : Numbers.parse(stored);
                yield age == null ? null : age.longValue();
            }
            case TEXT -> null;
        };
    }

    static double orZero(Double number) {
        return number == null ? 0 : number;
    }

    static Expression formula(String text) {
        try {
            return Expression.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
