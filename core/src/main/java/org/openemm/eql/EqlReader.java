package org.openemm.eql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlBaseVisitor;
import org.openemm.eql.grammar.EqlParser;

/** From the parse tree to the conditions it means: resolves names, checks types and references. */
final class EqlReader {
    private final RuleText text;
    private final EqlContext context;
    private final ValueReader values;
    private final References references;

    EqlReader(RuleText text, EqlContext context, References references) {
        this.text = text;
        this.context = context;
        this.references = references;
        values = new ValueReader(text, context, references);
    }

    Condition read(EqlParser.TargetContext tree) {
        return tree.condition() == null
                ? new Condition.Everybody(text.all())
                : condition(tree.condition());
    }

    private Condition condition(EqlParser.ConditionContext tree) {
        List<Condition> parts = tree.conjunction().stream().map(this::conjunction).toList();
        return parts.size() == 1 ? parts.get(0) : new Condition.Or(parts, range(tree));
    }

    private Condition conjunction(EqlParser.ConjunctionContext tree) {
        List<Condition> parts = tree.negation().stream().map(this::negation).toList();
        return parts.size() == 1 ? parts.get(0) : new Condition.And(parts, range(tree));
    }

    private Condition negation(EqlParser.NegationContext tree) {
        Condition part =
                tree.primary() instanceof EqlParser.NestedConditionContext nested
                        ? new Condition.Grouped(condition(nested.condition()), range(nested))
                        : new Relations()
                                .visit(
                                        ((EqlParser.RelationPrimaryContext) tree.primary())
                                                .relation());
        return tree.NOT() == null ? part : new Condition.Not(part, range(tree));
    }

    private final class Relations extends EqlBaseVisitor<Condition> {
        @Override
        public Condition visitComparison(EqlParser.ComparisonContext tree) {
            Value left = values.read(tree.left);
            Value right = values.read(tree.right);
            Condition.Operator operator = Condition.Operator.of(tree.operator.getText());
            if (left.type() == ValueType.DATE) {
                return dates(left, operator, right, tree.format, tree);
            }
            if (right.type() != left.type()) {
                throw values.needs(left.type(), right.range());
            }
            if (tree.format != null) {
                references.warn("target.warning.dateformatIgnored", text.place(tree.format));
            }
            return new Condition.Comparison(left, operator, right, range(tree));
        }

        @Override
        public Condition visitMembership(EqlParser.MembershipContext tree) {
            Value value = values.read(tree.value);
            if (value.type() == ValueType.DATE) {
                throw new EqlError(
                        new EqlProblem(EqlProblem.OPERATION, text.place(tree.IN().getSymbol()))
                                .with(new Hint("target.hint.dateInList")));
            }
            List<Value> members = new ArrayList<>();
            for (EqlParser.ConstantContext constant : tree.constant()) {
                Value member = values.constant(constant);
                if (member.type() != value.type()) {
                    throw values.needs(value.type(), member.range());
                }
                members.add(member);
            }
            return new Condition.Membership(value, tree.NOT() != null, members, range(tree));
        }

        @Override
        public Condition visitEmptiness(EqlParser.EmptinessContext tree) {
            return new Condition.Emptiness(
                    values.read(tree.value), tree.NOT() != null, range(tree));
        }

        @Override
        public Condition visitMatch(EqlParser.MatchContext tree) {
            Condition.Match.Kind kind =
                    switch (tree.kind.getType()) {
                        case EqlParser.LIKE -> Condition.Match.Kind.LIKE;
                        case EqlParser.CONTAINS -> Condition.Match.Kind.CONTAINS;
                        default -> Condition.Match.Kind.STARTS_WITH;
                    };
            return new Condition.Match(
                    values.read(tree.value),
                    tree.NOT() != null,
                    kind,
                    ValueReader.unquoted(tree.pattern),
                    range(tree));
        }

