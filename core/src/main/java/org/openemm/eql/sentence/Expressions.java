package org.openemm.eql.sentence;

import java.util.Locale;
import java.util.Map;
import org.openemm.eql.Value;
import org.openemm.eql.ValueType;

/** Values and calculations in words. */
final class Expressions {
    /** Columns whose numbers stand for something, and the numbers that do. */
    private static final Map<String, String> LABELLED =
            Map.of("gender", "[0-5]", "mailtype", "[0-2]");

    private final Voice voice;
    private final Names names;

    Expressions(Voice voice, Names names) {
        this.voice = voice;
        this.names = names;
    }

    /** What something is compared with. */
    Phrase value(Value value, Value subject) {
        if (value instanceof Value.Field field) {
            return voice.say("sentence.valueOf", Phrase.field(field.field().name()));
        }
        if (subject instanceof Value.Field field && value instanceof Value.Number number) {
            String column = field.field().column().toLowerCase(Locale.ROOT);
            if (number.digits().matches(LABELLED.getOrDefault(column, "none"))) {
                return voice.label("sentence." + column + "." + number.digits());
            }
        }
        return of(value);
    }

    Phrase of(Value value) {
        if (isConstant(value)) {
            return Phrase.value(voice.number(digits(value)));
        }
        if (value instanceof Value.Text text) {
            return voice.text(text.text());
        }
        if (value instanceof Value.Today) {
            return voice.say("sentence.today");
        }
        if (value instanceof Value.Field field) {
            return Phrase.field(field.field().name());
        }
        if (value instanceof Value.Revenue revenue) {
            return revenue(revenue.mailingId());
        }
        if (value instanceof Value.Negative negative) {
            return voice.say("sentence.minus", inner(negative.operand()));
        }
        return calculation((Value.Calculation) value);
    }

    private Phrase revenue(int mailingId) {
        if (mailingId == 0) {
            return voice.say("sentence.revenue.any");
        }
        String name = names.mailings().getOrDefault(mailingId, "");
        return voice.say(
                "sentence.revenue",
                name.isBlank()
                        ? Phrase.of(Part.Kind.NAME, String.valueOf(mailingId))
                        : voice.name(name));
    }

    private Phrase calculation(Value.Calculation value) {
        Phrase left = inner(value.left());
        Phrase right = inner(value.right());
        if (value.type() == ValueType.DATE) {
            return voice.say(
                    value.operator() == Value.Operator.PLUS
                            ? "sentence.daysLater"
                            : "sentence.daysEarlier",
                    left,
                    right);
        }
        return voice.say(
                switch (value.operator()) {
                    case PLUS -> "sentence.plus";
                    case MINUS -> "sentence.less.by";
                    case TIMES -> "sentence.times";
                    case DIVIDE -> "sentence.by";
                    case MODULO -> "sentence.modulo";
                },
                left,
                right);
    }

    private Phrase inner(Value value) {
        return value instanceof Value.Calculation
                ? voice.say("sentence.parentheses", of(value))
                : of(value);
    }

    private static boolean isConstant(Value value) {
        return value instanceof Value.Number
                || value instanceof Value.Negative negative
                        && negative.operand() instanceof Value.Number;
    }

    private static String digits(Value value) {
        return value instanceof Value.Number number
                ? number.digits()
                : "-" + ((Value.Number) ((Value.Negative) value).operand()).digits();
    }
}
