package org.openemm.uid;

import java.io.Serial;

/** A text that is no UID: wrong parts, wrong digits, or not the one way to write its numbers. */
public final class MalformedUid extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    MalformedUid(String reason) {
        super(reason, null, false, false);
    }
}
