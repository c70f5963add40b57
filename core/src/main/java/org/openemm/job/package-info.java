/**
 * Work that runs by the clock: the interval language, the queue in job_queue_tbl, the engine that
 * starts what is due, and the jobs that keep the database small.
 *
 * <p>A job of a feature lives in the package of the feature and implements {@link
 * org.openemm.job.Job}; {@code Core} lists all of them by their names in the queue. Start with
 * {@link org.openemm.job.JobEngine}.
 */
package org.openemm.job;
