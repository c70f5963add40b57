package org.openemm;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Input that breaks a rule. Thrown before anything was changed.
 *
 * <p>Shown at the field in the GUI, answered as 400 by REST and as a Client fault by SOAP. Texts
 * are found by key in the message bundles.
 */
public final class InvalidInput extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** One problem of one field. */
    public InvalidInput(String field, String key, Object... arguments) {
        this(List.of(new Problem(field, key, List.of(arguments))));
    }

    public InvalidInput(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * What is wrong with one field.
     *
     * @param field name of the input field; empty when no single field is to blame
     * @param key key of the message text
     * @param arguments values for the placeholders {0}, {1} ... of the text
     */
    public record Problem(String field, String key, List<Object> arguments) {
        public Problem(String field, String key, Object... arguments) {
            this(field, key, List.of(arguments));
        }

        @Override
        public String toString() {
            return (field.isEmpty() ? "" : field + ": ")
                    + key
                    + (arguments.isEmpty() ? "" : " " + arguments);
        }
    }
}
