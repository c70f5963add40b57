package org.openemm.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.job.Job;
import org.openemm.job.JobContext;
import org.openemm.notification.Event;
import org.openemm.notification.Kind;
import org.openemm.notification.Notifications;

/**
 * Reminds of mailings whose sending somebody has paused and perhaps forgotten, once for each pause.
 * Parameter {@code hours}: how long a pause is no reason to speak, 2 when missing.
 */
public final class PausedMailings implements Job {
    /** Name in job_queue_tbl. */
    public static final String NAME = "org.openemm.delivery.PausedMailings";

    private static final int HOURS = 2;

    private final Database database;
    private final Notifications notifications;
    private final Clock clock;

    public PausedMailings(Database database, Notifications notifications, Clock clock) {
        this.database = database;
        this.notifications = notifications;
        this.clock = clock;
    }

    private record Pause(int companyId, int mailingId, String name, int startedBy, Instant since) {}

    @Override
    public String run(JobContext context) {
        Instant now = clock.instant();
        Instant limit = now.minus(Duration.ofHours(context.number("hours").orElse(HOURS)));
        database.run(
                tx -> {
                    for (Pause pause : before(tx, limit)) {
                        notifications.addOnce(
                                tx,
                                Event.of(
                                        Kind.MAILING_PAUSED,
                                        pause.companyId(),
                                        pause.startedBy(),
                                        pause.mailingId(),
                                        pause.name(),
                                        Duration.between(pause.since(), now).toHours()),
                                pause.since());
                    }
                });
        return OK;
    }

    private static List<Pause> before(Transaction tx, Instant limit) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT m.company_id, m.mailing_id, m.shortname, p.start_date,
                               COALESCE((SELECT MAX(s.admin_id) FROM maildrop_status_tbl d
                                           JOIN maildrop_starter_tbl s
                                             ON s.maildrop_status_id = d.status_id
                                          WHERE d.mailing_id = m.mailing_id), 0) AS admin_id
                          FROM serverprio_tbl p
                          JOIN mailing_tbl m ON m.mailing_id = p.mailing_id
                         WHERE p.priority = 0 AND p.start_date < :limit AND p.end_date IS NULL
                           AND m.deleted = 0
                           AND m.work_status IN ('mailing.status.scheduled',
                               'mailing.status.in-generation',
                               'mailing.status.generation-finished', 'mailing.status.sending')
                        """)
                .bind("limit", limit)
                .map(
                        (row, context) ->
                                new Pause(
                                        row.getInt("company_id"),
                                        row.getInt("mailing_id"),
                                        row.getString("shortname"),
                                        row.getInt("admin_id"),
                                        row.getTimestamp("start_date").toInstant()))
                .list();
    }
}