        @Override
        public Condition visitOpened(EqlParser.OpenedContext tree) {
            Mailing mailing = mailing(tree.mailing);
            return new Condition.Opened(mailing.id, mailing.interval, range(tree));
        }

        @Override
        public Condition visitReceived(EqlParser.ReceivedContext tree) {
            Mailing mailing = mailing(tree.mailing);
            return new Condition.Received(mailing.id, mailing.interval, range(tree));
        }

        @Override
        public Condition visitClicked(EqlParser.ClickedContext tree) {
            Mailing mailing = mailing(tree.mailing);
            OptionalInt link =
                    tree.link == null
                            ? OptionalInt.empty()
                            : OptionalInt.of(link(mailing.id, tree.link));
            return new Condition.Clicked(mailing.id, mailing.interval, link, range(tree));
        }
    }

    private Range range(ParserRuleContext tree) {
        return text.range(tree.getStart(), tree.getStop());
    }

    private record Mailing(int id, boolean interval) {}

    private Condition dates(
            Value left,
            Condition.Operator operator,
            Value right,
            Token formatToken,
            ParserRuleContext tree) {
        if (right.type() == ValueType.NUMERIC) {
            throw values.needs(ValueType.DATE, right.range());
        }
        if (formatToken == null) {
            throw new EqlError(
                    new EqlProblem(EqlProblem.DATE_FORMAT, text.place(tree.getStop()))
                            .with(new Hint("target.hint.dateformatMissing")));
        }
        DateFormat format =
                DateFormat.parse(ValueReader.unquoted(formatToken))
                        .orElseThrow(
                                () ->
                                        new EqlError(
                                                new EqlProblem(
                                                                EqlProblem.DATE_FORMAT,
                                                                text.place(formatToken))
                                                        .with(new Hint("target.hint.dateformat"))));
        if (!format.isSortable()
                && operator != Condition.Operator.EQUAL
                && operator != Condition.Operator.NOT_EQUAL) {
            references.warn("target.warning.dateOrder", text.place(formatToken));
        }
        return new Condition.DateComparison(
                left, operator, operand(right, format), format, range(tree));
    }

    private Condition.DateOperand operand(Value right, DateFormat format) {
        if (right.type() == ValueType.DATE) {
            return new Condition.DateOperand.Moment(right);
        }
        String written = right instanceof Value.Text constant ? constant.text() : "";
        Optional<DateFormat.Normalized> date =
                right instanceof Value.Text ? format.normalize(written) : Optional.empty();
        return new Condition.DateOperand.Constant(
                written,
                date.orElseThrow(
                        () ->
                                new EqlError(
                                        new EqlProblem(
                                                EqlProblem.DATE_VALUE,
                                                text.place(right.range()),
                                                List.of(format.pattern()),
                                                Optional.empty()))),
                right.range());
    }

    private Mailing mailing(Token token) {
        Optional<Integer> id = id(token);
        Optional<Integer> type = id.flatMap(context::mailingType);
        if (type.isEmpty()) {
            throw new EqlError(new EqlProblem(EqlProblem.UNKNOWN_MAILING, text.place(token)));
        }
        references.addMailing(id.get());
        return new Mailing(id.get(), type.get() == EqlContext.INTERVAL_MAILING);
    }

    private int link(int mailingId, Token token) {
        Optional<Integer> id = id(token).filter(link -> context.hasLink(mailingId, link));
        if (id.isEmpty()) {
            throw new EqlError(
                    new EqlProblem(
                            EqlProblem.UNKNOWN_LINK,
                            text.place(token),
                            List.of(mailingId),
                            Optional.empty()));
        }
        references.addLink(id.get());
        return id.get();
    }

    private static Optional<Integer> id(Token token) {
        try {
            return Optional.of(Integer.valueOf(token.getText()));
        } catch (NumberFormatException e) {
            // More digits than any id has: there is no such thing.
            return Optional.empty();
        }
    }
}
