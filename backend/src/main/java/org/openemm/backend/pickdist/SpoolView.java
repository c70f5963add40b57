package org.openemm.backend.pickdist;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openemm.backend.spool.Spool;

/** What lies in the spool, read for all lanes together and at most a moment old. Thread-safe. */
public final class SpoolView {
    private static final long MAX_AGE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Spool spool;
    private Spool.Listing listing;
    private long readAt;

    public SpoolView(Spool spool) {
        this.spool = spool;
    }

    /** To be read only. */
    synchronized Spool.Listing get() throws IOException {
        if (listing == null || System.nanoTime() - readAt > MAX_AGE) {
            readAt = System.nanoTime();
            listing = spool.list();
        }
        return listing;
    }

    /** Something has changed: the next question reads anew. */
    synchronized void forget() {
        listing = null;
    }
}
