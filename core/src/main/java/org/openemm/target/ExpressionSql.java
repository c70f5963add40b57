package org.openemm.target;

import java.util.function.IntFunction;
import org.openemm.InvalidInput;

/**
 * Target expressions of mailings: ids of groups joined by {@code &} (and), {@code |} (or), {@code
 * !} (not) and parentheses; {@code !} binds strongest, {@code |} least.
 */
final class ExpressionSql {
    private static final String FIELD = "targetExpression";
    private static final int MAX_DEPTH = 50;

    private final String text;
    private final IntFunction<String> conditionOf;
    private int at;
    private int depth;

    private ExpressionSql(String text, IntFunction<String> conditionOf) {
        this.text = text;
        this.conditionOf = conditionOf;
    }

    /**
     * @param expression empty means everybody
     * @param conditionOf SQL of a group by id, fit to be joined with others
     * @throws InvalidInput naming the place of the error
     */
    static String of(String expression, IntFunction<String> conditionOf) {
        ExpressionSql reader = new ExpressionSql(expression, conditionOf);
        if (reader.peek() == 0) {
            return "1 = 1";
        }
        String sql = reader.either();
        if (reader.peek() != 0) {
            throw reader.error();
        }
        return sql;
    }

    private String either() {
        if (++depth > MAX_DEPTH) {
            throw error();
        }
        StringBuilder sql = new StringBuilder(both());
        boolean several = false;
        while (peek() == '|') {
            at++;
            sql.append(" OR ").append(both());
            several = true;
        }
        depth--;
        return several ? "(" + sql + ")" : sql.toString();
    }

    private String both() {
        StringBuilder sql = new StringBuilder(single());
        boolean several = false;
        while (peek() == '&') {
            at++;
            sql.append(" AND ").append(single());
            several = true;
        }
        return several ? "(" + sql + ")" : sql.toString();
    }

    private String single() {
        char next = peek();
        if (next == '!') {
            at++;
            if (++depth > MAX_DEPTH) {
                throw error();
            }
            String negated = "(NOT " + single() + ")";
            depth--;
            return negated;
        }
        if (next == '(') {
            at++;
            String inner = either();
            if (peek() != ')') {
                throw error();
            }
            at++;
            return inner;
        }
        return conditionOf.apply(id());
    }

    private int id() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        try {
            return Integer.parseInt(text.substring(start, at));
        } catch (NumberFormatException e) {
            at = start;
            throw error();
        }
    }

    /** The next character that counts, 0 at the end. */
    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private InvalidInput error() {
        return new InvalidInput(FIELD, "target.expression.syntax", text, at + 1);
    }
}
