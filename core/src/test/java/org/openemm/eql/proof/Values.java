package org.openemm.eql.proof;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.openemm.eql.Value;
import org.openemm.eql.ValueType;

/**
 * Values of expressions for a person; null without a value. Whole numbers and constants are exact,
 * fields with fractions are single, and calculated as double, floating point numbers.
 */
final class Values {
    /** Digits that a division adds. */
    private static final int DIVISION = 4;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Behaviour behaviour;

    Values(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** Below, at or above 0; null where one of them has no value. */
    Integer compare(Value one, Value other, Facts.Person person) {
        Object left = of(one, person);
        Object right = of(other, person);
        if (left == null || right == null) {
            return null;
        }
        if (left instanceof String text) {
            return Alphabet.compare(text, (String) right);
        }
        if (left instanceof BigDecimal exact && right instanceof BigDecimal too) {
            return exact.compareTo(too);
        }
        return Double.compare(inexact(left) + 0.0, inexact(right) + 0.0);
    }

    Object of(Value value, Facts.Person person) {
        if (value instanceof Value.Number number) {
            return new BigDecimal(number.digits());
        }
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Today) {
            return Facts.NOW;
        }
        if (value instanceof Value.Field field) {
            return person.values().get(field.field().column());
        }
        if (value instanceof Value.Revenue revenue) {
            return behaviour.revenue(revenue.mailingId(), person);
        }
        if (value instanceof Value.Negative negative) {
            Object operand = of(negative.operand(), person);
            return operand == null
                    ? null
                    : operand instanceof BigDecimal exact
                            ? exact.negate()
                            : (Object) (-inexact(operand));
        }
        Value.Calculation calculation = (Value.Calculation) value;
        Object left = of(calculation.left(), person);
        Object right = of(calculation.right(), person);
        if (left == null || right == null) {
            return null;
        }
        if (value.type() == ValueType.TEXT) {
            return (String) left + right;
        }
        return value.type() == ValueType.DATE
                ? moved(left, right, calculation.operator())
                : left instanceof BigDecimal exact && right instanceof BigDecimal too
                        ? exactly(exact, calculation.operator(), too)
                        : inexactly(inexact(left), calculation.operator(), inexact(right));
    }

    private static Object moved(Object date, Object days, Value.Operator operator) {
        LocalDateTime start =
                date instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) date;
        BigDecimal micros =
                new BigDecimal(days.toString())
                        .multiply(BigDecimal.valueOf(86_400_000_000L))
                        .setScale(0, RoundingMode.HALF_UP);
        if (micros.abs().compareTo(BigDecimal.valueOf(8_000L * 366 * 86_400_000_000L)) > 0) {
            return null;
        }
        long count = micros.longValueExact();
        long sign = operator == Value.Operator.PLUS ? 1 : -1;
        LocalDateTime moment =
                start.plusSeconds(sign * (count / 1_000_000))
                        .plusNanos(sign * (count % 1_000_000) * 1_000);
        return moment.getYear() < 0 || moment.getYear() > 9999 ? null : moment;
    }

    private static Object exactly(BigDecimal one, Value.Operator operator, BigDecimal other) {
        return switch (operator) {
            case PLUS -> one.add(other);
            case MINUS -> one.subtract(other);
            case TIMES -> one.multiply(other);
            case DIVIDE ->
                    other.signum() == 0
                            ? null
                            : one.divide(other, one.scale() + DIVISION, RoundingMode.HALF_UP);
            case MODULO -> other.signum() == 0 ? null : one.remainder(other);
        };
    }

    private static Object inexactly(double one, Value.Operator operator, double other) {
        return switch (operator) {
            case PLUS -> one + other;
            case MINUS -> one - other;
            case TIMES -> one * other;
            case DIVIDE -> other == 0 ? null : (Object) (one / other);
            case MODULO -> other == 0 ? null : (Object) (one % other);
        };
    }

    private static double inexact(Object number) {
        return ((Number) number).doubleValue();
    }

    /** As a text, for patterns. */
    static String written(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof LocalDateTime moment ? moment.format(TIME) : value.toString();
    }
}
