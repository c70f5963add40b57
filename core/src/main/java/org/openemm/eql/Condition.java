package org.openemm.eql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A rule or a part of it that holds for a recipient, does not, or is unknown (SQL's three-valued
 * logic: a comparison with an empty field is unknown; NOT of unknown is unknown; only what is true
 * selects). Made by {@link Eql#read}; every node knows its part of the text.
 */
public sealed interface Condition {
    /** The part of the rule's text. */
    Range range();

    /** The empty rule. */
    record Everybody(Range range) implements Condition {}

    /**
     * @param parts two or more; unknown is stronger than true, false stronger than both
     */
    record And(List<Condition> parts, Range range) implements Condition {}

    /**
     * @param parts two or more; unknown is stronger than false, true stronger than both
     */
    record Or(List<Condition> parts, Range range) implements Condition {}

    /**
     * For conditions on the profile the opposite. Behaviour and whatever contains it is different:
     * see {@link Eql#sql}.
     */
    record Not(Condition part, Range range) implements Condition {}

    /** The same condition in parentheses. */
    record Grouped(Condition part, Range range) implements Condition {}

    /** Two numbers or two texts (upper and lower case alike). */
    record Comparison(Value left, Operator operator, Value right, Range range)
            implements Condition {}

    /** Two dates, or a date and a constant, both brought into the format and compared as texts. */
    record DateComparison(
            Value left, Operator operator, DateOperand right, DateFormat format, Range range)
            implements Condition {}

    /**
     * @param members constants of the type of the value, at least one
     */
    record Membership(Value value, boolean negated, List<Value> members, Range range)
            implements Condition {}

    /** Never unknown. A text is empty without characters, too. */
    record Emptiness(Value value, boolean negated, Range range) implements Condition {}

    /**
     * @param pattern as meant by the person, escapes of the string resolved; in {@link Kind#LIKE}
     *     {@code *} and {@code %} stand for any text, {@code ?} and {@code _} for any character
     */
    record Match(Value value, boolean negated, Kind kind, String pattern, Range range)
            implements Condition {
        /** Operators on texts. */
        public enum Kind {
            LIKE,
            CONTAINS,
            STARTS_WITH
        }
    }

    /** At least as much as one value and at most as much as another one of its type. */
    record Between(Value value, boolean negated, Value low, Value high, Range range)
            implements Condition {}

    /** The same for dates: as two comparisons in the format. */
    record DateBetween(
            Value value,
            boolean negated,
            DateOperand low,
            DateOperand high,
            DateFormat format,
            Range range)
            implements Condition {}

    /**
     * Opened a mailing. Never unknown, as the other conditions on behaviour.
     *
     * @param mailingId 0 for any mailing
     * @param interval whether the mailing is sent again and again and therefore tracked apart
     */
    record Opened(int mailingId, boolean interval, Circumstances how, Range range)
            implements Condition {}

    /**
     * Got a mailing.
     *
     * @param mailingId 0 for any mailing
     * @param interval whether the mailing is sent again and again and therefore tracked apart
     */
    record Received(int mailingId, boolean interval, Circumstances how, Range range)
            implements Condition {}

    /**
     * Clicked in a mailing.
     *
     * @param mailingId 0 for any mailing
     * @param interval whether the mailing is sent again and again and therefore tracked apart
     * @param linkId empty for any link of the mailing
     */
    record Clicked(
            int mailingId, boolean interval, OptionalInt linkId, Circumstances how, Range range)
            implements Condition {}

    /**
     * Is on a mailing list, in whatever state unless one is named.
     *
     * @param mailinglistId 0 for any list
     */
    record Binding(
            Optional<Status> status,
            Optional<Medium> medium,
            Optional<Type> type,
            int mailinglistId,
            Range range)
            implements Condition {
        /** State on the list; user_status of bindings. */
        public enum Status {
            ACTIVE("1"),
            BOUNCED("2"),
            /** By the recipient or by a user of the product. */
            OPTOUT("3, 4"),
            WAIT_FOR_DOI_CONFIRM("5"),
            BLACKLISTED("6"),
            SUSPENDED("7");

            private final String codes;

            Status(String codes) {
                this.codes = codes;
            }

            String codes() {
                return codes;
            }
        }

        /** Way of sending; mediatype of bindings. */
        public enum Medium {
            EMAIL(0),
            POST(2),
            SMS(4);

            private final int code;

            Medium(int code) {
                this.code = code;
            }

            int code() {
                return code;
            }
        }

        /** Kind of recipient on the list, VIPs included; user_type of bindings. */
        public enum Type {
            ADMIN("'A'"),
            TEST("'T', 't'"),
            REGULAR("'W', 'w'");

            private final String codes;

            Type(String codes) {
                this.codes = codes;
            }

            String codes() {
                return codes;
            }
        }
    }

    /**
     * Is selected by a target group. Never unknown: whoever the group does not select is not in it,
     * so NOT selects all others.
     */
    record InGroup(EqlGroup group, Range range) implements Condition {}

    /** Right side of a date comparison. */
    sealed interface DateOperand {
        Range range();

        /** A value of type date. */
        record Moment(Value value) implements DateOperand {
            @Override
            public Range range() {
                return value.range();
            }
        }

        /**
         * @param written as the person wrote it, escapes of the string resolved
         * @param date the same in the full width of the format
         */
        record Constant(String written, DateFormat.Normalized date, Range range)
                implements DateOperand {}
    }

    /** Operators of comparisons. */
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

        /** As it is written in rules and in SQL. */
        public String symbol() {
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
