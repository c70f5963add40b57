package org.openemm.eql.sentence;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openemm.eql.Condition;
import org.openemm.eql.DateFormat;
import org.openemm.eql.Value;

/** What comparisons of dates say. The format decides what is compared. */
final class DateClauses {
    private final Voice voice;
    private final Expressions expressions;

    DateClauses(Voice voice, Expressions expressions) {
        this.voice = voice;
        this.expressions = expressions;
    }

    Meaning.Clause of(Condition.DateComparison comparison, boolean negated) {
        Condition.Operator operator = comparison.operator();
        Value subject = comparison.left();
        Condition.DateOperand operand = comparison.right();
        if (subject.isSameForAll()
                && operand instanceof Condition.DateOperand.Moment moment
                && !moment.value().isSameForAll()) {
            operand = new Condition.DateOperand.Moment(subject);
            subject = moment.value();
            operator = Operators.mirrored(operator);
        }
        return of(
                subject,
                negated ? Operators.opposite(operator) : operator,
                operand,
                comparison.format());
    }

    private Meaning.Clause of(
            Value subject,
            Condition.Operator operator,
            Condition.DateOperand operand,
            DateFormat format) {
        Phrase phrase = expressions.of(subject);
        Optional<Predicate> plain = plain(operator, operand, format);
        if (plain.isEmpty()) {
            // Any other format: said as it is, both sides are compared as texts.
            phrase = voice.say("sentence.writtenAs", phrase, Phrase.value(format.pattern()));
        }
        return Clauses.clause(
                subject.isSameForAll()
                        ? Meaning.Subject.constant(phrase)
                        : Meaning.Subject.field(phrase),
                plain.orElseGet(() -> Clauses.number(operator, written(operand))));
    }

    Meaning.Clause of(Condition.DateBetween between, boolean negated) {
        String not = between.negated() != negated ? ".not" : "";
        Phrase phrase = expressions.of(between.value());
        DateFormat format = between.format();
        boolean days = format.isDay() && format.isSortable();
        Optional<Predicate> near =
                days
                        ? shift(between.low())
                                .flatMap(
                                        low ->
                                                shift(between.high())
                                                        .flatMap(high -> span(low, high, not)))
                        : Optional.empty();
        if (!days) {
            phrase = voice.say("sentence.writtenAs", phrase, Phrase.value(format.pattern()));
        }
        Predicate predicate =
                near.orElseGet(
                        () ->
                                Predicate.Said.of(
                                        "sentence.between" + not,
                                        limit(between.low(), days),
                                        limit(between.high(), days)));
        return Clauses.clause(
                between.value().isSameForAll()
                        ? Meaning.Subject.constant(phrase)
                        : Meaning.Subject.field(phrase),
                predicate);
    }

    private Phrase limit(Condition.DateOperand operand, boolean days) {
        return days && operand instanceof Condition.DateOperand.Constant constant
                ? constant.date()
                        .day()
                        .map(day -> voice.say("sentence.limit", Phrase.value(voice.date(day))))
                        .orElseGet(() -> written(operand))
                : written(operand);
    }

    private static Optional<Integer> shift(Condition.DateOperand operand) {
        return operand instanceof Condition.DateOperand.Moment moment
                ? shift(moment.value())
                : Optional.empty();
    }

    /** The last or next days. */
    private Optional<Predicate> span(int low, int high, String not) {
        if (low < 0 && high == 0) {
            return Optional.of(
                    Predicate.Said.of(
                            "sentence.withinLast" + not,
                            voice.count("sentence.days", -low),
                            voice.count("sentence.inDays", -low)));
        }
        return low == 0 && high > 0
                ? Optional.of(
                        Predicate.Said.of(
                                "sentence.withinNext" + not, voice.count("sentence.inDays", high)))
                : Optional.empty();
    }

    private Phrase written(Condition.DateOperand operand) {
        return operand instanceof Condition.DateOperand.Constant constant
                ? Phrase.value(constant.date().text())
                : expressions.of(((Condition.DateOperand.Moment) operand).value());
    }

    private Optional<Predicate> plain(
            Condition.Operator operator, Condition.DateOperand operand, DateFormat format) {
        boolean equality =
                operator == Condition.Operator.EQUAL || operator == Condition.Operator.NOT_EQUAL;
        if (format.isDay() && (equality || format.isSortable())) {
            return day(operator, operand);
        }
        return equality ? part(operator, operand, format) : Optional.empty();
    }

    /** Whole days. */
    private Optional<Predicate> day(Condition.Operator operator, Condition.DateOperand operand) {
        if (operand instanceof Condition.DateOperand.Constant constant) {
            return constant.date()
                    .day()
                    .map(day -> days(operator, Phrase.value(voice.date(day)), "sentence.day"));
        }
        Value value = ((Condition.DateOperand.Moment) operand).value();
        Optional<Integer> shift = shift(value);
        if (shift.isPresent()) {
            return Optional.of(near(operator, shift.get()));
        }
        return value instanceof Value.Field
                ? Optional.of(
                        days(
                                operator,
                                voice.say("sentence.dateOf", expressions.of(value)),
                                "sentence.sameDay"))
                : Optional.empty();
    }

