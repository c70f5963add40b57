package org.openemm.insight;

import java.util.List;
import org.openemm.eql.Range;
import org.openemm.recipient.Recipient;

/**
 * Which parts of a rule hold for one recipient.
 *
 * @param rule text of the rule
 */
public record Explanation(String rule, Recipient recipient, Part whole) {
    /** How a part is made of others. */
    public enum Kind {
        /** All of its parts hold. */
        AND,
        /** One of its parts holds. */
        OR,
        /** Its only part does not hold. */
        NOT,
        /** A single condition. */
        CONDITION,
        /** The empty rule. */
        EVERYBODY
    }

    /**
     * @param range where it stands in the text
     * @param parts what it is made of
     * @param values of the recipient, for the fields that a single condition asks for
     */
    public record Part(
            Kind kind, Range range, Verdict verdict, List<Part> parts, List<Value> values) {
        public Part {
            parts = List.copyOf(parts);
            values = List.copyOf(values);
        }

        /** Single conditions in the order of the text. */
        public List<Part> conditions() {
            return parts.isEmpty()
                    ? List.of(this)
                    : parts.stream().flatMap(part -> part.conditions().stream()).toList();
        }
    }

    /**
     * @param name the name of the field that rules use
     * @param column for looking up the value
     */
    public record Value(String name, String column) {}
}
