package org.openemm.target;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileField;

/**
 * One line of a filter that is built by choosing: a profile field, what is asked, and a value.
 *
 * @param column of the profile
 * @param value a text, a number with a point, a day such as {@code 2026-11-21}, or {@code today},
 *     {@code today-7}, {@code today+3}; passed over where nothing is compared
 */
public record FieldRule(String column, Operator operator, String value) {
    private static final int MAX_LENGTH = 500;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,30}([.][0-9]{1,9})?");
    private static final Pattern TODAY =
            Pattern.compile("(?i)today(?:\\s*([+-])\\s*([0-9]{1,5}))?");

    /** What is asked of a field. Negations hold for an empty field, too. */
    public enum Operator {
        EQUALS("="),
        DIFFERS("<>"),
        CONTAINS("CONTAINS"),
        LACKS("NOT CONTAINS"),
        STARTS("STARTS WITH"),
        STARTS_NOT("NOT STARTS WITH"),
        LIKE("LIKE"),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        EMPTY("IS EMPTY"),
        FILLED("IS NOT EMPTY");

        private static final List<Operator> TEXT =
                List.of(EQUALS, DIFFERS, STARTS, STARTS_NOT, CONTAINS, LACKS, LIKE, EMPTY, FILLED);
        private static final List<Operator> ORDERED =
                List.of(EQUALS, DIFFERS, LESS, AT_MOST, MORE, AT_LEAST, EMPTY, FILLED);

        private final String eql;

        Operator(String eql) {
            this.eql = eql;
        }

        /** What can be asked of fields of a type, the most usual first. */
        public static List<Operator> of(DataType type) {
            return type.isText() ? TEXT : ORDERED;
        }

        public boolean needsValue() {
            return this != EMPTY && this != FILLED;
        }

        private boolean isNegation() {
            return this == DIFFERS || this == LACKS || this == STARTS_NOT;
        }
    }

    public FieldRule {
        value = value == null ? "" : value.strip();
    }

    /** Operator of that name. */
    public static Operator operator(String name) {
        return Arrays.stream(Operator.values())
                .filter(operator -> operator.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("rules", "target.filter.operator"));
    }

    /**
     * The line in the language of target groups.
     *
     * @throws InvalidInput the value does not fit to the field; the operator neither
     */
    String eql(ProfileField field) {
        if (!Operator.of(field.type()).contains(operator)) {
            throw new InvalidInput("rules", "target.filter.operator");
        }
        String name = name(field);
        if (!operator.needsValue()) {
            return name + " " + operator.eql;
        }
        if (value.length() > MAX_LENGTH) {
            throw new InvalidInput("rules", "target.filter.long", field.name(), MAX_LENGTH);
        }
        String comparison = name + " " + operator.eql + " " + constant(field);
        return operator.isNegation() ? "(" + comparison + " OR " + name + " IS EMPTY)" : comparison;
    }

    private String constant(ProfileField field) {
        if (field.type().isText()) {
            return quoted(value);
        }
        return field.type().isNumeric() ? number(field) : day(field);
    }

    private String number(ProfileField field) {
        String number = value.replace(',', '.');
        if (!NUMBER.matcher(number).matches()) {
            throw new InvalidInput("rules", "target.filter.number", field.name(), value);
        }
        return new BigDecimal(number).toPlainString();
    }

    /** Days are compared, not moments: "today" begins and ends at midnight. */
    private String day(ProfileField field) {
        Matcher today = TODAY.matcher(value);
        if (today.matches()) {
            String shift = today.group(1) == null ? "" : " " + today.group(1) + " ";
            return "TODAY"
                    + (shift.isEmpty() ? "" : shift + Integer.parseInt(today.group(2)))
                    + " DATEFORMAT 'YYYYMMDD'";
        }
        try {
            return quoted(LocalDate.parse(value).format(DateTimeFormatter.BASIC_ISO_DATE))
                    + " DATEFORMAT 'YYYYMMDD'";
        } catch (DateTimeException e) {
            throw new InvalidInput("rules", "target.filter.day", field.name(), value);
        }
    }

    private static String name(ProfileField field) {
        if (field.name().indexOf('`') >= 0 || field.name().indexOf('$') >= 0) {
            throw new InvalidInput("rules", "target.filter.name", field.name());
        }
        return "`" + field.name() + "`";
    }

    /** Line ends would end a text early. */
    private static String quoted(String text) {
        String line = text.replaceAll("[\\r\\n]+", " ");
        return "'" + line.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
