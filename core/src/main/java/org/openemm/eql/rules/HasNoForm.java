package org.openemm.eql.rules;

import java.io.Serial;
import org.openemm.eql.Range;

/** Ends the search for rules; never leaves this package. */
final class HasNoForm extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient NotShown reason;

    HasNoForm(Range part, String key) {
        super(key, null, false, false);
        reason = new NotShown(part, key);
    }

    NotShown reason() {
        return reason;
    }
}
