package org.openemm.job;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a claimed job, from its parameters to the record of its result. */
final class JobRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final int RETRY_SECONDS = 5;

    private final Database database;
    private final JobQueue queue;
    private final Clock clock;
    private final String host;
    private final QueuedJob queued;
    private final Job job;
    private final JobFailures failures;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    /**
     * @param job null when the program knows none by that name
     */
    JobRun(
            Database database,
            JobQueue queue,
            Clock clock,
            String host,
            QueuedJob queued,
            Job job,
            JobFailures failures) {
        this.database = database;
        this.queue = queue;
        this.clock = clock;
        this.host = host;
        this.queued = queued;
        this.job = job;
        this.failures = failures;
    }

    void stop() {
        stop.countDown();
    }

    void await(Duration patience) {
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Job {} does not stop", queued.description());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            long start = System.nanoTime();
            String result = result();
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            if (!result.equals(Job.OK)) {
                failures.report(queued.description(), queued.emailonerror(), result);
            }
            record(result, duration);
        } finally {
            done.countDown();
        }
    }

    private String result() {
        if (job == null) {
            return "Unknown job class: " + queued.runclass();
        }
        try {
            JobContext context =
                    new JobContext(
                            queued.id(),
                            queued.description(),
                            database.inTransaction(tx -> queue.parameters(tx, queued.id())),
                            Optional.ofNullable(queued.laststart()),
                            () -> stop.getCount() == 0);
            return Objects.requireNonNullElse(job.run(context), Job.OK);
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.error("Job {} failed", queued.description(), e);
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return trace.toString();
        }
    }

    /** Tries until the database answers: a job that counts as running would never start again. */
    private void record(String result, Duration duration) {
        while (true) {
            try {
                database.run(
                        tx -> {
                            queue.finish(tx, queued.id(), host, result, duration, clock.instant());
                            if (!result.equals(Job.OK)) {
                                failures.record(tx, queued.id(), queued.description());
                            }
                        });
                return;
            } catch (RuntimeException e) {
                LOG.warn("Result of {} not recorded: {}", queued.description(), e.getMessage());
                if (isStopped()) {
                    return;
                }
            }
        }
    }

    private boolean isStopped() {
        try {
            return stop.await(RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
