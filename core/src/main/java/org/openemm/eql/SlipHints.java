package org.openemm.eql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlLexer;
import org.openemm.eql.grammar.EqlParser;

/**
 * Advice for what is missing, superfluous or written differently at the place of a syntax error.
 */
final class SlipHints {
    private static final Set<Integer> OPERATORS =
            Set.of(
                    EqlLexer.EQ,
                    EqlLexer.NE,
                    EqlLexer.LE,
                    EqlLexer.GE,
                    EqlLexer.LT,
                    EqlLexer.GT,
                    EqlLexer.PLUS,
                    EqlLexer.MINUS,
                    EqlLexer.STAR,
                    EqlLexer.DIVIDE,
                    EqlLexer.MODULO);

    private static final Set<Integer> TESTS =
            Set.of(
                    EqlLexer.EQ,
                    EqlLexer.NE,
                    EqlLexer.LE,
                    EqlLexer.GE,
                    EqlLexer.LT,
                    EqlLexer.GT,
                    EqlLexer.IS,
                    EqlLexer.IN,
                    EqlLexer.LIKE,
                    EqlLexer.CONTAINS,
                    EqlLexer.STARTS,
                    EqlLexer.OPENED,
                    EqlLexer.RECEIVED,
                    EqlLexer.CLICKED,
                    EqlLexer.HAS);

    private static final Set<Integer> VALUES =
            Set.of(
                    EqlLexer.IDENTIFIER,
                    EqlLexer.QUOTED,
                    EqlLexer.STRING,
                    EqlLexer.INTEGER,
                    EqlLexer.DECIMAL,
                    EqlLexer.TODAY,
                    EqlLexer.EMAIL);

    private final String text;
    private final Range range;
    private final List<Token> tokens;
    private final Token token;
    private final int type;
    private final int before;

    SlipHints(RuleText rule, List<Token> tokens, Token token) {
        text = rule.toString();
        range = rule.range(token);
        this.tokens = tokens;
        this.token = token;
        type = token.getType();
        before = type(token.getTokenIndex() - 1);
    }

    private int type(int index) {
        return index < 0 || index >= tokens.size()
                ? Token.INVALID_TYPE
                : tokens.get(index).getType();
    }

