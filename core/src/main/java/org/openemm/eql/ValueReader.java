package org.openemm.eql;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlParser;

/** Reads expressions: names become fields, types are checked on the way up. */
final class ValueReader {
    /** MariaDB calculates with 65 digits; more than this in one constant is a slip. */
    private static final int MAX_DIGITS = 40;

    private final RuleText text;
    private final EqlContext context;
    private final References references;
    private final BehaviourReader behaviour;

    ValueReader(
            RuleText text, EqlContext context, References references, BehaviourReader behaviour) {
        this.behaviour = behaviour;
        this.text = text;
        this.context = context;
        this.references = references;
    }

    Value read(EqlParser.ExpressionContext tree) {
        if (tree.term().size() > EqlSyntax.MAX_DEPTH) {
            throw EqlSyntax.tooDeep(text.place(tree.getStart()));
        }
        Value value = term(tree.term(0));
        for (int i = 1; i < tree.term().size(); i++) {
            Token operator = (Token) tree.getChild(2 * i - 1).getPayload();
            value =
                    calculation(
                            value,
                            operator,
                            term(tree.term(i)),
                            text.range(tree.getStart(), tree.term(i).getStop()));
        }
        return value;
    }

    private Value term(EqlParser.TermContext tree) {
        if (tree.signed().size() > EqlSyntax.MAX_DEPTH) {
            throw EqlSyntax.tooDeep(text.place(tree.getStart()));
        }
        Value value = signed(tree.signed(0));
        for (int i = 1; i < tree.signed().size(); i++) {
            Token operator = (Token) tree.getChild(2 * i - 1).getPayload();
            value =
                    calculation(
                            value,
                            operator,
                            signed(tree.signed(i)),
                            text.range(tree.getStart(), tree.signed(i).getStop()));
        }
        return value;
    }

    private Value signed(EqlParser.SignedContext tree) {
        Value value = factor(tree.factor());
        if (tree.PLUS() == null && tree.MINUS() == null) {
            return value;
        }
        if (value.type() != ValueType.NUMERIC) {
            throw new EqlError(
                    new EqlProblem(EqlProblem.OPERATION, text.place(tree.getStart()))
                            .with(needed(ValueType.NUMERIC)));
        }
        return tree.MINUS() == null
                ? value
                : new Value.Negative(value, text.range(tree.getStart(), tree.getStop()));
    }

    private Value factor(EqlParser.FactorContext tree) {
        Token token = tree.getStart();
        if (tree instanceof EqlParser.NestedExpressionContext nested) {
            return read(nested.expression());
        }
        if (tree instanceof EqlParser.NumberContext) {
            return number(token);
        }
        if (tree instanceof EqlParser.TextContext) {
            return new Value.Text(unquoted(token), text.range(token));
        }
        if (tree instanceof EqlParser.TodayContext) {
            return new Value.Today(text.range(token));
        }
        if (tree instanceof EqlParser.RevenueContext revenue) {
            return new Value.Revenue(
                    behaviour.mailing(revenue.mailing()).id(), text.range(token, tree.getStop()));
        }
        return field(token);
    }

    private Value calculation(Value left, Token token, Value right, Range range) {
        Value.Operator operator = Value.Operator.of(token.getText());
        boolean sum = operator == Value.Operator.PLUS;
        boolean possible =
                switch (left.type()) {
                    case NUMERIC -> true;
                    case TEXT -> sum;
                    case DATE -> sum || operator == Value.Operator.MINUS;
                };
        if (!possible) {
            throw new EqlError(new EqlProblem(EqlProblem.OPERATION, text.place(token)));
        }
        ValueType wanted = left.type() == ValueType.TEXT ? ValueType.TEXT : ValueType.NUMERIC;
        if (right.type() != wanted) {
            throw needs(wanted, right.range());
        }
        Value result = new Value.Calculation(left, operator, right, range);
        if (left.type() == ValueType.NUMERIC && Magnitude.isTooLarge(result)) {
            throw new EqlError(new EqlProblem(EqlProblem.TOO_LARGE, text.place(token)));
        }
        return result;
    }

    private Value field(Token token) {
        String written = token.getText();
        String name =
                token.getType() == EqlParser.QUOTED
                        ? written.substring(1, written.length() - 1)
                        : written;
        EqlField field =
                context.field(name)
                        .orElseThrow(
                                () ->
                                        new EqlError(
                                                new EqlProblem(
                                                                EqlProblem.UNKNOWN_FIELD,
                                                                text.place(token))
                                                        .with(
                                                                FieldHints.find(
                                                                        name,
                                                                        isCompared(token),
                                                                        context))));
        references.addField(field);
        return new Value.Field(field, text.range(token));
    }

    /** Whether a comparison stands in front of a bare name. */
    private boolean isCompared(Token token) {
        String before = text.toString().substring(0, text.range(token).from()).stripTrailing();
        return token.getType() == EqlParser.IDENTIFIER
                && (before.endsWith("=") || before.endsWith("<") || before.endsWith(">"));
    }

    Value constant(EqlParser.ConstantContext tree) {
        Token token = tree.getStart();
        return token.getType() == EqlParser.STRING
                ? new Value.Text(unquoted(token), text.range(token))
                : number(token);
    }

    /**
     * The text of a string without its quotes; a backslash stands before the character it means.
     */
    static String unquoted(Token token) {
        String written = token.getText();
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < written.length() - 1; i++) {
            if (written.charAt(i) == '\\') {
                i++;
            }
            text.append(written.charAt(i));
        }
        return text.toString();
    }

    EqlError needs(ValueType type, Range range) {
        return new EqlError(new EqlProblem(EqlProblem.TYPE, text.place(range)).with(needed(type)));
    }

    private static Hint needed(ValueType type) {
        return new Hint(
                switch (type) {
                    case NUMERIC -> "target.hint.needsNumber";
                    case TEXT -> "target.hint.needsText";
                    case DATE -> "target.hint.needsDate";
                });
    }

    private Value number(Token token) {
        if (token.getText().length() > MAX_DIGITS) {
            throw new EqlError(
                    new EqlProblem(
                            EqlProblem.NUMBER,
                            text.place(token),
                            List.of(MAX_DIGITS),
                            Optional.empty()));
        }
        return new Value.Number(token.getText(), text.range(token));
    }
}
