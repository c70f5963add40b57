package org.openemm.eql.sentence;

import java.util.List;

/** A rule as it is told: without parentheses and NOT, what belongs together put together. */
sealed interface Meaning {
    /** The word between several things. */
    enum Joint {
        AND,
        OR;

        Joint other() {
            return this == AND ? OR : AND;
        }
    }

    /**
     * Something said of one subject.
     *
     * @param joint between the predicates
     */
    record Clause(Subject subject, Joint joint, List<Predicate> predicates) implements Meaning {
        /** Whether another joint may stand beside it without being misunderstood. */
        boolean fits(Joint outer) {
            return predicates.size() == 1 || joint == outer;
        }
    }

    /**
     * @param parts none for the rule that everybody fulfils, else two or more
     */
    record Several(Joint joint, List<Meaning> parts) implements Meaning {
        /** Whether its parts are single clauses that can be told in a row. */
        boolean isFlat() {
            return parts.stream()
                    .allMatch(part -> part instanceof Clause clause && clause.fits(joint));
        }
    }

    /**
     * What something is said of.
     *
     * @param key of the relative pronoun and how it is followed: text with both word orders
     * @param phrase empty for the recipient as such
     */
    record Subject(String key, Phrase phrase) {
        static final Subject PERSON = new Subject("sentence.person", new Phrase(List.of()));

        static Subject field(Phrase phrase) {
            return new Subject("sentence.field", phrase);
        }

        static Subject constant(Phrase phrase) {
            return new Subject("sentence.constant", phrase);
        }

        /** Whether it is more than the name of a field, and may end with a number. */
        boolean isCalculated() {
            return key.equals("sentence.constant") || phrase.parts().size() > 1;
        }
    }
}