    /** The whole word around the place, with letters that the language does not know. */
    String word() {
        int from = range.from();
        int to = range.to();
        while (from > 0 && isLetter(text.charAt(from - 1))) {
            from--;
        }
        while (to < text.length() && isLetter(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }

    private static boolean isLetter(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** What is clear from the neighbours, whatever the word itself is. */
    Optional<Hint> near() {
        if (Parentheses.isOpening(token)
                && (before == EqlLexer.IDENTIFIER || before == EqlLexer.TODAY)) {
            String name = tokens.get(token.getTokenIndex() - 1).getText();
            return before == EqlLexer.TODAY
                    ? hint("target.hint.instead", "TODAY")
                    : ForeignWords.hint(name).or(() -> hint("target.hint.noFunctions"));
        }
        if (type == EqlLexer.COMMA || token.getText().equals(".")) {
            return separator();
        }
        if (touchesNumber()) {
            return hint("target.hint.number");
        }
        if (before == EqlLexer.STRING && range.from() > 0 && touches("'\"")) {
            return hint("target.hint.quoteInText");
        }
        if (before == EqlLexer.NOT && TESTS.contains(type) && type != EqlLexer.IS) {
            return hint("target.hint.instead", "<>");
        }
        if (before == EqlLexer.NOT && type == EqlLexer.IS) {
            return hint("target.hint.instead", "IS NOT EMPTY");
        }
        if (type == EqlLexer.NOT && OPERATORS.contains(before)) {
            return hint("target.hint.instead", "<>");
        }
        if (Parentheses.isOpening(token) && before == EqlLexer.IN) {
            return hint("target.hint.valueMissing", "IN");
        }
        if (type == EqlLexer.EMPTY || before == EqlLexer.IS && type != EqlLexer.IDENTIFIER) {
            return hint("target.hint.null");
        }
        if (before == EqlLexer.DIVIDE && (type == EqlLexer.STAR || type == EqlLexer.DIVIDE)) {
            return hint("target.hint.noComments");
        }
        if (before == EqlLexer.INTEGER && (type == EqlLexer.DAYS || type == EqlLexer.DAY)) {
            return hint("target.hint.leaveOut", token.getText());
        }
        return isInList() ? hint("target.hint.listMembers") : Optional.empty();
    }

    private Optional<Hint> separator() {
        boolean numbers = before == EqlLexer.INTEGER || before == EqlLexer.DECIMAL;
        boolean digitsFollow = type(token.getTokenIndex() + 1) == EqlLexer.INTEGER;
        if (type == EqlLexer.COMMA) {
            boolean decimal = numbers && digitsFollow && next() != ' ';
            return decimal ? hint("target.hint.decimalPoint") : hint("target.hint.andOr");
        }
        if (before == EqlLexer.DECIMAL) {
            return hint("target.hint.needsDate");
        }
        return numbers || digitsFollow
                ? hint("target.hint.number")
                : before == EqlLexer.IDENTIFIER || before == EqlLexer.QUOTED
                        ? hint("target.hint.fieldAlone")
                        : Optional.empty();
    }

    private char next() {
        return range.to() < text.length() ? text.charAt(range.to()) : ' ';
    }

    private boolean touchesNumber() {
        return (before == EqlLexer.INTEGER || before == EqlLexer.DECIMAL)
                && (type == EqlLexer.INTEGER
                        || type == EqlLexer.DECIMAL
                        || type == EqlLexer.IDENTIFIER)
                && Character.isDigit(text.charAt(range.from() - 1));
    }

    private boolean touches(String characters) {
        return type == EqlLexer.IDENTIFIER
                && characters.indexOf(text.charAt(range.from() - 1)) >= 0;
    }

    /** Inside of the parentheses of IN. */
    private boolean isInList() {
        for (int i = token.getTokenIndex() - 1; i > 0; i--) {
            if (Parentheses.isOpening(tokens.get(i))) {
                return type(i - 1) == EqlLexer.IN;
            }
            if (type(i) == EqlLexer.RPAREN) {
                return false;
            }
        }
        return false;
    }

    /** What is missing or too much, when nothing else is known. */
    Optional<Hint> missing() {
        boolean joins = type == EqlLexer.AND || type == EqlLexer.OR;
        boolean opened = before == Token.INVALID_TYPE || isOpening(before);
        boolean afterJoin =
                before == EqlLexer.AND || before == EqlLexer.OR || before == EqlLexer.NOT;
        if ((joins || type == EqlLexer.RPAREN) && (opened || afterJoin)) {
            return hint("target.hint.conditionMissing", token.getText());
        }
        if (type == EqlLexer.RPAREN) {
            return hint("target.hint.closeParenthesis");
        }
        if (OPERATORS.contains(type) && (opened || afterJoin || OPERATORS.contains(before))) {
            return hint("target.hint.valueMissing", token.getText());
        }
        if (VALUES.contains(type)
                && before == EqlLexer.NOT
                && VALUES.contains(type(token.getTokenIndex() - 2))) {
            return hint("target.hint.operatorMissing", token.getText());
        }
        if (VALUES.contains(type) && (VALUES.contains(before) || before == EqlLexer.RPAREN)) {
            return hint(
                    isComplete() ? "target.hint.joinMissing" : "target.hint.operatorMissing",
                    token.getText());
        }
        return Optional.empty();
    }

    private static boolean isOpening(int type) {
        return type == EqlLexer.LPAREN || type == EqlParser.LPAREN_VALUE;
    }

    /** Whether something was asked already since the last AND, OR or parenthesis. */
    private boolean isComplete() {
        for (int i = token.getTokenIndex() - 1; i >= 0; i--) {
            int earlier = type(i);
            if (TESTS.contains(earlier)) {
                return true;
            }
            if (earlier == EqlLexer.AND || earlier == EqlLexer.OR || isOpening(earlier)) {
                return false;
            }
        }
        return false;
    }

    private static Optional<Hint> hint(String key, Object... arguments) {
        return Optional.of(new Hint(key, arguments));
    }
}
