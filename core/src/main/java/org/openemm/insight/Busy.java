package org.openemm.insight;

/** Too many people ask at once; a little later there will be an answer. */
public final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy() {
        super("Too many counts at once", null, false, false);
    }
}
