package org.openemm.eql.rules;

import java.util.Locale;
import java.util.Optional;
import org.openemm.eql.Condition;
import org.openemm.eql.Value;
import org.openemm.eql.ValueType;

/** Single conditions as the builder has them; whatever it has no form for is named. */
final class Claims {
    private Claims() {}

    /**
     * @param condition a single one
     * @throws HasNoForm when the builder cannot show it
     */
    static Claim of(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            return comparison(comparison);
        }
        if (condition instanceof Condition.DateComparison comparison) {
            return date(comparison);
        }
        if (condition instanceof Condition.Emptiness emptiness) {
            return new Claim.Empty(field(emptiness.value()), emptiness.negated());
        }
        if (condition instanceof Condition.Match match) {
            if (match.value().type() != ValueType.TEXT) {
                throw new HasNoForm(match.range(), "rules.notShown.textOperator");
            }
            return new Claim.Matches(
                    field(match.value()), match.kind(), match.negated(), match.pattern());
        }
        if (condition instanceof Condition.Received received) {
            return new Claim.Received(received.mailingId(), received.how());
        }
        if (condition instanceof Condition.Opened opened) {
            return new Claim.Opened(opened.mailingId(), opened.how());
        }
        if (condition instanceof Condition.Clicked clicked) {
            return new Claim.Clicked(clicked.mailingId(), clicked.linkId(), clicked.how());
        }
        if (condition instanceof Condition.Binding binding) {
            return new Claim.Bound(
                    binding.mailinglistId(), binding.status(), binding.medium(), binding.type());
        }
        if (condition instanceof Condition.InGroup in) {
            return new Claim.InGroup(in.group().id());
        }
        if (condition instanceof Condition.Between between) {
            return between(between);
        }
        if (condition instanceof Condition.DateBetween between) {
            return new Claim.DateBetween(
                    field(between.value()),
                    between.negated(),
                    day(between.low()),
                    day(between.high()),
                    between.format().pattern());
        }
        throw new HasNoForm(
                condition.range(),
                condition instanceof Condition.Membership
                        ? "rules.notShown.list"
                        : "rules.notShown.condition");
    }

    private static Claim between(Condition.Between between) {
        String field = field(between.value());
        if (hasField(between.low()) || hasField(between.high())) {
            throw new HasNoForm(between.range(), "rules.notShown.twoFields");
        }
        return between.value().type() == ValueType.TEXT
                ? new Claim.TextBetween(
                        field, between.negated(), text(between.low()), text(between.high()))
                : new Claim.NumberBetween(
                        field, between.negated(), number(between.low()), number(between.high()));
    }

    private static Claim comparison(Condition.Comparison comparison) {
        boolean turned = !hasField(comparison.left());
        Value subject = turned ? comparison.right() : comparison.left();
        Value other = turned ? comparison.left() : comparison.right();
        if (!hasField(subject)) {
            throw new HasNoForm(comparison.range(), "rules.notShown.noField");
        }
        if (hasField(other)) {
            throw new HasNoForm(comparison.range(), "rules.notShown.twoFields");
        }
        Operator operator = Operator.of(comparison.operator());
        if (turned) {
            operator = operator.mirrored();
        }
        if (subject.type() == ValueType.TEXT) {
            return new Claim.TextIs(field(subject), operator, text(other));
        }
        String number = number(other);
        if (subject instanceof Value.Revenue revenue) {
            return new Claim.Revenue(revenue.mailingId(), operator, number);
        }
        if (subject instanceof Value.Calculation calculation
                && calculation.left() instanceof Value.Field field
                && digits(calculation.right()).isPresent()) {
            return new Claim.Calculated(
                    field(field),
                    Arithmetic.of(calculation.operator()),
                    number(calculation.right()),
                    operator,
                    number);
        }
        return new Claim.NumberIs(field(subject), operator, number);
    }

    private static Claim date(Condition.DateComparison comparison) {
        Operator operator = Operator.of(comparison.operator());
        Value subject = comparison.left();
        Condition.DateOperand operand = comparison.right();
        if (!hasField(subject)
                && operand instanceof Condition.DateOperand.Moment moment
                && hasField(moment.value())) {
            operand = new Condition.DateOperand.Moment(subject);
            subject = moment.value();
            operator = operator.mirrored();
        }
        if (!hasField(subject)) {
            throw new HasNoForm(comparison.range(), "rules.notShown.noField");
        }
        String format = comparison.format().pattern();
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        if (!equality && !comparison.format().isSortable()) {
            throw new HasNoForm(comparison.range(), "rules.notShown.dateFormat");
        }
        return new Claim.DateIs(field(subject), operator, day(operand), format);
    }

    private static Claim.Day day(Condition.DateOperand operand) {
        if (operand instanceof Condition.DateOperand.Constant constant) {
            return new Claim.Day.Constant(constant.written());
        }
        Value value = ((Condition.DateOperand.Moment) operand).value();
        if (hasField(value)) {
            throw new HasNoForm(value.range(), "rules.notShown.twoFields");
        }
        if (value instanceof Value.Today) {
            return new Claim.Day.Today(Optional.empty());
        }
        if (value instanceof Value.Calculation calculation
                && calculation.left() instanceof Value.Today
                && calculation.right() instanceof Value.Number days
                && days.digits().matches("\\d{1,9}")) {
            boolean later = calculation.operator() == Value.Operator.PLUS;
            return new Claim.Day.Today(
                    Optional.of(new Claim.Day.Shift(Integer.parseInt(days.digits()), later)));
        }
        throw new HasNoForm(value.range(), "rules.notShown.days");
    }

    private static String field(Value value) {
        if (value instanceof Value.Field field) {
            String name = field.field().name().toLowerCase(Locale.ROOT);
            if (RuleIds.isBehaviour(name)) {
                throw new HasNoForm(value.range(), "rules.notShown.name");
            }
            return name;
        }
        if (value instanceof Value.Revenue) {
            throw new HasNoForm(value.range(), "rules.notShown.condition");
        }
        throw new HasNoForm(
                value.range(),
                !hasField(value)
                        ? "rules.notShown.noField"
                        : value.type() == ValueType.TEXT
                                ? "rules.notShown.joinedText"
                                : "rules.notShown.calculation");
    }

    private static String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        throw new HasNoForm(value.range(), "rules.notShown.joinedText");
    }

    private static String number(Value value) {
        return digits(value)
                .orElseThrow(() -> new HasNoForm(value.range(), "rules.notShown.calculation"));
    }

    /** A number, perhaps a negative one. */
    private static Optional<String> digits(Value value) {
        if (value instanceof Value.Number number) {
            return Optional.of(number.digits());
        }
        if (value instanceof Value.Negative negative
                && negative.operand() instanceof Value.Number number) {
            return Optional.of("-" + number.digits());
        }
        return Optional.empty();
    }

    private static boolean hasField(Value value) {
        return !value.isSameForAll();
    }
}
