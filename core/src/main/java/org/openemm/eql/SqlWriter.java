package org.openemm.eql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * From conditions to SQL on the recipient table under the alias {@code cust}. Texts are compared
 * bare: the collation ignores case, so an index can be used. NULL follows SQL: {@code x <> 1} does
 * not select recipients without x.
 */
final class SqlWriter {
    private final boolean exact;

    /** More of them in a row behind the beginning of a text are not looked for. */
    private static final int EMOJI_IN_A_ROW = 16;

    private final BehaviourSql behaviour;
    private final ValueSql values;
    private final DateSql dates;

    /**
     * @param exact whether it matters that something is false instead of unknown: not for what is
     *     only to select
     */
    SqlWriter(int companyId, boolean exact) {
        this.exact = exact;
        behaviour = new BehaviourSql(companyId);
        values = new ValueSql(behaviour);
        dates = new DateSql(values);
    }

    /**
     * @param condition with NOT around single conditions only
     */
    String write(Condition condition) {
        if (condition instanceof Condition.And and) {
            return joined(and.parts().stream().map(this::write).toList(), " AND ");
        }
        if (condition instanceof Condition.Or or) {
            return joined(Alternatives.of(or.parts()).written(behaviour, this::write), " OR ");
        }
        if (condition instanceof Condition.Not not) {
            return negated(not.part());
        }
        if (condition instanceof Condition.Grouped grouped) {
            return write(grouped.part());
        }
        return single(condition);
    }

    private static String joined(List<String> parts, String operator) {
        return parts.stream().collect(Collectors.joining(operator, "(", ")"));
    }

    private String single(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            return "("
                    + values.of(comparison.left())
                    + " "
                    + comparison.operator().symbol()
                    + " "
                    + values.of(comparison.right())
                    + ")";
        }
        if (condition instanceof Condition.DateComparison comparison) {
            return dates.of(comparison);
        }
        if (condition instanceof Condition.Between between) {
            return "("
                    + values.of(between.value())
                    + (between.negated() ? " NOT BETWEEN " : " BETWEEN ")
                    + values.of(between.low())
                    + " AND "
                    + values.of(between.high())
                    + ")";
        }
        if (condition instanceof Condition.DateBetween between) {
            String sql = dates.of(between);
            return between.negated() ? "(NOT " + sql + ")" : sql;
        }
        if (condition instanceof Condition.Membership membership) {
            return membership.members().stream()
                    .map(values::of)
                    .collect(
                            Collectors.joining(
                                    ", ",
                                    "("
                                            + values.of(membership.value())
                                            + (membership.negated() ? " NOT IN (" : " IN ("),
                                    "))"));
        }
        if (condition instanceof Condition.Emptiness emptiness) {
            return emptiness(emptiness);
        }
        if (condition instanceof Condition.Match match) {
            return match(match);
        }
        if (condition instanceof Condition.Opened opened) {
            return behaviour.opened(opened);
        }
        if (condition instanceof Condition.Clicked clicked) {
            return behaviour.clicked(clicked);
        }
        if (condition instanceof Condition.Received received) {
            return behaviour.received(received);
        }
        if (condition instanceof Condition.InGroup in) {
            String sql = "(" + in.group().sql() + ")";
            return exact ? "(" + sql + " IS TRUE)" : sql;
        }
        if (condition instanceof Condition.Binding binding) {
            return behaviour.bound(binding);
        }
        return "1 = 1";
    }

    private String negated(Condition condition) {
        if (condition instanceof Condition.Opened opened) {
            return behaviour.notDone(
                    behaviour.opened(opened), opened.mailingId(), opened.interval(), opened.how());
        }
        if (condition instanceof Condition.Clicked clicked) {
            return behaviour.notDone(
                    behaviour.clicked(clicked),
                    clicked.mailingId(),
                    clicked.interval(),
                    clicked.how());
        }
        if (condition instanceof Condition.Received received) {
            return behaviour.notReceived(received);
        }
        if (condition instanceof Condition.InGroup in) {
            return "((" + in.group().sql() + ") IS NOT TRUE)";
        }
        return "(NOT " + single(condition) + ")";
    }

    private String emptiness(Condition.Emptiness emptiness) {
        String value = values.of(emptiness.value());
        String empty =
                emptiness.value().type() == ValueType.TEXT
                        ? "(" + value + " IS NULL OR " + value + " = '')"
                        : "(" + value + " IS NULL)";
        return emptiness.negated() ? "(NOT " + empty + ")" : empty;
    }

    private String match(Condition.Match match) {
        String pattern =
                switch (match.kind()) {
                    case LIKE -> SqlText.wildcards(match.pattern());
                    case CONTAINS -> "%" + SqlText.plain(match.pattern()) + "%";
                    case STARTS_WITH -> SqlText.plain(match.pattern()) + "%";
                };
        String sql = like(values.of(match.value()), pattern);
        String beginning = SqlText.beginning(pattern);
        if (match.value() instanceof Value.Field && !beginning.isEmpty()) {
            sql = withEmoji(values.of(match.value()), pattern, beginning, sql);
        }
        return match.negated() ? "(NOT " + sql + ")" : sql;
    }

    private static String like(String value, String pattern) {
        return "(" + value + " LIKE " + SqlText.literal(pattern) + " ESCAPE '!')";
    }

    /**
     * Where an index answers LIKE, MariaDB ends its span before the characters beyond the basic
     * plane, so texts that go on with an emoji right behind the beginning would be missing. They
     * are looked up in a span of their own.
     */
    private static String withEmoji(String column, String pattern, String beginning, String sql) {
        String emoji = Character.toString(Character.MIN_SUPPLEMENTARY_CODE_POINT);
        return "("
                + sql
                + " OR ("
                + column
                + " BETWEEN "
                + SqlText.literal(beginning + emoji)
                + " AND "
                + SqlText.literal(beginning + emoji.repeat(EMOJI_IN_A_ROW))
                + " AND "
                + like("CONCAT(" + column + ")", pattern)
                + "))";
    }
}
