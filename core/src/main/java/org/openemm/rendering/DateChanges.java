package org.openemm.rendering;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openemm.content.Tag;

/**
 * What agnDATE does to the date before it is written.
 *
 * @param offsetSeconds added first
 * @param fields formulas for the fields of the date, applied one after the other
 * @param result formula whose number is the result itself; null for none
 */
record DateChanges(long offsetSeconds, Map<String, Expression> fields, Expression result) {
    private static final double SECONDS_PER_DAY = 86_400;
    private static final String[] FIELDS = {"year", "month", "day", "hour", "minute", "second"};

    /** Null when a formula cannot be read. */
    static DateChanges of(Tag tag) {
        double days = DateValues.orZero(Numbers.parse(tag.parameter("offset", "0")));
        Map<String, Expression> fields = new LinkedHashMap<>();
        Expression result = null;
        for (String part : tag.parameter("expression", "").split(";")) {
            int colon = part.indexOf(':');
            Expression formula =
                    part.isBlank() ? null : DateValues.formula(part.substring(colon + 1));
            if (part.isBlank()) {
                continue;
            }
            if (formula == null) {
                return null;
            }
            if (colon < 0) {
                result = formula;
            } else {
                fields.put(part.substring(0, colon).strip().toLowerCase(Locale.ROOT), formula);
            }
        }
        return new DateChanges(Math.round(days * SECONDS_PER_DAY), fields, result);
    }

    String apply(LocalDateTime start, DateTimeFormatter formatter, TagLocale locale) {
        LocalDateTime date = start.plus(Duration.ofSeconds(offsetSeconds));
        for (Map.Entry<String, Expression> field : fields.entrySet()) {
            LocalDateTime current = date;
            double value = field.getValue().number(name -> part(current, name));
            if (Double.isNaN(value) || Math.abs(value) > 1_000_000) {
                return "";
            }
            date = with(date, field.getKey(), Math.round(value));
        }
        if (result != null) {
            LocalDateTime current = date;
            return Numbers.plain(result.number(name -> part(current, name)));
        }
        return DateValues.format(date, formatter, locale.zone());
    }

    private static Object part(LocalDateTime date, String name) {
        int[] values = {
            date.getYear(),
            date.getMonthValue(),
            date.getDayOfMonth(),
            date.getHour(),
            date.getMinute(),
            date.getSecond()
        };
        for (int i = 0; i < FIELDS.length; i++) {
            if (FIELDS[i].equals(name)) {
                return (double) values[i];
            }
        }
        return null;
    }

    /** Values beyond a field's range run over into the next one. */
    private static LocalDateTime with(LocalDateTime date, String name, long value) {
        return switch (name) {
            case "year" -> date.plusYears(value - date.getYear());
            case "month" -> date.plusMonths(value - date.getMonthValue());
            case "day" -> date.plusDays(value - date.getDayOfMonth());
            case "hour" -> date.plusHours(value - date.getHour());
            case "minute" -> date.plusMinutes(value - date.getMinute());
            case "second" -> date.plusSeconds(value - date.getSecond());
            default -> date;
        };
    }
}
