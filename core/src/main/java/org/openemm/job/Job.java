package org.openemm.job;

/**
 * Work that the queue starts. One instance serves all starts, one after the other on this host;
 * hosts take turns. A long job asks {@link JobContext#stopRequested} between its steps.
 */
@FunctionalInterface
public interface Job {
    /** What a job answers when all went well. */
    String OK = "OK";

    /**
     * Does the work.
     *
     * @return {@link #OK}, or what went wrong in one sentence, shown in the queue
     * @throws Exception counts as failed too; message and place are shown in the queue
     */
    String run(JobContext context) throws Exception;
}
