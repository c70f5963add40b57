package org.openemm.soap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.recipient.Recipient;

/**
 * Profile values of a subscriber between Map and core. A date column {@code c} may also be given in
 * parts: {@code c_day_date}, {@code c_month_date}, {@code c_year_date}, {@code c_hour_date}, {@code
 * c_minute_date}, {@code c_second_date}; a response always holds the parts too.
 */
final class SubscriberValues {
    private static final List<String> PARTS =
            List.of(
                    "_day_date",
                    "_month_date",
                    "_year_date",
                    "_hour_date",
                    "_minute_date",
                    "_second_date");
    private final ProfileFieldCatalog fields;

    SubscriberValues(ProfileFieldCatalog fields) {
        this.fields = fields;
    }

    /**
     * Values for the core.
     *
     * @throws SoapFault in the words of the interface for an unknown field, no number, no date
     */
    Map<String, Object> read(Map<String, String> parameters) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> rest = new LinkedHashMap<>(parameters);
        for (ProfileField field : fields.all()) {
            if (field.type().isTemporal()) {
                parts(field, rest).ifPresent(value -> values.put(field.column(), value));
            }
        }
        rest.forEach(
                (name, text) -> {
                    ProfileField field =
                            fields.column(name)
                                    .orElseThrow(
                                            () ->
                                                    SoapFault.client(
                                                            "the field "
                                                                    + name
                                                                    + " does not exist"));
                    values.put(field.column(), value(field, text));
                });
        return values;
    }

    /** All values, or those named; texts, empty for null. */
    Map<String, String> write(Recipient recipient, List<ProfileField> wanted) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ProfileField field : wanted) {
            Object value = recipient.values().get(field.column());
            ZonedDateTime time = time(value);
            texts.put(
                    field.column(),
                    time != null ? Dates.writeField(time) : value == null ? "" : value.toString());
            if (field.type().isTemporal()) {
                writeParts(field.column(), time, texts);
            }
        }
        return texts;
    }

    private static Object value(ProfileField field, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return null;
        }
        if (field.type().isNumeric()) {
            requireNumber(field, stripped);
            return stripped;
        }
        if (field.type().isTemporal()) {
            return time(field, stripped);
        }
        if (field.type() == DataType.VARCHAR
                && field.length() > 0
                && text.length() > field.length()) {
            throw SoapFault.client(
                    "Invalid data: Value size for alphanumeric field '"
                            + field.column()
                            + "' exceeds the limit of "
                            + field.length());
        }
        return text;
    }

    private static void requireNumber(ProfileField field, String text) {
        try {
            if (field.type() == DataType.INTEGER) {
                Long.parseLong(text);
            } else {
                Double.parseDouble(text);
            }
        } catch (NumberFormatException e) {
            String type = field.type() == DataType.INTEGER ? "NUMERIC" : "FLOAT";
            throw SoapFault.client(
                    "Parameter "
                            + field.column()
                            + " value for type "
                            + type
                            + " is invalid: '"
                            + text
                            + "'");
        }
    }

    private static Object time(ProfileField field, String text) {
        try {
            LocalDateTime local;
            if (text.length() == 10) {
                local = LocalDate.parse(text).atStartOfDay();
            } else if (text.matches(".*T.*([Zz]|[+-]\\d{2}(:?\\d{2})?)")) {
                local =
                        OffsetDateTime.parse(normalZone(text))
                                .atZoneSameInstant(ZoneId.systemDefault())
                                .toLocalDateTime();
            } else {
                local = LocalDateTime.parse(text.replace(' ', 'T'));
            }
            return typed(field, local);
        } catch (DateTimeException e) {
            throw SoapFault.client(
                    "Invalid data: Invalid data for date field '"
                            + field.column()
                            + "': '"
                            + text
                            + "'");
        }
    }

    /** {@code +02} and {@code +0200} as {@code +02:00}. */
    private static String normalZone(String text) {
        return text.replaceFirst("([+-]\\d{2})$", "$1:00")
                .replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
    }

    private static Object typed(ProfileField field, LocalDateTime local) {
        return field.type() == DataType.DATE
                ? local.toLocalDate()
                : local.atZone(ZoneId.systemDefault()).toInstant();
    }

    /** The value given in parts, taken out of the parameters. */
    private static Optional<Object> parts(ProfileField field, Map<String, String> parameters) {
        List<Integer> numbers = new ArrayList<>();
        boolean given = false;
        for (String part : PARTS) {
            String text = parameters.remove(field.column() + part);
            given |= text != null && !text.isBlank();
            numbers.add(number(field, text));
        }
        if (!given) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    typed(
                            field,
                            LocalDateTime.of(
                                    numbers.get(2),
                                    numbers.get(1),
                                    numbers.get(0),
                                    numbers.get(3),
                                    numbers.get(4),
                                    numbers.get(5))));
        } catch (DateTimeException e) {
            throw SoapFault.client(
                    "Invalid data: Invalid data for date field '" + field.column() + "'");
        }
    }

    private static int number(ProfileField field, String text) {
        if (text == null || text.isBlank()) {
            return 0;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw SoapFault.client(
                    "Invalid data: Invalid data for date field '"
                            + field.column()
                            + "': '"
                            + text
                            + "'");
        }
    }

    private static ZonedDateTime time(Object value) {
        if (value instanceof Instant instant) {
            return instant.atZone(ZoneId.systemDefault());
        }
        return value instanceof LocalDate date ? date.atStartOfDay(ZoneId.systemDefault()) : null;
    }

    private static void writeParts(String column, ZonedDateTime time, Map<String, String> texts) {
        int[] numbers =
                time == null
                        ? null
                        : new int[] {
                            time.getDayOfMonth(),
                            time.getMonthValue(),
                            time.getYear(),
                            time.getHour(),
                            time.getMinute(),
                            time.getSecond()
                        };
        for (int i = 0; i < PARTS.size(); i++) {
            texts.put(column + PARTS.get(i), numbers == null ? "" : Integer.toString(numbers[i]));
        }
    }
}
