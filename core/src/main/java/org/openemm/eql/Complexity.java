package org.openemm.eql;

import java.util.HashSet;
import java.util.Set;

/**
 * How much work a rule makes for the database, in points. Only information: nothing is refused for
 * it.
 *
 * @param conditionPoints points of the conditions, without those of the fields
 * @param fields profile fields used, those of contained groups too
 */
public record Complexity(int conditionPoints, Set<EqlField> fields) {
    /** Costs nothing. */
    public static final Complexity NONE = new Complexity(0, Set.of());

    /** With fewer recipients every rule is quick. */
    private static final long SMALL = 50_000;

    private static final int OPERATORS_OF_A_LONG_RULE = 4;

    /** Traffic light. */
    public enum Grade {
        GREEN,
        YELLOW,
        RED;

        /** The light for an index as {@link Complexity#index} gives it. */
        public static Grade of(int index) {
            if (index < 10) {
                return GREEN;
            }
            return index < 18 ? YELLOW : RED;
        }
    }

    static Complexity of(Condition condition, Set<EqlField> fields) {
        Tally tally = new Tally();
        tally.add(condition, false);
        if (tally.operators >= OPERATORS_OF_A_LONG_RULE) {
            tally.points += 2;
        }
        Set<EqlField> all = new HashSet<>(fields);
        all.addAll(tally.fields);
        return new Complexity(tally.points, Set.copyOf(all));
    }

    /**
     * @param recipients of the company
     * @param indexedColumns columns of the recipient table that an index begins with
     */
    public int index(long recipients, Set<String> indexedColumns) {
        if (recipients < SMALL) {
            return 0;
        }
        int points = conditionPoints + points(recipients);
        for (EqlField field : fields) {
            points +=
                    switch (field.type()) {
                        case NUMERIC -> 0;
                        case TEXT -> 1;
                        case DATE -> 2;
                    };
            if (indexedColumns.stream().noneMatch(field.column()::equalsIgnoreCase)) {
                points += 2;
            }
        }
        return points;
    }

    private static int points(long recipients) {
        if (recipients >= 3_000_000) {
            return 7;
        }
        if (recipients >= 1_000_000) {
            return 5;
        }
        if (recipients >= 500_000) {
            return 3;
        }
        return recipients >= 100_000 ? 1 : 0;
    }

    private static final class Tally {
        private int points;
        private int operators;
        private final Set<EqlField> fields = new HashSet<>();

        void add(Condition condition, boolean negated) {
            if (condition instanceof Condition.And and) {
                operators += and.parts().size() - 1;
                and.parts().forEach(part -> add(part, negated));
            } else if (condition instanceof Condition.Or or) {
                operators += or.parts().size() - 1;
                or.parts().forEach(part -> add(part, negated));
            } else if (condition instanceof Condition.Not not) {
                add(not.part(), !negated);
            } else if (condition instanceof Condition.Grouped grouped) {
                add(grouped.part(), negated);
            } else if (condition instanceof Condition.InGroup in) {
                points += in.group().complexity().conditionPoints();
                fields.addAll(in.group().complexity().fields());
            } else {
                points += points(condition, negated);
            }
        }

        private static int points(Condition condition, boolean negated) {
            if (condition instanceof Condition.Match) {
                return 3;
            }
            if (condition instanceof Condition.Received received) {
                return 1 + points(received.mailingId(), received.how());
            }
            if (condition instanceof Condition.Opened opened) {
                return (negated ? 3 : 2) + points(opened.mailingId(), opened.how());
            }
            if (condition instanceof Condition.Clicked clicked) {
                return (negated ? 3 : 1) + points(clicked.mailingId(), clicked.how());
            }
            if (condition instanceof Condition.Binding) {
                return 1;
            }
            return usesRevenue(condition) ? 3 : 0;
        }

        /**
         * Events of all mailings are more than those of one; counting takes longer than finding.
         */
        private static int points(int mailingId, Circumstances how) {
            return (mailingId == 0 ? 1 : 0) + (how.times() > 1 ? 1 : 0);
        }

        private static boolean usesRevenue(Condition condition) {
            return condition instanceof Condition.Comparison comparison
                            && (comparison.left().usesRevenue() || comparison.right().usesRevenue())
                    || condition instanceof Condition.Between between
                            && (between.value().usesRevenue()
                                    || between.low().usesRevenue()
                                    || between.high().usesRevenue())
                    || condition instanceof Condition.Membership membership
                            && membership.value().usesRevenue();
        }
    }
}
