package org.openemm.eql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlLexer;

/** Advice for syntax errors, from what people bring along from SQL and from slips of the finger. */
final class SyntaxHints {
    private static final List<String> KEYWORDS =
            List.of(
                    "AND",
                    "OR",
                    "NOT",
                    "IN",
                    "IS",
                    "EMPTY",
                    "LIKE",
                    "CONTAINS",
                    "STARTS",
                    "WITH",
                    "OPENED",
                    "RECEIVED",
                    "CLICKED",
                    "LINK",
                    "MAILING",
                    "TODAY",
                    "DATEFORMAT",
                    "BETWEEN",
                    "HAS",
                    "STATUS",
                    "BINDING",
                    "MEDIATYPE",
                    "TYPE",
                    "MAILINGLIST",
                    "REVENUE",
                    "CLASS",
                    "LEAST",
                    "TIMES",
                    "WITHIN",
                    "DAYS",
                    "ANY",
                    "TARGET",
                    "GROUP");

    /** Words that cannot be names of fields without backticks, though people try. */
    private static final Set<Integer> RESERVED =
            Set.of(
                    EqlLexer.RESERVED,
                    EqlLexer.HAS,
                    EqlLexer.BINDING,
                    EqlLexer.MAILINGLIST,
                    EqlLexer.OF,
                    EqlLexer.TYPE,
                    EqlLexer.STATUS,
                    EqlLexer.BY,
                    EqlLexer.LINK,
                    EqlLexer.REVENUE,
                    EqlLexer.ON,
                    EqlLexer.CLASS,
                    EqlLexer.DEVICE,
                    EqlLexer.OS,
                    EqlLexer.CLIENT,
                    EqlLexer.ACTIVE,
                    EqlLexer.OPTOUT,
                    EqlLexer.BLACKLISTED,
                    EqlLexer.WAIT_FOR_DOI_CONFIRM,
                    EqlLexer.BOUNCED,
                    EqlLexer.ADMIN,
                    EqlLexer.TEST,
                    EqlLexer.REGULAR,
                    EqlLexer.FOR,
                    EqlLexer.MEDIATYPE,
                    EqlLexer.SMS,
                    EqlLexer.POST);

    private final RuleText rule;
    private final EqlContext context;

    SyntaxHints(RuleText rule, EqlContext context) {
        this.rule = rule;
        this.context = context;
    }

    Optional<Hint> find(Token token, List<Token> tokens) {
        Token before = before(token, tokens);
        int previous = before == null ? Token.INVALID_TYPE : before.getType();
        String word = token.getText();
        Optional<Hint> expected = expected(previous, token, tokens);
        if (expected.isPresent()) {
            return expected;
        }
        if (token.getType() == Token.EOF) {
            return Optional.of(
                    new Hint(
                            openParentheses(tokens) > 0
                                    ? "target.hint.openParenthesis"
                                    : "target.hint.unfinished"));
        }
        if (tokens.get(0).getText().equalsIgnoreCase("select")) {
            return Optional.of(new Hint("target.hint.notSql"));
        }
        SlipHints slips = new SlipHints(rule, tokens, token);
        Optional<Hint> foreign =
                ForeignWords.hint(slips.word())
                        .or(() -> ForeignWords.hint(word))
                        .or(() -> foreignBefore(before));
        if (foreign.isPresent()) {
            return foreign;
        }
        if (isComparison(token) && before != null && isComparison(before)) {
            return comparisonPair(before.getText() + word);
        }
        if (isAfterBetween(token, tokens)) {
            return Optional.of(new Hint("target.hint.between"));
        }
        Optional<Hint> near = slips.near();
        if (near.isPresent()) {
            return near;
        }
        if (token.getType() == EqlLexer.UNKNOWN) {
            return Optional.of(strange(word, slips.word()));
        }
        if (previous == EqlLexer.STRING && token.getType() == EqlLexer.STRING) {
            return Optional.of(new Hint("target.hint.quoteInText"));
        }
        Optional<Hint> behaviour = BehaviourHints.find(token, tokens);
        if (behaviour.isPresent()) {
            return behaviour;
        }
        if (previous == EqlLexer.NOT && token.getType() == EqlLexer.NOT) {
            return Optional.of(new Hint("target.hint.doubleNot"));
        }
        if (previous == EqlLexer.STARTS) {
            return Optional.of(new Hint("target.hint.startsWith"));
        }
        if (isTextOperator(previous)) {
            return Optional.of(
                    previous == EqlLexer.DATEFORMAT
                            ? new Hint("target.hint.dateformatMissing")
                            : new Hint("target.hint.textNeeded", before.getText()));
        }
        if (previous == EqlLexer.IN && !Parentheses.isOpening(token)) {
            return Optional.of(new Hint("target.hint.list"));
        }
        return wordHint(token, tokens, before).or(slips::missing);
    }

