package org.openemm.eql;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Reads the parts of date comparisons: the format behind DATEFORMAT and what is compared in it. */
final class DateReader {
    private final RuleText text;
    private final ValueReader values;
    private final References references;

    DateReader(RuleText text, ValueReader values, References references) {
        this.text = text;
        this.values = values;
        this.references = references;
    }

    /**
     * @param token the string behind DATEFORMAT; null when it is missing
     * @param end last word of the comparison
     * @param ordered whether it is asked what is earlier or later
     */
    DateFormat format(Token token, Token end, boolean ordered) {
        if (token == null) {
            throw new EqlError(
                    new EqlProblem(EqlProblem.DATE_FORMAT, text.place(end))
                            .with(new Hint("target.hint.dateformatMissing")));
        }
        DateFormat format =
                DateFormat.parse(ValueReader.unquoted(token))
                        .orElseThrow(
                                () ->
                                        new EqlError(
                                                new EqlProblem(
                                                                EqlProblem.DATE_FORMAT,
                                                                text.place(token))
                                                        .with(new Hint("target.hint.dateformat"))));
        if (ordered && !format.isSortable()) {
            references.warn("target.warning.dateOrder", text.place(token));
        }
        return format;
    }

    /** Numbers are no dates; whether a text is one is seen when the format is known. */
    void check(Value value) {
        if (value.type() == ValueType.NUMERIC) {
            throw values.needs(ValueType.DATE, value.range());
        }
    }

    Condition.DateOperand operand(Value value, DateFormat format) {
        if (value.type() == ValueType.DATE) {
            return new Condition.DateOperand.Moment(value);
        }
        String written = value instanceof Value.Text constant ? constant.text() : "";
        Optional<DateFormat.Normalized> date =
                value instanceof Value.Text ? format.normalize(written) : Optional.empty();
        return new Condition.DateOperand.Constant(
                written,
                date.orElseThrow(
                        () ->
                                new EqlError(
                                        new EqlProblem(
                                                EqlProblem.DATE_VALUE,
                                                text.place(value.range()),
                                                List.of(format.pattern()),
                                                Optional.empty()))),
                value.range());
    }
}
