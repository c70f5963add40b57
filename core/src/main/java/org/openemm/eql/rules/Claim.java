package org.openemm.eql.rules;

import java.util.Optional;
import java.util.OptionalInt;
import org.openemm.eql.Circumstances;
import org.openemm.eql.Condition;

/** What a single rule says of a recipient. Fields are named as they are shown, in lower case. */
public sealed interface Claim {
    /** About one profile field. */
    sealed interface OfField extends Claim {
        String field();
    }

    /**
     * @param number in digits, perhaps with a sign and a point
     */
    record NumberIs(String field, Operator operator, String number) implements OfField {}

    record TextIs(String field, Operator operator, String text) implements OfField {}

    /**
     * @param format how both sides are compared, e.g. YYYYMMDD or MMDD
     */
    record DateIs(String field, Operator operator, Day day, String format) implements OfField {}

    record Empty(String field, boolean negated) implements OfField {}

    record Matches(String field, Condition.Match.Kind kind, boolean negated, String pattern)
            implements OfField {}

    /** The field calculated with a number, compared with another one. */
    record Calculated(
            String field, Arithmetic arithmetic, String operand, Operator operator, String result)
            implements OfField {}

    /** At least one number and at most another one. */
    record NumberBetween(String field, boolean negated, String low, String high)
            implements OfField {}

    record TextBetween(String field, boolean negated, String low, String high) implements OfField {}

    record DateBetween(String field, boolean negated, Day low, Day high, String format)
            implements OfField {}

    /**
     * @param mailingId 0 for any mailing
     */
    record Received(int mailingId, Circumstances how) implements Claim {}

    /**
     * @param mailingId 0 for any mailing
     */
    record Opened(int mailingId, Circumstances how) implements Claim {}

    /**
     * @param mailingId 0 for any mailing
     * @param linkId empty for any link of the mailing
     */
    record Clicked(int mailingId, OptionalInt linkId, Circumstances how) implements Claim {}

    /**
     * @param mailinglistId 0 for any list
     */
    record Bound(
            int mailinglistId,
            Optional<Condition.Binding.Status> status,
            Optional<Condition.Binding.Medium> medium,
            Optional<Condition.Binding.Type> type)
            implements Claim {}

    /**
     * Money spent because of a mailing.
     *
     * @param mailingId 0 for all mailings together
     */
    record Revenue(int mailingId, Operator operator, String number) implements Claim {}

    record InGroup(int targetId) implements Claim {}

    /** What a date is compared with. */
    sealed interface Day {
        /** A date written in the format of its rule. */
        record Constant(String date) implements Day {}

        /** The day on which the rule is evaluated. */
        record Today(Optional<Shift> shift) implements Day {}

        /**
         * @param days 0 or more
         * @param later whether days after today are meant, else days before it
         */
        record Shift(int days, boolean later) {}
    }
}
