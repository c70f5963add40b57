package org.openemm.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openemm.config.Home;
import org.openemm.config.Settings;
import org.openemm.database.Database;
import org.openemm.testsupport.TestDatabase;

class JobEngineTest {
    private static final Duration LOOK = Duration.ofMillis(50);

    private static TestDatabase server;
    private static Database database;

    private final List<JobEngine> engines = new ArrayList<>();
    private final List<String> reports = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = Database.over(server.dataSource(), List.of());
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        execute("DELETE FROM job_queue_result_tbl");
        execute("DELETE FROM job_queue_parameter_tbl");
        execute("DELETE FROM job_queue_tbl");
        execute("DELETE FROM config_tbl");
        execute("INSERT INTO config_tbl (class, name, value) VALUES ('jobqueue', 'execute', '1')");
    }

    @AfterEach
    void stop() {
        engines.forEach(JobEngine::close);
    }

    @Test
    void aDueJobRunsAndItsResultIsKept() {
        insert(1, "'**00'", "'count'");
        start(Map.of("count", counting()));
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") == 1);
        assertEquals(1, runs.get());
        assertEquals(
                "OK 0 1",
                text(
                        "SELECT CONCAT_WS(' ', lastresult, running, nextstart > NOW()) FROM"
                                + " job_queue_tbl"));
        assertEquals(
                "1",
                text(
                        "SELECT laststart >= NOW() - INTERVAL 1 MINUTE AND hostname <> '' FROM"
                                + " job_queue_tbl"));
        assertEquals("OK", text("SELECT result FROM job_queue_result_tbl"));
        assertEquals(List.of(), reports);
    }

    @Test
    void oneStartIsClaimedByOneHostOnly() {
        for (int i = 0; i < 4; i++) {
            start(Map.of("count", counting()));
        }
        for (int id = 1; id <= 20; id++) {
            insert(id, "'0000'", "'count'");
        }
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") >= 20);
        assertEquals(20, runs.get());
    }

    @Test
    void theDurationIsKeptInMilliseconds() {
        insert(1, "'0000'", "'slow'");
        CountDownLatch never = new CountDownLatch(1);
        start(
                Map.of(
                        "slow",
                        context -> {
                            assertTrue(
                                    !never.await(300, java.util.concurrent.TimeUnit.MILLISECONDS));
                            return Job.OK;
                        }));
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") == 1);
        long millis = number("SELECT lastduration FROM job_queue_tbl");
        assertTrue(millis >= 300 && millis < 60_000, millis + " ms");
    }

    @Test
    void aLongJobDoesNotOverlapItselfAndStopsWhenTheEngineCloses() {
        insert(1, "'****'", "'long'");
        CountDownLatch started = new CountDownLatch(1);
        JobEngine engine =
                start(
                        Map.of(
                                "long",
                                context -> {
                                    runs.incrementAndGet();
                                    started.countDown();
                                    while (!context.stopRequested()) {
                                        Thread.onSpinWait();
                                    }
                                    return "stopped";
                                }));
        await(started);
        execute("UPDATE job_queue_tbl SET nextstart = NOW() - INTERVAL 1 MINUTE");
        insert(2, "'0000'", "'unknown'");
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl WHERE job_id = 2") == 1);
        assertEquals(1, runs.get());
        engine.close();
        assertEquals("stopped", text("SELECT result FROM job_queue_result_tbl WHERE job_id = 1"));
    }

    @Test
    void aFailedJobShowsItsExceptionAndWaitsForAnAdministrator() {
        insert(1, "'****'", "'fails'");
        execute("UPDATE job_queue_tbl SET emailonerror = 'ops@example.com'");
        start(
                Map.of(
                        "fails",
                        context -> {
                            runs.incrementAndGet();
                            throw new IllegalStateException("x".repeat(600));
                        }));
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") == 1);
        assertTrue(
                text("SELECT lastresult FROM job_queue_tbl")
                        .startsWith("java.lang.IllegalStateException: xxx"));
        assertEquals(512, number("SELECT LENGTH(lastresult) FROM job_queue_tbl"));
        assertEquals(1, reports.size());
        assertTrue(
                reports.get(0).startsWith("job 1 ops@example.com java.lang.Ill"), reports.get(0));
        execute("UPDATE job_queue_tbl SET nextstart = NOW() - INTERVAL 1 MINUTE");
        insert(2, "'0000'", "'nobody'");
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") == 2);
        assertEquals(1, runs.get(), "not started again after an error");
        execute("UPDATE job_queue_tbl SET startaftererror = 1 WHERE id = 1");
        awaitUntil(() -> runs.get() == 2);
    }

    @Test
    void anUnknownClassIsAnErrorInTheQueue() {
        insert(1, "'0000'", "'com.example.Nothing'");
        start(Map.of());
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") == 1);
        assertEquals(
                "Unknown job class: com.example.Nothing",
                text("SELECT lastresult FROM job_queue_tbl"));
    }

    @Test
    void aWrongIntervalParksTheJob() {
        insert(1, "'abc'", "'count'");
        start(Map.of("count", counting()));
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_tbl WHERE nextstart IS NULL") == 1);
        assertEquals("Cannot calculate next start!", text("SELECT lastresult FROM job_queue_tbl"));
        assertEquals(0, runs.get());
    }

    @Test
    void onlyDueAndAllowedJobsStart() {
        insert(1, "'0000'", "'count'");
        insert(2, "'0000'", "'count'");
        insert(3, "'0000'", "'count'");
        insert(4, "'0000'", "''");
        insert(5, "'0000'", "'count'");
        execute("UPDATE job_queue_tbl SET deleted = 1 WHERE id = 1");
        execute("UPDATE job_queue_tbl SET nextstart = NOW() + INTERVAL 1 HOUR WHERE id = 2");
        execute(
                "UPDATE job_queue_tbl SET runonlyonhosts = 'a.example.com;b.example.com' WHERE id ="
                        + " 3");
        execute(
                "UPDATE job_queue_tbl SET runonlyonhosts = 'a.example.com, localhost' WHERE id ="
                        + " 5");
        start(Map.of("count", counting()));
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") == 1);
        assertEquals("5", text("SELECT job_id FROM job_queue_result_tbl"));
    }

    @Test
    void aHostThatDoesNotExecuteLeavesTheQueueAlone() {
        execute("UPDATE config_tbl SET value = '0'");
        insert(1, "'0000'", "'count'");
        start(Map.of("count", counting()));
        JobEngine active = start(Map.of("count", counting()));
        active.close();
        assertEquals(0, runs.get());
        execute("UPDATE config_tbl SET value = '1'");
        start(Map.of("count", counting()));
        awaitUntil(() -> runs.get() == 1);
    }

    @Test
    void noMoreJobsRunAtOnceThanAllowed() {
        execute(
                """
                INSERT INTO config_tbl (class, name, value)
                VALUES ('import', 'MaximumParallelJobQueueJobs', '2')
                """);
        for (int id = 1; id <= 6; id++) {
            insert(id, "'0000'", "'busy'");
        }
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        start(
                Map.of(
                        "busy",
                        context -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            two.countDown();
                            await(two);
                            now.decrementAndGet();
                            return Job.OK;
                        }));
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") == 6);
        assertEquals(2, most.get());
    }

    @Test
    void whatAKilledHostLeftBehindStartsAnew() {
        insert(1, "'0000'", "'count'");
        insert(2, "'0000'", "'count'");
        execute(
                "UPDATE job_queue_tbl SET running = 1, hostname = '%s', laststart = NOW() - INTERVAL 1 HOUR, nextstart = NOW() + INTERVAL 5 HOUR WHERE id = 1"
                        .formatted(settings().hostName()));
        execute(
                "UPDATE job_queue_tbl SET running = 1, hostname = 'other.example.com' WHERE id ="
                        + " 2");
        start(Map.of("count", counting()));
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") == 1);
        assertEquals("1", text("SELECT running FROM job_queue_tbl WHERE id = 2"));
    }

    @Test
    void aJobThatNobodyWouldStartAndOneThatRunsTooLongAreReported() {
        insert(1, "'0000'", "'count'");
        insert(2, "'0000'", "'count'");
        insert(3, "'once'", "'count'");
        execute("UPDATE job_queue_tbl SET nextstart = NULL WHERE id IN (1, 3)");
        execute(
                """
                UPDATE job_queue_tbl SET running = 1, hostname = 'other', laststart = NOW() - INTERVAL 301 MINUTE
                 WHERE id = 2
                """);
        start(Map.of());
        awaitUntil(() -> reports.size() >= 2);
        assertEquals("job 1  The job has no next start.", reports.get(0));
        assertTrue(reports.get(1).startsWith("job 2  The job runs since 2"), reports.get(1));
    }

    @Test
    void theEngineStartsBeforeTheDatabaseDoes() {
        execute("RENAME TABLE job_queue_tbl TO job_queue_away");
        start(Map.of("count", counting()));
        execute("RENAME TABLE job_queue_away TO job_queue_tbl");
        insert(1, "'0000'", "'count'");
        awaitUntil(() -> runs.get() == 1);
    }

    @Test
    void parametersReachTheJob() {
        insert(1, "'0000'", "'asks'");
        execute(
                """
                INSERT INTO job_queue_parameter_tbl VALUES
                    (1, 'retentionTime', '14'), (1, 'includedCompanyIds', '1, 3'), (1, 'excludedCompanyIds', '3')
                """);
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        start(
                Map.of(
                        "asks",
                        context -> {
                            seen.add(context.number("retentionTime").orElseThrow());
                            seen.add(context.concerns(1));
                            seen.add(context.concerns(2));
                            seen.add(context.concerns(3));
                            return null;
                        }));
        awaitUntil(() -> number("SELECT COUNT(*) FROM job_queue_result_tbl") == 1);
        assertEquals(List.of(14, true, false, false), seen);
    }

    private Job counting() {
        return context -> {
            runs.incrementAndGet();
            return Job.OK;
        };
    }

    private JobEngine start(Map<String, Job> jobs) {
        JobEngine engine =
                new JobEngine(
                        database,
                        settings(),
                        Clock.systemUTC(),
                        ZoneOffset.UTC,
                        jobs,
                        (job, address, result) -> reports.add(job + " " + address + " " + result));
        engines.add(engine);
        engine.start(LOOK);
        return engine;
    }

    private static Settings settings() {
        return new Settings(database, new Home(Path.of("/tmp")), Clock.systemUTC());
    }

    private static void insert(int id, String interval, String runclass) {
        execute(
                """
                INSERT INTO job_queue_tbl (id, description, `interval`, nextstart, runclass)
                VALUES (%1$d, 'job %1$d', %2$s, NOW() - INTERVAL 1 MINUTE, %3$s)
                """
                        .formatted(id, interval, runclass));
    }

    private static void awaitUntil(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(deadline), "waited for a minute");
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String sql) {
        database.run(tx -> tx.sql().execute(sql));
    }

    private static long number(String sql) {
        return Long.parseLong(text(sql));
    }

    private static String text(String sql) {
        return database.inTransaction(tx -> tx.sql().select(sql).mapTo(String.class).one());
    }
}
