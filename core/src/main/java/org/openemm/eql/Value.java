package org.openemm.eql;

/** Something with a value in a rule, names resolved and types checked. */
public sealed interface Value {
    ValueType type();

    /** The part of the rule's text; parentheses around the whole value do not belong to it. */
    Range range();

    /**
     * @param digits as written: digits, perhaps a point and digits
     */
    record Number(String digits, Range range) implements Value {
        @Override
        public ValueType type() {
            return ValueType.NUMERIC;
        }
    }

    /**
     * @param text without quotes, escapes resolved
     */
    record Text(String text, Range range) implements Value {
        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }
    }

    /** The moment the rule is evaluated. */
    record Today(Range range) implements Value {
        @Override
        public ValueType type() {
            return ValueType.DATE;
        }
    }

    /** Value of a profile field; empty (NULL) for some recipients. */
    record Field(EqlField field, Range range) implements Value {
        @Override
        public ValueType type() {
            return field.type();
        }
    }

    /**
     * Money the recipient spent because of a mailing; 0 for those who spent none.
     *
     * @param mailingId 0 for all mailings together
     */
    record Revenue(int mailingId, Range range) implements Value {
        @Override
        public ValueType type() {
            return ValueType.NUMERIC;
        }
    }

    /** A number with the opposite sign. */
    record Negative(Value operand, Range range) implements Value {
        @Override
        public ValueType type() {
            return ValueType.NUMERIC;
        }
    }

    /** Text put together, numbers calculated, a date moved by days: the left side decides. */
    record Calculation(Value left, Operator operator, Value right, Range range) implements Value {
        @Override
        public ValueType type() {
            return left.type();
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

        /** As it is written in rules. */
        public String symbol() {
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
        if (this instanceof Field || this instanceof Revenue) {
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

    /** Whether money spent has to be added up for every recipient. */
    default boolean usesRevenue() {
        if (this instanceof Calculation calculation) {
            return calculation.left().usesRevenue() || calculation.right().usesRevenue();
        }
        return this instanceof Negative negative
                ? negative.operand().usesRevenue()
                : this instanceof Revenue;
    }
}
