package org.openemm.eql;

/** Something with a value in a rule, names resolved and types checked. */
sealed interface Value {
    ValueType type();

    /** First character of the expression. */
    Place place();

    /**
     * @param digits as written: digits, perhaps a point and digits
     */
    record Number(String digits, Place place) implements Value {
        @Override
        public ValueType type() {
            return ValueType.NUMERIC;
        }
    }

    /**
     * @param text without quotes, escapes resolved
     */
    record Text(String text, Place place) implements Value {
        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }
    }

    /** The moment the rule is evaluated. */
    record Today(Place place) implements Value {
        @Override
        public ValueType type() {
            return ValueType.DATE;
        }
    }

    record Field(EqlField field, Place place) implements Value {
        @Override
        public ValueType type() {
            return field.type();
        }
    }

    record Negative(Value operand, Place place) implements Value {
        @Override
        public ValueType type() {
            return ValueType.NUMERIC;
        }
    }

    /** Text put together, numbers calculated, a date moved by days: the left side decides. */
    record Calculation(Value left, Operator operator, Value right) implements Value {
        @Override
        public ValueType type() {
            return left.type();
        }

        @Override
        public Place place() {
            return left.place();
        }
    }

    /** Arithmetic operators. */
    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDE("/"),
        MODULO("%");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        static Operator of(String symbol) {
            for (Operator operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException(symbol);
        }
    }

    /** Whether the value is the same for every recipient. */
    default boolean isSameForAll() {
        if (this instanceof Field) {
            return false;
        }
        if (this instanceof Negative negative) {
            return negative.operand().isSameForAll();
        }
        if (this instanceof Calculation calculation) {
            return calculation.left().isSameForAll() && calculation.right().isSameForAll();
        }
        return true;
    }
}
