package org.openemm.tracking;

import java.util.Comparator;

/**
 * A place in the journal.
 *
 * @param segment number of the file
 * @param offset bytes from its start
 */
record JournalPosition(long segment, long offset) implements Comparable<JournalPosition> {
    static final JournalPosition START = new JournalPosition(0, 0);
    private static final Comparator<JournalPosition> ORDER =
            Comparator.comparingLong(JournalPosition::segment)
                    .thenComparingLong(JournalPosition::offset);

    @Override
    public int compareTo(JournalPosition other) {
        return ORDER.compare(this, other);
    }
}
