package org.openemm.profilefield;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;
import org.openemm.address.EmailAddress;

/**
 * What a value of a profile field must look like, for every way in: form, web service, import.
 *
 * <p>A value goes in as text, number, day or moment and comes out as it is stored: Long, Double,
 * String, LocalDate, Instant or null. Empty text means "no value".
 *
 * @param htmlAllowed config value recipient.profileFields.allowHtml
 * @param zone of moments written without an offset
 */
public record ValueRules(boolean htmlAllowed, ZoneId zone) {
    private static final int HIGHEST_GENDER = 5;
    private static final int HIGHEST_MAILTYPE = 2;
    private static final int SHOWN = 60;
    private static final Pattern LINK = Pattern.compile("(?i)https?:|www\\.");

    /**
     * The value as it is stored.
     *
     * @throws InvalidInput on the field's column
     */
    public Object check(ProfileField field, Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            return empty(field);
        }
        return switch (field.column()) {
            case StandardFields.EMAIL -> EmailAddress.parse(value.toString()).toString();
            case "gender" -> code(field, value, HIGHEST_GENDER, "recipient.value.gender");
            case "mailtype" -> code(field, value, HIGHEST_MAILTYPE, "recipient.value.mailtype");
            default -> fixed(field, typed(field, value));
        };
    }

    private Object typed(ProfileField field, Object value) {
        return switch (field.type()) {
            case INTEGER -> integer(field, value);
            case FLOAT -> decimal(field, value);
            case VARCHAR, TEXT -> text(field, value.toString());
            case DATE -> day(field, value);
            case DATETIME -> moment(field, value);
        };
    }

    private static Object empty(ProfileField field) {
        if (StandardFields.EMAIL.equals(field.column())) {
            throw new InvalidInput("email", EmailAddress.Problem.EMPTY.key());
        }
        if (field.nullable()) {
            return null;
        }
        if (field.type().isText()) {
            return "";
        }
        throw new InvalidInput(field.column(), "recipient.value.required", field.name());
    }

    private static Object code(ProfileField field, Object value, int highest, String key) {
        long code = integer(field, value);
        if (code < 0 || code > highest) {
            throw new InvalidInput(field.column(), key, highest);
        }
        return code;
    }

    private static long integer(ProfileField field, Object value) {
        try {
            long number =
                    isShortNumber(value)
                            ? Long.parseLong(value.toString())
                            : number(value).longValueExact();
            if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
                throw bad(field, "recipient.value.range", value);
            }
            return number;
        } catch (ArithmeticException e) {
            throw bad(field, "recipient.value.integer", value);
        } catch (NumberFormatException e) {
            throw bad(field, "recipient.value.number", value);
        }
    }

    /** What nearly every integer looks like. */
    private static boolean isShortNumber(Object value) {
        if (!(value instanceof String text) || text.isEmpty() || text.length() > 9) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static double decimal(ProfileField field, Object value) {
        try {
            double number = number(value).doubleValue();
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number too big.
        }
        throw bad(field, "recipient.value.number", value);
    }

    private static BigDecimal number(Object value) {
        String text = value.toString().strip();
        if (text.length() > SHOWN || text.indexOf('e') >= 0 && !(value instanceof Number)) {
            throw new NumberFormatException(text);
        }
        return new BigDecimal(text);
    }

    private String text(ProfileField field, String value) {
        int length = value.codePointCount(0, value.length());
        if (field.type() == DataType.VARCHAR && length > field.length()) {
            throw new InvalidInput(
                    field.column(), "recipient.value.length", field.name(), field.length(), length);
        }
        if (!HtmlRule.accepts(value, htmlAllowed)) {
            throw bad(field, "recipient.value.html", value);
        }
        boolean name = "firstname".equals(field.column()) || "lastname".equals(field.column());
        // Only texts with a dot or colon can hold one; the pattern is slow.
        boolean mayLink = name && (value.indexOf('.') >= 0 || value.indexOf(':') >= 0);
        if (mayLink && LINK.matcher(value).find()) {
            throw bad(field, "recipient.value.link", value);
        }
        return value;
    }

    private LocalDate day(ProfileField field, Object value) {
        Optional<LocalDate> day;
        if (value instanceof LocalDate date) {
            day = Optional.of(date).filter(TemporalText::isStorable);
        } else if (value instanceof Instant instant) {
            day = Optional.of(instant.atZone(zone).toLocalDate());
        } else {
            day = TemporalText.day(value.toString());
        }
        return day.orElseThrow(() -> bad(field, "recipient.value.date", value));
    }

    private Instant moment(ProfileField field, Object value) {
        Optional<Instant> moment =
                value instanceof Instant instant
                        ? Optional.of(instant).filter(TemporalText::isStorable)
                        : TemporalText.moment(value.toString(), zone);
        return moment.orElseThrow(() -> bad(field, "recipient.value.datetime", value));
    }

    private static Object fixed(ProfileField field, Object value) {
        if (!ValueLimits.allows(field, value)) {
            throw bad(field, "recipient.value.fixed", value);
        }
        if (ValueLimits.isBelow(field, value)) {
            throw new InvalidInput(
                    field.column(), "recipient.value.below", field.name(), field.min());
        }
        if (ValueLimits.isAbove(field, value)) {
            throw new InvalidInput(
                    field.column(), "recipient.value.above", field.name(), field.max());
        }
        return value;
    }

    private static InvalidInput bad(ProfileField field, String key, Object value) {
        String text = value.toString();
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return new InvalidInput(field.column(), key, field.name(), shown);
    }
}