    /** A word that is no field is the real mistake, though the next one cannot stand there. */
    private Optional<Hint> foreignBefore(Token before) {
        if (before == null
                || before.getType() != EqlLexer.IDENTIFIER
                || context.field(before.getText()).isPresent()) {
            return Optional.empty();
        }
        return ForeignWords.hint(before.getText());
    }

    /** What has to follow, where the word before leaves no doubt. */
    private static Optional<Hint> expected(int previous, Token token, List<Token> tokens) {
        Hint hint =
                switch (previous) {
                    case EqlLexer.HAS,
                            EqlLexer.STATUS,
                            EqlLexer.BINDING,
                            EqlLexer.FOR,
                            EqlLexer.MEDIATYPE,
                            EqlLexer.OF,
                            EqlLexer.TYPE,
                            EqlLexer.MAILINGLIST ->
                            new Hint("target.hint.binding");
                    case EqlLexer.REVENUE, EqlLexer.BY -> new Hint("target.hint.revenue");
                    case EqlLexer.ON ->
                            new Hint(
                                    contains(tokens, EqlLexer.HAS)
                                            ? "target.hint.binding"
                                            : "target.hint.device");
                    case EqlLexer.CLASS, EqlLexer.DEVICE, EqlLexer.OS, EqlLexer.CLIENT ->
                            new Hint("target.hint.device");
                    case EqlLexer.INTEGER, EqlLexer.AT, EqlLexer.LEAST, EqlLexer.WITHIN ->
                            isUnfinishedSpan(token, tokens) ? new Hint("target.hint.span") : null;
                    case EqlLexer.TARGET, EqlLexer.GROUP ->
                            contains(tokens, EqlLexer.IN) || token.getType() == EqlLexer.GROUP
                                    ? new Hint("target.hint.group")
                                    : null;
                    case EqlLexer.IN ->
                            token.getType() == EqlLexer.GROUP
                                    ? new Hint("target.hint.group")
                                    : null;
                    case EqlLexer.ANY -> new Hint("target.hint.any");
                    case EqlLexer.CLICKED ->
                            token.getType() == EqlLexer.MAILING || token.getType() == EqlLexer.ANY
                                    ? new Hint("target.hint.clickedIn")
                                    : null;
                    default -> null;
                };
        return Optional.ofNullable(hint);
    }

    /** Behind {@code AT LEAST} or {@code WITHIN}, with or without their number. */
    private static boolean isUnfinishedSpan(Token token, List<Token> tokens) {
        int end = tokens.indexOf(token);
        return tokens.subList(Math.max(0, end - 2), end).stream()
                .anyMatch(
                        word ->
                                word.getType() == EqlLexer.AT
                                        || word.getType() == EqlLexer.LEAST
                                        || word.getType() == EqlLexer.WITHIN);
    }

    /** Between BETWEEN and the AND that belongs to it. */
    private static boolean isAfterBetween(Token token, List<Token> tokens) {
        for (int i = tokens.indexOf(token) - 1; i >= 0; i--) {
            int type = tokens.get(i).getType();
            if (type == EqlLexer.BETWEEN) {
                return true;
            }
            if (type == EqlLexer.AND || type == EqlLexer.OR) {
                return false;
            }
        }
        return false;
    }

