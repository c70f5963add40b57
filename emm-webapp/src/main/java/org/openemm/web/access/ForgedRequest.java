package org.openemm.web.access;

import java.io.Serial;

/** A changing request without the token of its session: nothing has been changed. */
public final class ForgedRequest extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    ForgedRequest(String path) {
        super("Request without valid CSRF token: " + path);
    }
}
