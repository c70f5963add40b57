package org.openemm;

import java.io.Serial;

/**
 * The thing asked for does not exist for this actor: never existed, was deleted, or belongs to
 * another company.
 */
public final class NotFound extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /**
     * @param kind what was looked for, e.g. {@code mailing}
     * @param id as given
     */
    public NotFound(String kind, Object id) {
        super("There is no " + kind + " " + id);
    }
}
