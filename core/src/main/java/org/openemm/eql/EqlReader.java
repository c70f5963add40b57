package org.openemm.eql;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlBaseVisitor;
import org.openemm.eql.grammar.EqlParser;

/** From the parse tree to the conditions it means: resolves names, checks types and references. */
final class EqlReader {
    private final RuleText text;
    private final References references;
    private final ValueReader values;
    private final DateReader dates;
    private final BehaviourReader behaviour;

    EqlReader(RuleText text, EqlContext context, References references) {
        this.text = text;
        this.references = references;
        behaviour = new BehaviourReader(text, context, references);
        values = new ValueReader(text, context, references, behaviour);
        dates = new DateReader(text, values, references);
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
        public Condition visitValueTest(EqlParser.ValueTestContext tree) {
            return visit(tree.test());
        }

        @Override
        public Condition visitComparison(EqlParser.ComparisonContext tree) {
            Value left = tested(tree);
            Value right = values.read(tree.right);
            Condition.Operator operator = Condition.Operator.of(tree.operator.getText());
            if (left.type() == ValueType.DATE) {
                return dates(left, operator, right, tree);
            }
            ofType(left.type(), right);
            warnOfIdleFormat(tree.format);
            return new Condition.Comparison(left, operator, right, range(tree.getParent()));
        }

        @Override
        public Condition visitBetween(EqlParser.BetweenContext tree) {
            Value value = tested(tree);
            if (value.type() == ValueType.DATE) {
                return datesBetween(value, tree);
            }
            Value low = ofType(value.type(), values.read(tree.low));
            Value high = ofType(value.type(), values.read(tree.high));
            warnOfIdleFormat(tree.format);
            return new Condition.Between(
                    value, tree.NOT() != null, low, high, range(tree.getParent()));
        }

        @Override
        public Condition visitMembership(EqlParser.MembershipContext tree) {
            Value value = tested(tree);
            if (value.type() == ValueType.DATE) {
                throw new EqlError(
                        new EqlProblem(EqlProblem.OPERATION, text.place(tree.IN().getSymbol()))
                                .with(new Hint("target.hint.dateInList")));
            }
            List<Value> members = new ArrayList<>();
            for (EqlParser.ConstantContext constant : tree.constant()) {
                members.add(ofType(value.type(), values.constant(constant)));
            }
            return new Condition.Membership(
                    value, tree.NOT() != null, members, range(tree.getParent()));
        }

        @Override
        public Condition visitEmptiness(EqlParser.EmptinessContext tree) {
            return new Condition.Emptiness(
                    tested(tree), tree.NOT() != null, range(tree.getParent()));
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
                    tested(tree),
                    tree.NOT() != null,
                    kind,
                    ValueReader.unquoted(tree.pattern),
                    range(tree.getParent()));
        }

        @Override
        public Condition visitOpened(EqlParser.OpenedContext tree) {
            return behaviour.opened(tree);
        }

        @Override
        public Condition visitReceived(EqlParser.ReceivedContext tree) {
            return behaviour.received(tree);
        }

        @Override
        public Condition visitClicked(EqlParser.ClickedContext tree) {
            return behaviour.clicked(tree);
        }

        @Override
        public Condition visitClickedLink(EqlParser.ClickedLinkContext tree) {
            return behaviour.clicked(tree);
        }

        @Override
        public Condition visitInGroup(EqlParser.InGroupContext tree) {
            return behaviour.inGroup(tree);
        }

        @Override
        public Condition visitBinding(EqlParser.BindingContext tree) {
            return behaviour.bound(tree);
        }
    }

    private Condition dates(
            Value left,
            Condition.Operator operator,
            Value right,
            EqlParser.ComparisonContext tree) {
        dates.check(right);
        boolean ordered =
                operator != Condition.Operator.EQUAL && operator != Condition.Operator.NOT_EQUAL;
        DateFormat format = dates.format(tree.format, tree.getStop(), ordered);
        return new Condition.DateComparison(
                left, operator, dates.operand(right, format), format, range(tree.getParent()));
    }

    private Condition datesBetween(Value value, EqlParser.BetweenContext tree) {
        Value low = values.read(tree.low);
        Value high = values.read(tree.high);
        dates.check(low);
        dates.check(high);
        DateFormat format = dates.format(tree.format, tree.getStop(), true);
        return new Condition.DateBetween(
                value,
                tree.NOT() != null,
                dates.operand(low, format),
                dates.operand(high, format),
                format,
                range(tree.getParent()));
    }

    /** The value in front of what is asked of it. */
    private Value tested(EqlParser.TestContext tree) {
        return values.read(((EqlParser.ValueTestContext) tree.getParent()).expression());
    }

    private Value ofType(ValueType type, Value value) {
        if (value.type() != type) {
            throw values.needs(type, value.range());
        }
        return value;
    }

    private void warnOfIdleFormat(Token format) {
        if (format != null) {
            references.warn("target.warning.dateformatIgnored", text.place(format));
        }
    }

    private Range range(ParserRuleContext tree) {
        return text.range(tree.getStart(), tree.getStop());
    }
}
