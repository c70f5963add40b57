package org.openemm.backend.smtp;

import java.io.IOException;
import java.io.Serial;

/** The mail server cannot be used for the time being; the message says why, for administrators. */
public final class RouteUnavailable extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    RouteUnavailable(String message) {
        super(message);
    }

    RouteUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
