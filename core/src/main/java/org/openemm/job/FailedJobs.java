package org.openemm.job;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.openemm.account.Actor;
import org.openemm.database.Database;

/** Jobs whose last run went wrong, for those who look after the system. */
public final class FailedJobs {
    private static final String RIGHT = "server.status";
    private final Database database;

    public FailedJobs(Database database) {
        this.database = database;
    }

    /**
     * A job that failed.
     *
     * @param result what went wrong
     * @param started its last start; null when it never ran
     * @param next its next start; null: it waits for an administrator
     */
    public record Failed(int id, String name, String result, Instant started, Instant next) {}

    /** By name. */
    public List<Failed> all(Actor actor) {
        actor.require(RIGHT);
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT id, description, lastresult, laststart,
                                               IF(startaftererror > 0, nextstart, NULL) AS next
                                          FROM job_queue_tbl
                                         WHERE deleted <= 0 AND COALESCE(running, 0) <= 0
                                           AND COALESCE(lastresult, 'OK') <> 'OK'
                                         ORDER BY description, id
                                        """)
                                .map(
                                        (row, context) ->
                                                new Failed(
                                                        row.getInt("id"),
                                                        row.getString("description"),
                                                        row.getString("lastresult"),
                                                        instant(row.getTimestamp("laststart")),
                                                        instant(row.getTimestamp("next"))))
                                .list());
    }

    private static Instant instant(Timestamp value) {
        return value == null ? null : value.toInstant();
    }
}
