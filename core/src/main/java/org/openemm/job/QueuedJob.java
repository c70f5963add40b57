package org.openemm.job;

import java.time.Instant;
import java.util.List;

/**
 * A row of job_queue_tbl as far as the engine needs it.
 *
 * @param runclass name by which administrators know the job
 * @param nextstart null when nobody will start it
 * @param laststart null when it never ran
 * @param onlyOn hosts that may run it; empty = all
 * @param emailonerror empty = nobody
 */
record QueuedJob(
        int id,
        String description,
        String interval,
        String runclass,
        Instant nextstart,
        Instant laststart,
        List<String> onlyOn,
        String emailonerror) {}
