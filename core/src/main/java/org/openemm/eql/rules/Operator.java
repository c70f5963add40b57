package org.openemm.eql.rules;

import java.util.Arrays;
import java.util.Optional;
import org.openemm.eql.Condition;

/** Comparisons and their names in the builder; {@code before} and {@code after} are for dates. */
public enum Operator {
    EQUAL("equal", Condition.Operator.EQUAL),
    NOT_EQUAL("not_equal", Condition.Operator.NOT_EQUAL),
    LESS("less", Condition.Operator.LESS),
    LESS_OR_EQUAL("less_or_equal", Condition.Operator.LESS_OR_EQUAL),
    GREATER("greater", Condition.Operator.GREATER),
    GREATER_OR_EQUAL("greater_or_equal", Condition.Operator.GREATER_OR_EQUAL);

    private final String id;
    private final Condition.Operator meaning;

    Operator(String id, Condition.Operator meaning) {
        this.id = id;
        this.meaning = meaning;
    }

    String id() {
        return id;
    }

    /** The name for dates. */
    String dateId() {
        return switch (this) {
            case LESS -> "before";
            case GREATER -> "after";
            default -> id;
        };
    }

    String symbol() {
        return meaning.symbol();
    }

    static Operator of(Condition.Operator meaning) {
        return Operator.valueOf(meaning.name());
    }

    /** By its name or the name for dates. */
    static Optional<Operator> named(String id) {
        return Arrays.stream(values())
                .filter(operator -> operator.id.equals(id) || operator.dateId().equals(id))
                .findFirst();
    }

    /** The same comparison with its sides exchanged. */
    Operator mirrored() {
        return switch (this) {
            case LESS -> GREATER;
            case GREATER -> LESS;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            default -> this;
        };
    }
}
