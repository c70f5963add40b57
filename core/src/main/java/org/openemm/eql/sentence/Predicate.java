package org.openemm.eql.sentence;

import java.util.List;

/** What is said of a subject. */
sealed interface Predicate {
    /**
     * Is one of some values, or none of them.
     *
     * @param empty whether being empty is one of them
     */
    record OneOf(List<Phrase> values, boolean negated, boolean empty) implements Predicate {}

    /**
     * Anything else.
     *
     * @param key text with both word orders
     */
    record Said(String key, List<Phrase> arguments) implements Predicate {
        static Said of(String key, Phrase... arguments) {
            return new Said(key, List.of(arguments));
        }
    }
}
