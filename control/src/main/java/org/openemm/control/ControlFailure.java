package org.openemm.control;

import java.io.Serial;

/** Something that the person at the console must see to; the message says what and how. */
final class ControlFailure extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    ControlFailure(String message) {
        super(message);
    }

    ControlFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