    private static boolean contains(List<Token> tokens, int type) {
        return tokens.stream().anyMatch(token -> token.getType() == type);
    }

    private Optional<Hint> wordHint(Token token, List<Token> tokens, Token before) {
        String word = token.getText();
        if (token.getType() == EqlLexer.ON) {
            return Optional.of(new Hint("target.hint.device"));
        }
        if (RESERVED.contains(token.getType()) && contains(tokens, EqlLexer.HAS)) {
            return Optional.of(new Hint("target.hint.binding"));
        }
        if (RESERVED.contains(token.getType()) || isFieldNamedLike(word)) {
            return Optional.of(new Hint("target.hint.reserved", word));
        }
        if (before != null) {
            Optional<String> spaced = fieldWithBlank(token, tokens);
            if (spaced.isPresent()) {
                return Optional.of(new Hint("target.hint.backticks", spaced.get()));
            }
        }
        if (token.getType() == EqlLexer.IDENTIFIER) {
            return Similar.to(word, KEYWORDS)
                    .map(keyword -> new Hint("target.hint.didYouMean", keyword));
        }
        return Optional.empty();
    }

    private boolean isFieldNamedLike(String word) {
        return context.field(word).isPresent() && KEYWORDS.contains(word.toUpperCase(Locale.ROOT));
    }

    /** Two or three bare words in a row may be the name of one field. */
    private Optional<String> fieldWithBlank(Token token, List<Token> tokens) {
        int end = tokens.indexOf(token);
        for (int start = Math.max(0, end - 2); start < end; start++) {
            List<String> words = new ArrayList<>();
            tokens.subList(start, end + 1).forEach(part -> words.add(part.getText()));
            Optional<EqlField> field = context.field(String.join(" ", words));
            if (field.isPresent()) {
                return Optional.of(field.get().name());
            }
        }
        return Optional.empty();
    }

    private Hint strange(String character, String word) {
        if (context.field(word).isPresent()) {
            return new Hint("target.hint.backticks", word);
        }
        int code = character.codePointAt(0);
        boolean visible =
                Character.isDefined(code)
                        && !Character.isWhitespace(code)
                        && !Character.isSpaceChar(code)
                        && !Character.isISOControl(code)
                        && Character.getType(code) != Character.FORMAT;
        return visible
                ? new Hint("target.hint.strange", character)
                : new Hint("target.hint.invisible", "U+%04X".formatted(code));
    }

    private static Optional<Hint> comparisonPair(String pair) {
        return switch (pair) {
            case "==" -> Optional.of(new Hint("target.hint.instead", "="));
            case "=<" -> Optional.of(new Hint("target.hint.instead", "<="));
            case "=>" -> Optional.of(new Hint("target.hint.instead", ">="));
            case "><" -> Optional.of(new Hint("target.hint.instead", "<>"));
            case "!==", "!=<" -> Optional.of(new Hint("target.hint.instead", "<>"));
            default -> Optional.of(new Hint("target.hint.oneOperator", pair));
        };
    }

    private static Token before(Token token, List<Token> tokens) {
        int index = tokens.indexOf(token);
        return index > 0 ? tokens.get(index - 1) : null;
    }

    private static long openParentheses(List<Token> tokens) {
        return tokens.stream().filter(Parentheses::isOpening).count()
                - tokens.stream().filter(token -> token.getType() == EqlLexer.RPAREN).count();
    }

    private static boolean isComparison(Token token) {
        int type = token.getType();
        return type == EqlLexer.EQ
                || type == EqlLexer.NE
                || type == EqlLexer.LT
                || type == EqlLexer.LE
                || type == EqlLexer.GT
                || type == EqlLexer.GE;
    }

    private static boolean isTextOperator(int type) {
        return type == EqlLexer.LIKE
                || type == EqlLexer.CONTAINS
                || type == EqlLexer.WITH
                || type == EqlLexer.DATEFORMAT;
    }
}
