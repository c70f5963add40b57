package org.openemm.dkim;

import java.time.Instant;

/**
 * When a key may sign.
 *
 * @param start null: from the beginning
 * @param end first moment it may no longer sign; null: without end
 */
public record Validity(Instant start, Instant end) {
    /** From the beginning, without end. */
    public static final Validity ALWAYS = new Validity(null, null);

    /** Whether it ends before it begins. */
    boolean isEmpty() {
        return start != null && end != null && !end.isAfter(start);
    }
}
