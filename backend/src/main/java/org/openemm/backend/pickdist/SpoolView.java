package org.openemm.backend.pickdist;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openemm.backend.spool.Spool;

/** What lies in the spool, read for all lanes together and at most a moment old. Thread-safe. */
public final class SpoolView {
    private static final long MAX_AGE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MAX_AGE_IF_CHANGED = TimeUnit.MILLISECONDS.toNanos(10);

    /** Looking takes at most one part of so many of the time, however full the spool is. */
    private static final int PARTS = 20;

    private static final int PARTS_IF_CHANGED = 4;

    private final Spool spool;
    private Spool.Listing listing;
    private long readAt;
    private long took;
    private boolean changed;

    public SpoolView(Spool spool) {
        this.spool = spool;
    }

    /** To be read only. */
    synchronized Spool.Listing get() throws IOException {
        if (listing == null || System.nanoTime() - readAt > maxAge()) {
            long begun = System.nanoTime();
            changed = false;
            listing = spool.list();
            readAt = System.nanoTime();
            took = readAt - begun;
        }
        return listing;
    }

    /** Something has changed: soon it is read anew. */
    synchronized void forget() {
        changed = true;
    }

    /** Something has changed since it was read. */
    synchronized boolean isOutdated() {
        return changed;
    }

    private long maxAge() {
        return changed
                ? Math.max(MAX_AGE_IF_CHANGED, took * PARTS_IF_CHANGED)
                : Math.max(MAX_AGE, took * PARTS);
    }
}
