package org.openemm.eql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlLexer;

/**
 * The numbers in a rule that name mailings, links, mailing lists and target groups: found and
 * replaced in the text itself, so that everything else stays as a person wrote it. Works for rules
 * of other tenants, too, whose numbers mean nothing here.
 */
public final class EqlIds {
    private static final int MOST_DIGITS = 9;

    private EqlIds() {}

    /** What a number names. */
    public enum Kind {
        MAILING,
        LINK,
        MAILINGLIST,
        TARGET
    }

    /**
     * @param mailing of a link; 0 for all others
     */
    public record Id(Kind kind, int id, int mailing) {}

    private record Found(Id id, int from, int to) {}

    /** All of them, each once, in the order of the text. */
    public static List<Id> of(String text) {
        return found(text).stream().map(Found::id).distinct().toList();
    }

    /**
     * The rule with other numbers.
     *
     * @param other gives the number for each; the mailing of a link is asked for by itself
     */
    public static String replaced(String text, UnaryOperator<Id> other) {
        StringBuilder changed = new StringBuilder();
        int[] points = text.codePoints().toArray();
        int at = 0;
        for (Found one : found(text)) {
            changed.append(new String(points, at, one.from() - at))
                    .append(other.apply(one.id()).id());
            at = one.to();
        }
        return changed.append(new String(points, at, points.length - at)).toString();
    }

    private static List<Found> found(String text) {
        EqlLexer lexer = new EqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<? extends Token> tokens =
                lexer.getAllTokens().stream()
                        .filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL)
                        .collect(Collectors.toList());
        List<Found> found = new ArrayList<>();
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.getType() != EqlLexer.INTEGER || token.getText().length() > MOST_DIGITS) {
                continue;
            }
            Kind kind = kind(word(tokens, i - 1), word(tokens, i - 2));
            if (kind != null) {
                int mailing = kind == Kind.LINK ? mailingAfter(tokens, i) : 0;
                Id id = new Id(kind, Integer.parseInt(token.getText()), mailing);
                found.add(new Found(id, token.getStartIndex(), token.getStopIndex() + 1));
            }
        }
        return found;
    }

    private static Kind kind(String before, String earlier) {
        return switch (before) {
            case "mailing" -> Kind.MAILING;
            case "link" -> Kind.LINK;
            case "mailinglist" -> Kind.MAILINGLIST;
            case "group" -> earlier.equals("target") ? Kind.TARGET : null;
            default -> null;
        };
    }

    /** The mailing in {@code LINK 3 IN MAILING 17}. */
    private static int mailingAfter(List<? extends Token> tokens, int link) {
        String number = word(tokens, link + 3);
        boolean said = word(tokens, link + 2).equals("mailing") && number.matches("[0-9]{1,9}");
        return said ? Integer.parseInt(number) : 0;
    }

    private static String word(List<? extends Token> tokens, int place) {
        return place < 0 || place >= tokens.size()
                ? ""
                : tokens.get(place).getText().toLowerCase(Locale.ROOT);
    }
}
