package org.openemm.eql.rules;

import java.io.Serial;
import java.util.List;
import org.openemm.InvalidInput;

/** Rules from outside that mean nothing. */
public final class RulesError extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<Integer> path;
    private final String key;
    private final transient List<Object> arguments;

    RulesError(List<Integer> path, String key, Object... arguments) {
        super(key + " at " + path);
        this.path = List.copyOf(path);
        this.key = key;
        this.arguments = List.of(arguments);
    }

    /** The rule to blame: its number in its group, from the outermost group on, 0 for the first. */
    public List<Integer> path() {
        return path;
    }

    /** As a problem of one input field. */
    public InvalidInput asInvalidInput(String field) {
        return new InvalidInput(List.of(new InvalidInput.Problem(field, key, arguments)));
    }
}
