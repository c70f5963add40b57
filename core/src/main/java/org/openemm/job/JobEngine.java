package org.openemm.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.openemm.InvalidInput;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts what is due in job_queue_tbl: once a minute, on hosts whose {@code jobqueue.execute} is
 * above 0. A job is claimed in the database with its next start already computed, so it runs on one
 * host at a time and never overlaps itself. Of all jobs, at most {@code
 * import.MaximumParallelJobQueueJobs} run at once on one host; the rest waits for the next minute.
 */
public final class JobEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration TOO_LONG = Duration.ofHours(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Database database;
    private final Settings settings;
    private final Clock clock;
    private final ZoneId zone;
    private final Map<String, Job> jobs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final JobFailures failures;
    private final String host;
    private final JobQueue queue = new JobQueue();
    private final Map<Integer, JobRun> running = new ConcurrentHashMap<>();
    private final Object looking = new Object();
    private Quartz quartz;
    private boolean closing;
    private boolean tidied;
    private Instant started;

    /**
     * @param zone in which intervals are meant
     * @param jobs by the names that administrators use (job_queue_tbl.runclass)
     */
    public JobEngine(
            Database database,
            Settings settings,
            Clock clock,
            ZoneId zone,
            Map<String, Job> jobs,
            JobFailures failures) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.zone = zone;
        this.jobs.putAll(jobs);
        this.failures = failures;
        this.host = cut(settings.hostName());
    }

    /**
     * Looks into the queue now and then every minute; the database need not be there yet. A second
     * call does nothing.
     */
    public void start() {
        start(LOOK);
    }

    synchronized void start(Duration pause) {
        if (quartz != null) {
            return;
        }
        closing = false;
        tidied = false;
        // The database keeps whole seconds.
        started = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        quartz = Quartz.start();
        quartz.repeat(pause, this::lookSafely);
    }

    /** Asks running jobs to stop, waits for them for a while, and starts nothing any more. */
    @Override
    public synchronized void close() {
        if (quartz == null) {
            return;
        }
        synchronized (looking) {
            closing = true;
        }
        stopRunning();
        running.values().forEach(run -> run.await(PATIENCE));
        quartz.close();
        quartz = null;
    }

    private void lookSafely() {
        try {
            synchronized (looking) {
                if (!closing) {
                    look();
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Job queue not read: {}", e.getMessage());
        }
    }

    /** Starts what is due and fits. */
    private void look() {
        tidyUp();
        int execute = settings.intValue(0, "jobqueue.execute", 0);
        if (execute < 0) {
            stopRunning();
        }
        if (execute <= 0) {
            return;
        }
        reportStuck();
        int free = settings.intValue(0, "import.MaximumParallelJobQueueJobs", 3) - running.size();
        Instant now = clock.instant();
        for (QueuedJob job : database.inTransaction(tx -> queue.due(tx, now))) {
            if (free <= 0) {
                return;
            }
            if (mayRunHere(job) && claim(job, now)) {
                free--;
            }
        }
    }

    /** Once after the start, as soon as the database answers. */
    private void tidyUp() {
        if (!tidied) {
            database.run(tx -> queue.reset(tx, host, started, clock.instant()));
            tidied = true;
        }
    }

    private void reportStuck() {
        Instant limit = clock.instant().minus(TOO_LONG);
        for (QueuedJob job : database.inTransaction(tx -> queue.stuck(tx, limit))) {
            failures.report(
                    job.description(),
                    job.emailonerror(),
                    job.nextstart() == null
                            ? "The job has no next start."
                            : "The job runs since " + job.laststart() + ".");
        }
    }

    private boolean mayRunHere(QueuedJob job) {
        return job.onlyOn().isEmpty() || job.onlyOn().stream().anyMatch(settings::isThisHost);
    }

    private boolean claim(QueuedJob job, Instant now) {
        Optional<Instant> next;
        try {
            next = Interval.parse(job.interval()).next(now.atZone(zone)).map(Instant::from);
        } catch (InvalidInput e) {
            database.run(tx -> queue.park(tx, job));
            failures.report(job.description(), job.emailonerror(), "Cannot calculate next start!");
            return false;
        }
        if (!database.inTransaction(tx -> queue.claim(tx, job, host, now, next.orElse(null)))) {
            return false;
        }
        JobRun run =
                new JobRun(database, queue, clock, host, job, jobs.get(job.runclass()), failures);
        running.put(job.id(), run);
        quartz.now(
                () -> {
                    try {
                        run.run();
                    } finally {
                        running.remove(job.id());
                    }
                });
        return true;
    }

    /** As long as the columns for host names are. */
    private static String cut(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64);
    }

    private void stopRunning() {
        running.values().forEach(JobRun::stop);
    }
}
