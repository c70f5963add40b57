package org.openemm.insight;

import java.util.List;
import org.openemm.eql.Complexity;

/**
 * What makes a rule slow.
 *
 * @param reasons the worst first
 * @param indexes that would make it quick
 */
public record Cost(Complexity.Grade grade, List<Reason> reasons, List<Index> indexes) {
    public Cost {
        reasons = List.copyOf(reasons);
        indexes = List.copyOf(indexes);
    }

    /** Why. */
    public enum Kind {
        /** A text inside a field: every recipient is looked at. */
        INSIDE_TEXT,
        /** A field without an index. */
        NO_INDEX,
        /** Asks for each recipient what he did or got. */
        BEHAVIOUR,
        /** Did not: asks for receipt, too. */
        BEHAVIOUR_NOT,
        /** Adds up or counts what a recipient did. */
        COUNTING,
        /** Five conditions or more. */
        LONG
    }

    /**
     * @param subject name of the field, or the part of the rule; empty where there is none
     */
    public record Reason(Kind kind, String subject) {}

    /**
     * @param column a field of the company itself that has no index
     * @param percent how many of all recipients the condition leaves
     * @param sql what makes it
     */
    public record Index(String column, String name, double percent, String sql) {}
}
