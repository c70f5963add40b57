package org.openemm.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.generic.GenericType;
import org.openemm.database.Transaction;

/** SQL on the job queue. Several hosts share it: a job belongs to the host that claimed it. */
final class JobQueue {
    private static final int MAX_RESULT = 512;

    /** What may start now, the longest overdue first. */
    List<QueuedJob> due(Transaction tx, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT id, description, `interval`, runclass, nextstart, laststart, runonlyonhosts, emailonerror
                          FROM job_queue_tbl
                         WHERE COALESCE(running, 0) <= 0 AND nextstart <= :now AND deleted <= 0 AND runclass <> ''
                           AND (lastresult IS NULL OR lastresult = 'OK' OR startaftererror > 0)
                         ORDER BY nextstart, id
                        """)
                .bind("now", now)
                .map((row, context) -> job(row))
                .list();
    }

    /**
     * Takes a job for this host, unless another was faster.
     *
     * @param next the start after this one, null for none
     */
    boolean claim(Transaction tx, QueuedJob job, String host, Instant now, Instant next) {
        return tx.sql()
                        .createUpdate(
                                """
                                UPDATE job_queue_tbl
                                   SET running = 1, hostname = :host, laststart = :now, nextstart = :next
                                 WHERE id = :id AND COALESCE(running, 0) <= 0 AND nextstart = :seen
                                """)
                        .bind("id", job.id())
                        .bind("host", host)
                        .bind("now", now)
                        .bind("next", next)
                        .bind("seen", job.nextstart())
                        .execute()
                == 1;
    }

    /** A job whose interval nobody understands waits for an administrator. */
    void park(Transaction tx, QueuedJob job) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE job_queue_tbl SET nextstart = NULL, lastresult = 'Cannot calculate next start!'
                         WHERE id = :id AND COALESCE(running, 0) <= 0 AND nextstart = :seen
                        """)
                .bind("id", job.id())
                .bind("seen", job.nextstart())
                .execute();
    }

    Map<String, String> parameters(Transaction tx, int jobId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT parameter_name, parameter_value FROM job_queue_parameter_tbl WHERE job_id = :id
                        """)
                .bind("id", jobId)
                .setMapKeyColumn("parameter_name")
                .setMapValueColumn("parameter_value")
                .collectInto(new GenericType<Map<String, String>>() {});
    }

    /** Records the end of a run: in the queue (milliseconds) and in the history (seconds). */
    void finish(
            Transaction tx, int jobId, String host, String result, Duration duration, Instant end) {
        String shown = result.length() <= MAX_RESULT ? result : result.substring(0, MAX_RESULT);
        tx.sql()
                .createUpdate(
                        """
                        UPDATE job_queue_tbl
                           SET running = 0, lastresult = :result, lastduration = :millis,
                               acknowledged = IF(:result = 'OK', acknowledged, 0)
                         WHERE id = :id AND hostname = :host
                        """)
                .bind("id", jobId)
                .bind("host", host)
                .bind("result", shown)
                .bind("millis", (int) Math.min(duration.toMillis(), Integer.MAX_VALUE))
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO job_queue_result_tbl (job_id, time, result, duration, hostname)
                        VALUES (:id, :end, :result, :seconds, :host)
                        """)
                .bind("id", jobId)
                .bind("end", end)
                .bind("result", shown)
                .bind("seconds", duration.toSeconds())
                .bind("host", host)
                .execute();
    }

    /** Jobs that nobody would start again, and jobs that run far too long. */
    List<QueuedJob> stuck(Transaction tx, Instant startedBefore) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT id, description, `interval`, runclass, nextstart, laststart, runonlyonhosts, emailonerror
                          FROM job_queue_tbl
                         WHERE deleted <= 0
                           AND ((running > 0 AND laststart < :before)
                                OR (COALESCE(running, 0) <= 0 AND nextstart IS NULL
                                    AND TRIM(`interval`) NOT IN ('', 'ONCE')))
                        """)
                .bind("before", startedBefore)
                .map((row, context) -> job(row))
                .list();
    }

    /**
     * What this host left behind when it went down: jobs marked as running start anew, errors are
     * forgotten.
     *
     * @param started when this program started: what began later is alive
     */
    void reset(Transaction tx, String host, Instant started, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        UPDATE job_queue_tbl SET running = 0, nextstart = :now
                         WHERE running > 0 AND hostname = :host AND (laststart IS NULL OR laststart < :started)
                        """)
                .bind("host", host)
                .bind("started", started)
                .bind("now", now)
                .execute();
        tx.sql()
                .createUpdate(
                        """
                        UPDATE job_queue_tbl SET lastresult = NULL
                         WHERE lastresult <> 'OK' AND hostname = :host
                        """)
                .bind("host", host)
                .execute();
    }

    private static QueuedJob job(ResultSet row) throws SQLException {
        String hosts = row.getString("runonlyonhosts");
        String email = row.getString("emailonerror");
        return new QueuedJob(
                row.getInt("id"),
                row.getString("description"),
                row.getString("interval"),
                row.getString("runclass"),
                instant(row, "nextstart"),
                instant(row, "laststart"),
                hosts == null || hosts.isBlank()
                        ? List.of()
                        : Arrays.stream(hosts.strip().split("[;,\\s]+")).toList(),
                email == null ? "" : email.strip());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
