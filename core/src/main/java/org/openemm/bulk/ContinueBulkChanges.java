package org.openemm.bulk;

import org.openemm.job.Job;
import org.openemm.job.JobContext;

/** Takes up changes of many recipients that were cut off by the end of their process. */
public final class ContinueBulkChanges implements Job {
    /** Name in job_queue_tbl. */
    public static final String NAME = "org.openemm.bulk.ContinueBulkChanges";

    private final BulkChanges changes;

    public ContinueBulkChanges(BulkChanges changes) {
        this.changes = changes;
    }

    @Override
    public String run(JobContext context) {
        changes.resume();
        return OK;
    }
}
