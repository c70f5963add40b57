package org.openemm.job;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * The scheduler in this process. It keeps nothing: what has to run when is in job_queue_tbl, and
 * the claim there keeps hosts apart.
 */
final class Quartz implements AutoCloseable {
    private static final String WORK = "work";

    /** More than ever run at once: the limit is a setting that may change while we run. */
    private static final int THREADS = 32;

    /** What lasts longer is found unfinished by the next start. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Scheduler scheduler;

    private Quartz(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    static Quartz start() {
        Properties properties = new Properties();
        properties.setProperty(
                "org.quartz.scheduler.instanceName", "openemm-jobs-" + UUID.randomUUID());
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", String.valueOf(THREADS));
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", "job");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        try {
            Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
            scheduler.start();
            return new Quartz(scheduler);
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs work now and then with pauses, never two at a time. */
    void repeat(Duration pause, Runnable work) {
        schedule(
                Repeated.class,
                work,
                TriggerBuilder.newTrigger()
                        .withSchedule(
                                SimpleScheduleBuilder.simpleSchedule()
                                        .withIntervalInMilliseconds(pause.toMillis())
                                        .repeatForever()));
    }

    void now(Runnable work) {
        schedule(Once.class, work, TriggerBuilder.newTrigger());
    }

    /** Starts nothing any more and gives what runs {@link #PATIENCE} to end. */
    @Override
    public void close() {
        Thread end = new Thread(this::shutDown, "jobs-end");
        end.setDaemon(true);
        end.start();
        try {
            end.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shutDown() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    private void schedule(Class<? extends Job> type, Runnable work, TriggerBuilder<?> trigger) {
        try {
            scheduler.scheduleJob(
                    JobBuilder.newJob(type)
                            .usingJobData(new JobDataMap(Map.of(WORK, work)))
                            .build(),
                    trigger.startNow().build());
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void work(JobExecutionContext context) {
        ((Runnable) context.getMergedJobDataMap().get(WORK)).run();
    }

    /** For Quartz, which makes its own instances. */
    public static final class Once implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            work(context);
        }
    }

    /** For Quartz, which makes its own instances. */
    @DisallowConcurrentExecution
    public static final class Repeated implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            work(context);
        }
    }
}
