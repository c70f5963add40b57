package org.openemm.eql;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlLexer;
import org.openemm.eql.grammar.EqlParser;

/** From the text of a rule to its parse tree; the first error ends it. */
final class EqlSyntax {
    /** Longest rule in characters. The SQL column is the real limit; this one bounds the work. */
    static final int MAX_LENGTH = 60_000;

    /** Deepest nesting of parentheses; keeps parser and database within their stacks. */
    static final int MAX_DEPTH = 50;

    private EqlSyntax() {}

    /**
     * @throws EqlError with place and advice
     */
    static EqlParser.TargetContext parse(RuleText rule, EqlContext context) {
        String text = rule.toString();
        if (text.length() > MAX_LENGTH) {
            throw new EqlError(
                    new EqlProblem(
                            EqlProblem.TOO_LONG,
                            rule.start(),
                            List.of(text.length(), MAX_LENGTH),
                            Optional.empty()));
        }
        EqlLexer lexer = new EqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        checkDepth(tokens.getTokens(), rule);
        Parentheses.tell(tokens.getTokens());
        EqlParser parser = new EqlParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new FirstError(rule, tokens, new SyntaxHints(rule, context)));
        return parser.target();
    }

    private static void checkDepth(List<Token> tokens, RuleText rule) {
        int depth = 0;
        for (Token token : tokens) {
            if (token.getType() == EqlLexer.LPAREN) {
                depth++;
            } else if (token.getType() == EqlLexer.RPAREN) {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                throw tooDeep(rule.place(token));
            }
        }
    }

    static EqlError tooDeep(Place place) {
        return new EqlError(
                new EqlProblem(EqlProblem.TOO_DEEP, place, List.of(MAX_DEPTH), Optional.empty()));
    }

    /** Turns the first complaint of the parser into an error. */
    private static final class FirstError extends BaseErrorListener {
        private final RuleText rule;
        private final CommonTokenStream tokens;
        private final SyntaxHints hints;

        FirstError(RuleText rule, CommonTokenStream tokens, SyntaxHints hints) {
            this.rule = rule;
            this.tokens = tokens;
            this.hints = hints;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            Token token = (Token) symbol;
            if (token.getType() == EqlLexer.UNCLOSED_STRING
                    || token.getType() == EqlLexer.UNCLOSED_NAME) {
                throw new EqlError(unclosed(token));
            }
            throw new EqlError(
                    new EqlProblem(EqlProblem.SYNTAX, rule.place(start(token), token))
                            .with(hints.find(token, tokens.getTokens())));
        }

        /** Both words of ON REMARK and the like are wrong, not only the second one. */
        private Token start(Token token) {
            int index = token.getTokenIndex();
            Token before = index > 0 ? tokens.get(index - 1) : null;
            return token.getType() == EqlLexer.RESERVED
                            && before != null
                            && before.getType() == EqlLexer.ON
                    ? before
                    : token;
        }

        /** The closing character is missing where the line ends; the advice names the opening. */
        private EqlProblem unclosed(Token token) {
            Place opening = rule.place(token);
            Range range = opening.range();
            Place end = rule.place(new Range(range.to(), range.to()));
            String quote = token.getText().substring(0, 1);
            return new EqlProblem(
                            EqlProblem.MISSING_CHARACTER,
                            new Place(opening.line(), end.column(), opening.word(), range),
                            List.of(quote),
                            Optional.empty())
                    .with(new Hint("target.hint.unclosed", quote, opening.column()));
        }
    }
}
