package org.openemm.eql.sentence;

import org.openemm.eql.Condition;

/** Comparisons turned round. */
final class Operators {
    private Operators() {}

    /** With the sides exchanged. */
    static Condition.Operator mirrored(Condition.Operator operator) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL -> operator;
            case LESS -> Condition.Operator.GREATER;
            case LESS_OR_EQUAL -> Condition.Operator.GREATER_OR_EQUAL;
            case GREATER -> Condition.Operator.LESS;
            case GREATER_OR_EQUAL -> Condition.Operator.LESS_OR_EQUAL;
        };
    }

    /** What holds exactly where the other does not, unknown apart. */
    static Condition.Operator opposite(Condition.Operator operator) {
        return switch (operator) {
            case EQUAL -> Condition.Operator.NOT_EQUAL;
            case NOT_EQUAL -> Condition.Operator.EQUAL;
            case LESS -> Condition.Operator.GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> Condition.Operator.GREATER;
            case GREATER -> Condition.Operator.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> Condition.Operator.LESS;
        };
    }
}
