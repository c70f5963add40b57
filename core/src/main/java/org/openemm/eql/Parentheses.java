package org.openemm.eql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlLexer;
import org.openemm.eql.grammar.EqlParser;

/**
 * Tells parentheses around values from those around conditions in one pass: only the latter enclose
 * a word that makes a condition.
 */
final class Parentheses {
    private static final Set<Integer> OF_CONDITIONS =
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
                    EqlLexer.HAS,
                    EqlLexer.NOT,
                    EqlLexer.AND,
                    EqlLexer.OR);

    private static final Set<Integer> BEFORE_VALUES =
            Set.of(
                    EqlLexer.LPAREN,
                    EqlLexer.PLUS,
                    EqlLexer.MINUS,
                    EqlLexer.STAR,
                    EqlLexer.DIVIDE,
                    EqlLexer.MODULO);

    private Parentheses() {}

    /** Changes the type of opening parentheses around values. */
    static void tell(List<Token> tokens) {
        Deque<Open> open = new ArrayDeque<>();
        int before = Token.INVALID_TYPE;
        for (Token token : tokens) {
            if (token.getType() == EqlLexer.LPAREN) {
                open.push(new Open((CommonToken) token));
            } else if (token.getType() == EqlLexer.RPAREN && !open.isEmpty()) {
                close(open);
            } else if (!open.isEmpty() && makesCondition(token.getType(), before)) {
                open.peek().condition = true;
            }
            before = token.getType();
        }
        while (!open.isEmpty()) {
            close(open);
        }
    }

    /** BETWEEN can be the name of a field, too: then it stands where a value begins. */
    private static boolean makesCondition(int type, int before) {
        return OF_CONDITIONS.contains(type)
                || type == EqlLexer.BETWEEN && !BEFORE_VALUES.contains(before);
    }

    static boolean isOpening(Token token) {
        return token.getType() == EqlLexer.LPAREN || token.getType() == EqlParser.LPAREN_VALUE;
    }

    private static void close(Deque<Open> open) {
        Open closed = open.pop();
        if (!closed.condition) {
            closed.token.setType(EqlParser.LPAREN_VALUE);
        } else if (!open.isEmpty()) {
            open.peek().condition = true;
        }
    }

    private static final class Open {
        private final CommonToken token;
        private boolean condition;

        private Open(CommonToken token) {
            this.token = token;
        }
    }
}
