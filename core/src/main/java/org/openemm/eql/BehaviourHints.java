package org.openemm.eql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlLexer;

/** Advice for syntax errors around OPENED, RECEIVED and CLICKED. */
final class BehaviourHints {
    private static final List<String> BEHAVIOUR = List.of("OPENED", "RECEIVED", "CLICKED");

    private BehaviourHints() {}

    static Optional<Hint> find(Token token, List<Token> tokens) {
        int at = token.getTokenIndex();
        for (int i = at - 1; i >= 0 && i >= at - 5; i--) {
            Token verb = tokens.get(i);
            if (verb.getType() == EqlLexer.AND || verb.getType() == EqlLexer.OR) {
                return Optional.empty();
            }
            if (isBehaviour(verb.getType())) {
                return Optional.of(afterMailing(tokens.subList(i, at), token, verb));
            }
        }
        boolean follows =
                token.getType() == EqlLexer.MAILING
                        || token.getType() == EqlLexer.LINK
                        || token.getType() == EqlLexer.ANY;
        return !follows
                ? Optional.empty()
                : tokens.subList(Math.max(0, at - 2), at).stream()
                        .filter(word -> word.getType() == EqlLexer.IDENTIFIER)
                        .findFirst()
                        .flatMap(BehaviourHints::misspelt);
    }

    private static Optional<Hint> misspelt(Token word) {
        return ForeignWords.hint(word.getText())
                .or(
                        () ->
                                Similar.to(word.getText(), BEHAVIOUR)
                                        .map(verb -> new Hint("target.hint.didYouMean", verb)));
    }

    /**
     * @param words from the verb to the place of the error
     */
    private static Hint afterMailing(List<Token> words, Token token, Token verb) {
        if (token.getType() == EqlLexer.ON) {
            return new Hint("target.hint.device");
        }
        int last = words.get(words.size() - 1).getType();
        boolean any =
                last == EqlLexer.MAILING
                        && words.stream().anyMatch(word -> word.getType() == EqlLexer.ANY);
        return last == EqlLexer.INTEGER || any
                ? new Hint("target.hint.span")
                : behaviourHint(verb, words.size() > 1 ? words.get(1) : token);
    }

    private static Hint behaviourHint(Token verb, Token next) {
        if (verb.getType() == EqlLexer.CLICKED) {
            return new Hint(
                    next.getType() == EqlLexer.LINK
                            ? "target.hint.clickedLink"
                            : "target.hint.clickedIn");
        }
        return new Hint("target.hint.mailing", verb.getText().toUpperCase(Locale.ROOT));
    }

    private static boolean isBehaviour(int type) {
        return type == EqlLexer.OPENED || type == EqlLexer.RECEIVED || type == EqlLexer.CLICKED;
    }
}
