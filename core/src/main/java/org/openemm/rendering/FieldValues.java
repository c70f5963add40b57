package org.openemm.rendering;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.openemm.content.FieldUse;
import org.openemm.content.Tag;

/** The tag agnDB and the tags named after profile fields. */
final class FieldValues {
    private final MailingSnapshot snapshot;

    FieldValues(MailingSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Index of the field that a column parameter means, or -1. */
    int index(String column) {
        for (String candidate : FieldUse.candidates(column)) {
            int index = snapshot.columnIndex(candidate);
            if (index >= 0) {
                return index;
            }
        }
        return -1;
    }

    /** The stored value. */
    static TagValue plain(int index) {
        return row -> {
            String value = row.values()[index];
            return value == null ? "" : value;
        };
    }

    TagValue of(Tag tag) {
        int index = tag.malformed() ? -1 : index(tag.parameter("column", ""));
        if (index < 0) {
            return row -> "";
        }
        TagValue value = formatted(tag, index);
        if (tag.parameter("code", "").equalsIgnoreCase("punycode")) {
            TagValue address = value;
            value = row -> MailAddress.ascii(address.of(row));
        }
        String encode = tag.parameter("encode", "");
        if (!encode.isBlank()) {
            TagValue text = value;
            ValueEncoding encoding = ValueEncoding.of(encode);
            value = row -> encoding.apply(text.of(row));
        }
        return value;
    }

    private TagValue formatted(Tag tag, int index) {
        TagValue stored = plain(index);
        String format = tag.parameter("format", "");
        String expression = tag.parameter("expression", "");
        MailingSnapshot.Column column = snapshot.columns().get(index);
        return switch (column.type()) {
            case DATE -> format.isEmpty() ? stored : date(tag, index, format);
            case TEXT ->
                    format.isEmpty() ? stored : row -> row.values()[index] == null ? "" : format;
            case INTEGER, FLOAT ->
                    format.isEmpty() && expression.isEmpty()
                            ? stored
                            : number(tag, index, format, expression);
        };
    }

    private TagValue date(Tag tag, int index, String format) {
        TagLocale locale = TagLocale.of(tag, snapshot.tenant());
        DateTimeFormatter formatter = DateValues.formatter(format, locale.locale());
        return row -> {
            LocalDateTime date = DateValues.parse(row.values()[index]);
            return date == null || formatter == null
                    ? ""
                    : DateValues.format(date, formatter, locale.zone());
        };
    }

    private TagValue number(Tag tag, int index, String format, String expression) {
        String column = snapshot.columns().get(index).column();
        boolean whole = snapshot.columns().get(index).type() == MailingSnapshot.Column.Type.INTEGER;
        Expression formula = expression.isEmpty() ? null : DateValues.formula(expression);
        RowVariables variables = new RowVariables(snapshot);
        TagLocale locale = TagLocale.of(tag, snapshot.tenant());
        return row -> {
            Double value = (Double) variables.value(row, index);
            if (value == null || !expression.isEmpty() && formula == null) {
                return "";
            }
            double result = value;
            if (formula != null) {
                result =
                        formula.number(
                                name ->
                                        name.equals("value") || name.equalsIgnoreCase(column)
                                                ? value
                                                : variables.value(row, name));
                if (whole && !Double.isNaN(result)) {
                    result = result < 0 ? Math.ceil(result) : Math.floor(result);
                }
            }
            return format.isEmpty() || Double.isNaN(result) || Double.isInfinite(result)
                    ? Numbers.plain(result)
                    : decimal(format, result, locale);
        };
    }

    private static String decimal(String format, double value, TagLocale locale) {
        try {
            return new DecimalFormat(format, DecimalFormatSymbols.getInstance(locale.locale()))
                    .format(BigDecimal.valueOf(value));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
