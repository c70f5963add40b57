package org.openemm.eql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;

/**
 * What is wrong with a rule, and where.
 *
 * @param key message key; the text gets {0} line, {1} column, {2} offending word and then {@code
 *     more}
 * @param more values for {3}, {4} ...
 * @param hint advice, when there is a likely one
 */
public record EqlProblem(String key, Place place, List<Object> more, Optional<Hint> hint) {
    static final String SYNTAX = "error.target.eql.syntax";
    static final String MISSING_CHARACTER = "error.target.eql.syntax.char";
    static final String DATE_FORMAT = "error.target.eql.invalidDateFormat";
    static final String DATE_VALUE = "error.target.eql.invalidDateValue";
    static final String TYPE = "error.target.eql.invalidType";
    static final String OPERATION = "error.target.eql.unsupportedOperationForType";
    static final String UNKNOWN_FIELD = "error.target.eql.unknownProfileField";
    static final String UNKNOWN_MAILING = "error.target.eql.unknownMailingId";
    static final String UNKNOWN_LINK = "error.target.eql.unknownLinkId";
    static final String UNKNOWN_MAILINGLIST = "error.target.eql.unknownMailinglistId";
    static final String OUT_OF_RANGE = "error.target.eql.outOfRange";
    static final String UNKNOWN_GROUP = "error.target.eql.unknownTargetGroupId";
    static final String INVALID_GROUP = "error.target.eql.invalidTargetGroup";
    static final String CIRCLE = "error.target.eql.circle";
    static final String TOO_LONG = "error.target.eql.tooLong";
    static final String TOO_DEEP = "error.target.eql.tooDeep";
    static final String TOO_LARGE = "error.target.eql.tooLarge";
    static final String NUMBER = "error.target.eql.invalidNumber";

    EqlProblem(String key, Place place) {
        this(key, place, List.of(), Optional.empty());
    }

    EqlProblem with(Optional<Hint> advice) {
        return new EqlProblem(key, place, more, advice);
    }

    EqlProblem with(Hint advice) {
        return with(Optional.of(advice));
    }

    /** Values for the placeholders of the text. */
    public List<Object> arguments() {
        List<Object> all = new ArrayList<>();
        all.add(place.line());
        all.add(place.column());
        all.add(place.word());
        all.addAll(more);
        return all;
    }

    /** The problem, followed by the advice, as problems of one input field. */
    public InvalidInput asInvalidInput(String field) {
        List<InvalidInput.Problem> problems = new ArrayList<>();
        problems.add(new InvalidInput.Problem(field, key, arguments()));
        hint.ifPresent(
                advice ->
                        problems.add(
                                new InvalidInput.Problem(field, advice.key(), advice.arguments())));
        return new InvalidInput(problems);
    }
}
