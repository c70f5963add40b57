package org.openemm.eql;

/** SQL of expressions. */
final class ValueSql {
    private static final String NOW = "current_timestamp";

    private final BehaviourSql behaviour;

    ValueSql(BehaviourSql behaviour) {
        this.behaviour = behaviour;
    }

    String of(Value value) {
        if (value instanceof Value.Number number) {
            return number.digits();
        }
        if (value instanceof Value.Text text) {
            return SqlText.literal(text.text());
        }
        if (value instanceof Value.Today) {
            return NOW;
        }
        if (value instanceof Value.Field field) {
            return SqlText.column(field.field());
        }
        if (value instanceof Value.Negative negative) {
            return "(-" + operand(negative.operand()) + ")";
        }
        if (value instanceof Value.Revenue revenue) {
            return behaviour.revenue(revenue);
        }
        return calculation((Value.Calculation) value);
    }

    private String calculation(Value.Calculation value) {
        if (value.type() == ValueType.DATE) {
            return "(" + of(value.left()) + sign(value) + interval(value.right()) + ")";
        }
        if (value.type() == ValueType.TEXT) {
            return "concat(" + of(value.left()) + ", " + of(value.right()) + ")";
        }
        String left = operand(value.left());
        String right = operand(value.right());
        return value.operator() == Value.Operator.MODULO
                ? "mod(" + left + ", " + right + ")"
                : "(" + left + " " + value.operator().symbol() + " " + right + ")";
    }

    /**
     * A number to calculate with. Whole numbers become decimals without decimal places: with 64
     * bits, unsigned ones at that, MariaDB would end the whole statement with an error as soon as a
     * result gets too large or below zero.
     */
    private String operand(Value value) {
        if (value instanceof Value.Field field && field.field().whole()) {
            return "CAST(" + SqlText.column(field.field()) + " AS DECIMAL(20,0))";
        }
        if (value instanceof Value.Number number && !number.digits().contains(".")) {
            return number.digits() + ".";
        }
        return of(value);
    }

    private static String sign(Value.Calculation value) {
        return value.operator() == Value.Operator.PLUS ? " + " : " - ";
    }

    /** Days, also parts of days. */
    private String interval(Value days) {
        boolean whole =
                days instanceof Value.Number number
                        && number.digits().length() <= 6
                        && !number.digits().contains(".");
        return whole
                ? "INTERVAL " + of(days) + " DAY"
                : "INTERVAL (" + operand(days) + ") * 86400 SECOND";
    }
}
