package org.openemm.control.ost;

import java.io.Serial;

/** Parameters that make no command; the message says which. */
final class UsageError extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    UsageError(String message) {
        super(message);
    }
}
