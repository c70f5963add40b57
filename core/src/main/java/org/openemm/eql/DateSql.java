package org.openemm.eql;

import java.time.LocalDate;
import java.util.Optional;

/**
 * SQL of date comparisons. In general both sides are brought into the format and compared as texts.
 * A column compared with one day is compared bare with the limits of that day instead, which
 * selects the same recipients and can use an index.
 */
final class DateSql {
    /** Beyond these years the two ways would differ: MariaDB's dates end, or texts get shorter. */
    private static final int FIRST_YEAR = 1000;

    private static final int LAST_YEAR = 9998;

    private final ValueSql values;

    DateSql(ValueSql values) {
        this.values = values;
    }

    String of(Condition.DateComparison comparison) {
        return limits(comparison)
                .map(limits -> limits.compare(values.of(comparison.left()), comparison.operator()))
                .orElseGet(() -> asTexts(comparison));
    }

    String of(Condition.DateBetween between) {
        return "("
                + of(part(between, Condition.Operator.GREATER_OR_EQUAL, between.low()))
                + " AND "
                + of(part(between, Condition.Operator.LESS_OR_EQUAL, between.high()))
                + ")";
    }

    private static Condition.DateComparison part(
            Condition.DateBetween between,
            Condition.Operator operator,
            Condition.DateOperand limit) {
        return new Condition.DateComparison(
                between.value(), operator, limit, between.format(), between.range());
    }

    /** The general way, for every format and both sides. */
    String asTexts(Condition.DateComparison comparison) {
        DateFormat format = comparison.format();
        String right =
                comparison.right() instanceof Condition.DateOperand.Moment moment
                        ? formatted(moment.value(), format)
                        : SqlText.literal(
                                ((Condition.DateOperand.Constant) comparison.right())
                                        .date()
                                        .text());
        return "("
                + formatted(comparison.left(), format)
                + " "
                + comparison.operator().symbol()
                + " "
                + right
                + ")";
    }

    private String formatted(Value value, DateFormat format) {
        return "date_format(" + values.of(value) + ", " + SqlText.literal(format.sql()) + ")";
    }

    private Optional<Limits> limits(Condition.DateComparison comparison) {
        boolean equality =
                comparison.operator() == Condition.Operator.EQUAL
                        || comparison.operator() == Condition.Operator.NOT_EQUAL;
        boolean possible =
                comparison.left() instanceof Value.Field
                        && comparison.format().isDay()
                        && (equality || comparison.format().isSortable());
        if (!possible) {
            return Optional.empty();
        }
        if (comparison.right() instanceof Condition.DateOperand.Moment moment) {
            return moment.value().isSameForAll()
                    ? Optional.of(Limits.of(values.of(moment.value())))
                    : Optional.empty();
        }
        return ((Condition.DateOperand.Constant) comparison.right())
                .date()
                .day()
                .filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR)
                .map(Limits::of);
    }

    /** Start of a day and start of the next one. */
    private record Limits(String start, String next) {
        static Limits of(LocalDate day) {
            return new Limits("DATE '" + day + "'", "DATE '" + day.plusDays(1) + "'");
        }

        static Limits of(String moment) {
            String start = "DATE(" + moment + ")";
            return new Limits(start, "(" + start + " + INTERVAL 1 DAY)");
        }

        String compare(String column, Condition.Operator operator) {
            return "("
                    + switch (operator) {
                        case EQUAL -> column + " >= " + start + " AND " + column + " < " + next;
                        case NOT_EQUAL -> column + " < " + start + " OR " + column + " >= " + next;
                        case LESS -> column + " < " + start;
                        case LESS_OR_EQUAL -> column + " < " + next;
                        case GREATER -> column + " >= " + next;
                        case GREATER_OR_EQUAL -> column + " >= " + start;
                    }
                    + ")";
        }
    }
}
