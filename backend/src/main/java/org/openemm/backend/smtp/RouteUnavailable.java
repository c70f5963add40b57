package org.openemm.backend.smtp;

import java.io.IOException;
import java.io.Serial;

/** The mail server cannot be used for the time being; the message says why, for administrators. */
public final class RouteUnavailable extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private final boolean aboutRecipient;

    RouteUnavailable(String message) {
        this(message, false);
    }

    RouteUnavailable(String message, boolean aboutRecipient) {
        super(message);
        this.aboutRecipient = aboutRecipient;
    }

    RouteUnavailable(String message, Throwable cause) {
        super(message, cause);
        aboutRecipient = false;
    }

    /** Said after a recipient was named: it may be meant for his domain only. */
    public boolean isAboutRecipient() {
        return aboutRecipient;
    }
}
