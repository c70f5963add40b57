package org.openemm.recipient;

import java.util.List;

/**
 * Where a profile field is used and how much is in it.
 *
 * @param targets living target groups whose rules ask for it
 * @param mailings living mailings and templates whose texts show it; at most 50
 * @param filled recipients with a value that is not the default, counted up to {@link #COUNTED}
 */
public record ProfileFieldUse(List<User> targets, List<User> mailings, long filled) {
    /** Counting stops here: further on the number makes no difference to anybody. */
    public static final long COUNTED = 100_000;

    /** Who uses it. */
    public record User(int id, String name) {}

    public boolean isUsed() {
        return !targets.isEmpty() || !mailings.isEmpty();
    }
}
