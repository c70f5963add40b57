package org.openemm.dkim;

import java.io.Serial;

/** A stored key that cannot be opened; the message says why, in English, for the log. */
public final class UnreadableKey extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    UnreadableKey(String message) {
        super(message);
    }

    UnreadableKey(String message, Throwable cause) {
        super(message, cause);
    }
}
