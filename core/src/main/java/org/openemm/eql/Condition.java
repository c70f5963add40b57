package org.openemm.eql;

import java.util.List;
import java.util.OptionalInt;

/** A rule or a part of it that holds for a recipient or does not. */
sealed interface Condition {
    /** The empty rule. */
    record Everybody() implements Condition {}

    record And(List<Condition> parts) implements Condition {}

    record Or(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {}

    /** Two numbers or two texts. */
    record Comparison(Value left, Operator operator, Value right) implements Condition {}

    /** Two dates, or a date and a constant that was brought into the format. */
    record DateComparison(Value left, Operator operator, DateOperand right, DateFormat format)
            implements Condition {}

    record Membership(Value value, boolean negated, List<Value> members) implements Condition {}

    record Emptiness(Value value, boolean negated) implements Condition {}

    /**
     * @param pattern as written by the person, escapes of the string resolved
     */
    record Match(Value value, boolean negated, Kind kind, String pattern) implements Condition {
        enum Kind {
            LIKE,
            CONTAINS,
            STARTS_WITH
        }
    }

    record Opened(int mailingId, boolean interval) implements Condition {}

    /**
     * @param interval whether the mailing is sent again and again and therefore tracked apart
     */
    record Received(int mailingId, boolean interval) implements Condition {}

    record Clicked(int mailingId, boolean interval, OptionalInt linkId) implements Condition {}

    /** Right side of a date comparison. */
    sealed interface DateOperand {
        record Moment(Value value) implements DateOperand {}

        record Constant(DateFormat.Normalized date) implements DateOperand {}
    }

    enum Operator {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        static Operator of(String symbol) {
            if (symbol.equals("!=")) {
                return NOT_EQUAL;
            }
            for (Operator operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException(symbol);
        }
    }
}