    /**
     * @param key how a day is named where something is that day
     */
    private Predicate days(Condition.Operator operator, Phrase day, String key) {
        Phrase named = voice.say(key, day);
        return switch (operator) {
            case EQUAL -> new Predicate.OneOf(List.of(named), false, false);
            case NOT_EQUAL -> new Predicate.OneOf(List.of(named), true, false);
            case LESS -> Predicate.Said.of("sentence.before", day);
            case LESS_OR_EQUAL -> Predicate.Said.of("sentence.until", day);
            case GREATER -> Predicate.Said.of("sentence.after", day);
            case GREATER_OR_EQUAL -> Predicate.Said.of("sentence.from", day);
        };
    }

    /** Days from today on, fewer than none for days ago; empty for anything else. */
    private static Optional<Integer> shift(Value value) {
        if (value instanceof Value.Today) {
            return Optional.of(0);
        }
        if (value instanceof Value.Calculation calculation
                && calculation.left() instanceof Value.Today
                && calculation.right() instanceof Value.Number days
                && days.digits().matches("\\d{1,9}")) {
            int count = Integer.parseInt(days.digits());
            return Optional.of(calculation.operator() == Value.Operator.PLUS ? count : -count);
        }
        return Optional.empty();
    }

    /** Days counted from today. */
    private Predicate near(Condition.Operator operator, int shift) {
        boolean equality =
                operator == Condition.Operator.EQUAL || operator == Condition.Operator.NOT_EQUAL;
        boolean negated = operator == Condition.Operator.NOT_EQUAL;
        if (equality && Math.abs(shift) <= 1) {
            Phrase day =
                    voice.say(
                            shift == 0
                                    ? "sentence.today"
                                    : shift < 0 ? "sentence.yesterday" : "sentence.tomorrow");
            return new Predicate.OneOf(List.of(day), negated, false);
        }
        if (shift == 0) {
            return Predicate.Said.of("sentence.today." + word(operator));
        }
        Phrase inDays = voice.count("sentence.inDays", Math.abs(shift));
        return shift < 0
                ? Predicate.Said.of(
                        "sentence.ago." + word(operator),
                        voice.count("sentence.days", -shift),
                        inDays)
                : Predicate.Said.of("sentence.ahead." + word(operator), inDays);
    }

    private static String word(Condition.Operator operator) {
        return switch (operator) {
            case EQUAL -> "is";
            case NOT_EQUAL -> "isNot";
            case LESS -> "before";
            case LESS_OR_EQUAL -> "until";
            case GREATER -> "after";
            case GREATER_OR_EQUAL -> "from";
        };
    }

    /** A month, a year, a day of the month, an anniversary. */
    private Optional<Predicate> part(
            Condition.Operator operator, Condition.DateOperand operand, DateFormat format) {
        List<DateFormat.Part> digits =
                format.parts().stream()
                        .filter(
                                part ->
                                        part == DateFormat.Part.YEAR
                                                || part == DateFormat.Part.MONTH
                                                || part == DateFormat.Part.DAY)
                        .sorted()
                        .toList();
        String not = operator == Condition.Operator.NOT_EQUAL ? ".not" : "";
        boolean anniversary = digits.equals(List.of(DateFormat.Part.MONTH, DateFormat.Part.DAY));
        if (operand instanceof Condition.DateOperand.Constant constant) {
            String text = constant.date().text();
            if (digits.size() == 1 && text.matches("\\d+")) {
                return Optional.of(
                        switch (digits.get(0)) {
                            case YEAR ->
                                    Predicate.Said.of("sentence.year" + not, Phrase.value(text));
                            case MONTH ->
                                    Predicate.Said.of(
                                            "sentence.month" + not,
                                            Phrase.value(voice.month(Integer.parseInt(text))));
                            default ->
                                    Predicate.Said.of(
                                            "sentence.dayOfMonth" + not,
                                            Phrase.value(String.valueOf(Integer.parseInt(text))));
                        });
            }
            return Optional.empty();
        }
        Optional<Integer> shift = shift(((Condition.DateOperand.Moment) operand).value());
        if (shift.isPresent() && anniversary) {
            int days = shift.get();
            return Optional.of(
                    days == 0
                            ? Predicate.Said.of("sentence.anniversary" + not)
                            : Predicate.Said.of(
                                    (days < 0
                                                    ? "sentence.anniversary.ago"
                                                    : "sentence.anniversary.ahead")
                                            + not,
                                    voice.count("sentence.inDays", Math.abs(days))));
        }
        if (shift.isPresent() && shift.get() == 0 && digits.size() == 1) {
            return Optional.of(
                    Predicate.Said.of(
                            "sentence.this."
                                    + digits.get(0).name().toLowerCase(Locale.ROOT)
                                    + not));
        }
        return Optional.empty();
    }
}
