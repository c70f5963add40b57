package org.openemm.insight;

/** The same person asked again before the answer was there: nobody waits for this one any more. */
public final class Superseded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Superseded() {
        super("Somebody asked again", null, false, false);
    }
}
