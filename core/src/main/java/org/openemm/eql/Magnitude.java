package org.openemm.eql;

/**
 * How large a calculated number can get at most. MariaDB ends the whole statement when a result
 * does not fit, so rules that could get there are refused beforehand.
 *
 * @param digits before the point
 * @param scale digits after the point
 * @param approximate whether it is calculated with floating point
 */
record Magnitude(int digits, int scale, boolean approximate) {
    /** Decimals of MariaDB have 65 digits, some of which the fraction may take. */
    private static final int MOST_EXACT = 60;

    /** A double reaches 308. */
    private static final int MOST_APPROXIMATE = 300;

    /** Digits that a division adds after the point. */
    private static final int DIVISION = 4;

    private static final Magnitude WHOLE_FIELD = new Magnitude(10, 0, false);
    private static final Magnitude FLOAT_FIELD = new Magnitude(39, 45, true);

    static boolean isTooLarge(Value value) {
        Magnitude magnitude = of(value);
        return magnitude.digits > (magnitude.approximate ? MOST_APPROXIMATE : MOST_EXACT);
    }

    private static Magnitude of(Value value) {
        if (value instanceof Value.Number number) {
            int point = number.digits().indexOf('.');
            int length = number.digits().length();
            return point < 0
                    ? new Magnitude(length, 0, false)
                    : new Magnitude(point, length - point - 1, false);
        }
        if (value instanceof Value.Field field) {
            return field.field().whole() ? WHOLE_FIELD : FLOAT_FIELD;
        }
        if (value instanceof Value.Revenue) {
            return FLOAT_FIELD;
        }
        if (value instanceof Value.Negative negative) {
            return of(negative.operand());
        }
        Value.Calculation calculation = (Value.Calculation) value;
        return of(calculation.left()).with(calculation.operator(), of(calculation.right()));
    }

    private Magnitude with(Value.Operator operator, Magnitude other) {
        boolean either = approximate || other.approximate;
        return switch (operator) {
            case PLUS, MINUS ->
                    new Magnitude(
                            Math.max(digits, other.digits) + 1,
                            Math.max(scale, other.scale),
                            either);
            case TIMES -> new Magnitude(digits + other.digits, scale + other.scale, either);
            case DIVIDE -> new Magnitude(digits + other.scale, scale + DIVISION, either);
            case MODULO ->
                    new Magnitude(
                            Math.min(digits, other.digits), Math.max(scale, other.scale), either);
        };
    }
}
