package org.openemm.eql.rules;

import java.util.Arrays;
import java.util.Optional;
import org.openemm.eql.Value;

/** Calculations with a number before it is compared, and their names in the builder. */
public enum Arithmetic {
    MODULO("mod", Value.Operator.MODULO),
    PLUS("add", Value.Operator.PLUS),
    MINUS("sub", Value.Operator.MINUS),
    TIMES("mul", Value.Operator.TIMES),
    DIVIDE("div", Value.Operator.DIVIDE);

    private final String id;
    private final Value.Operator meaning;

    Arithmetic(String id, Value.Operator meaning) {
        this.id = id;
        this.meaning = meaning;
    }

    String id() {
        return id;
    }

    String symbol() {
        return meaning.symbol();
    }

    static Arithmetic of(Value.Operator meaning) {
        return Arithmetic.valueOf(meaning.name());
    }

    static Optional<Arithmetic> named(String id) {
        return Arrays.stream(values()).filter(operator -> operator.id.equals(id)).findFirst();
    }
}
