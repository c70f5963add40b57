package org.openemm.eql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * From conditions to SQL on the recipient table under the alias {@code cust}. Texts are compared
 * bare: the collation ignores case, so an index can be used. NULL follows SQL: {@code x <> 1} does
 * not select recipients without x.
 */
final class SqlWriter {
    private final BehaviourSql behaviour;

    SqlWriter(int companyId) {
        behaviour = new BehaviourSql(companyId);
    }

    /**
     * @param condition with NOT around single conditions only
     */
    String write(Condition condition) {
        if (condition instanceof Condition.And and) {
            return joined(and.parts(), " AND ");
        }
        if (condition instanceof Condition.Or or) {
            return joined(or.parts(), " OR ");
        }
        if (condition instanceof Condition.Not not) {
            return negated(not.part());
        }
        if (condition instanceof Condition.Grouped grouped) {
            return write(grouped.part());
        }
        return single(condition);
    }

    private String joined(List<Condition> parts, String operator) {
        return parts.stream().map(this::write).collect(Collectors.joining(operator, "(", ")"));
    }

    private String single(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            return "("
                    + ValueSql.of(comparison.left())
                    + " "
                    + comparison.operator().symbol()
                    + " "
                    + ValueSql.of(comparison.right())
                    + ")";
        }
        if (condition instanceof Condition.DateComparison comparison) {
            return DateSql.of(comparison);
        }
        if (condition instanceof Condition.Membership membership) {
            return membership.members().stream()
                    .map(ValueSql::of)
                    .collect(
                            Collectors.joining(
                                    ", ",
                                    "("
                                            + ValueSql.of(membership.value())
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
            return behaviour.opened(opened.mailingId());
        }
        if (condition instanceof Condition.Clicked clicked) {
            return behaviour.clicked(clicked.mailingId(), clicked.linkId());
        }
        if (condition instanceof Condition.Received received) {
            return behaviour.received(received.mailingId(), received.interval());
        }
        return "1 = 1";
    }

    private String negated(Condition condition) {
        if (condition instanceof Condition.Opened opened) {
            return behaviour.notDone(
                    behaviour.opened(opened.mailingId()), opened.mailingId(), opened.interval());
        }
        if (condition instanceof Condition.Clicked clicked) {
            return behaviour.notDone(
                    behaviour.clicked(clicked.mailingId(), clicked.linkId()),
                    clicked.mailingId(),
                    clicked.interval());
        }
        if (condition instanceof Condition.Received received) {
            return behaviour.notReceived(received.mailingId(), received.interval());
        }
        return "(NOT " + single(condition) + ")";
    }

    private static String emptiness(Condition.Emptiness emptiness) {
        String value = ValueSql.of(emptiness.value());
        String empty =
                emptiness.value().type() == ValueType.TEXT
                        ? "(" + value + " IS NULL OR " + value + " = '')"
                        : "(" + value + " IS NULL)";
        return emptiness.negated() ? "(NOT " + empty + ")" : empty;
    }

    private static String match(Condition.Match match) {
        String pattern =
                switch (match.kind()) {
                    case LIKE -> SqlText.wildcards(match.pattern());
                    case CONTAINS -> "%" + SqlText.plain(match.pattern()) + "%";
                    case STARTS_WITH -> SqlText.plain(match.pattern()) + "%";
                };
        return "("
                + ValueSql.of(match.value())
                + (match.negated() ? " NOT LIKE " : " LIKE ")
                + SqlText.literal(pattern)
                + " ESCAPE '!')";
    }
}
