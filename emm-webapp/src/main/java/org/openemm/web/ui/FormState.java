package org.openemm.web.ui;

import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;

/**
 * A form that is shown: fresh, or again with what was typed and what is wrong with it.
 *
 * @param input what was typed; null for a fresh form
 */
public record FormState(Input input, List<InvalidInput.Problem> problems) {
    static final FormState FRESH = new FormState(null, List.of());

    boolean isFresh() {
        return input == null;
    }

    Optional<String> value(String field) {
        return isFresh() ? Optional.empty() : input.find(field);
    }
}
