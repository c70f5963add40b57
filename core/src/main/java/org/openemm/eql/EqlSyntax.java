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

    /** Longest piece of a rule that a message repeats. */
    private static final int MAX_WORD = 60;

    private EqlSyntax() {}

    /**
     * @throws EqlError with place and advice
     */
    static EqlParser.TargetContext parse(String text, EqlContext context) {
        if (text.length() > MAX_LENGTH) {
            throw new EqlError(
                    new EqlProblem(
                            EqlProblem.TOO_LONG,
                            new Place(1, 0, ""),
                            List.of(text.length(), MAX_LENGTH),
                            Optional.empty()));
        }
        EqlLexer lexer = new EqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        checkDepth(tokens.getTokens());
        EqlParser parser = new EqlParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new FirstError(tokens, new SyntaxHints(context)));
        return parser.target();
    }

    static Place place(Token token) {
        return new Place(token.getLine(), token.getCharPositionInLine(), word(token));
    }

    private static String word(Token token) {
        if (token.getType() == Token.EOF) {
            return "";
        }
        String text = token.getText();
        return text.codePointCount(0, text.length()) <= MAX_WORD
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_WORD)) + "…";
    }

    private static void checkDepth(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            if (token.getType() == EqlLexer.LPAREN) {
                depth++;
            } else if (token.getType() == EqlLexer.RPAREN) {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                throw tooDeep(place(token));
            }
        }
    }

    static EqlError tooDeep(Place place) {
        return new EqlError(
                new EqlProblem(EqlProblem.TOO_DEEP, place, List.of(MAX_DEPTH), Optional.empty()));
    }

    /** Turns the first complaint of the parser into an error. */
    private static final class FirstError extends BaseErrorListener {
        private final CommonTokenStream tokens;
        private final SyntaxHints hints;

        FirstError(CommonTokenStream tokens, SyntaxHints hints) {
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
                    new EqlProblem(EqlProblem.SYNTAX, place(token))
                            .with(hints.find(token, tokens.getTokens())));
        }

        /** The closing character is missing where the line ends; the advice names the opening. */
        private static EqlProblem unclosed(Token token) {
            String text = token.getText();
            int end = token.getCharPositionInLine() + Math.toIntExact(text.codePoints().count());
            String quote = text.substring(0, 1);
            return new EqlProblem(
                            EqlProblem.MISSING_CHARACTER,
                            new Place(token.getLine(), end, place(token).word()),
                            List.of(quote),
                            Optional.empty())
                    .with(new Hint("target.hint.unclosed", quote, token.getCharPositionInLine()));
        }
    }
}
