package org.openemm.planning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openemm.database.Transaction;
import org.openemm.mailing.WorkStatus;
import org.openemm.planning.PlannedMailing.State;

/** SQL on the dates of mailings that are sent once. */
final class PlanningStore {
    private static final String SELECT =
            """
            SELECT * FROM (
                SELECT m.mailing_id, m.shortname, COALESCE(l.shortname, '') AS list, m.work_status, m.change_date,
                       CASE WHEN m.send_date IS NOT NULL THEN 'SENT'
                            WHEN COALESCE(d.genstatus, 4) IN (2, 3) THEN 'SENT'
                            WHEN COALESCE(d.genstatus, 4) IN (0, 1) THEN 'SCHEDULED'
                            WHEN m.work_status IN ('mailing.status.canceled', 'mailing.status.canceledAndCopied',
                                                   'mailing.status.norecipients', 'mailing.status.sent') THEN 'OVER'
                            WHEN m.plan_date IS NOT NULL THEN 'PLANNED'
                            ELSE 'OPEN' END AS state,
                       COALESCE(m.send_date, IF(COALESCE(d.genstatus, 4) <> 4, d.senddate, NULL), m.plan_date) AS at
                  FROM mailing_tbl m
                  LEFT JOIN mailinglist_tbl l ON l.mailinglist_id = m.mailinglist_id AND l.deleted = 0
                  LEFT JOIN maildrop_status_tbl d
                    ON d.status_id = (SELECT MIN(w.status_id) FROM maildrop_status_tbl w
                                       WHERE w.mailing_id = m.mailing_id AND w.status_field = 'W')
                 WHERE m.company_id = :company AND m.deleted = 0 AND COALESCE(m.is_template, 0) = 0
                   AND COALESCE(m.mailing_type, 0) IN (0, 3) %s) entry
             WHERE state <> 'OVER' %s
            """;

    List<PlannedMailing> between(Transaction tx, int company, Instant from, Instant to, int limit) {
        return tx.sql()
                .createQuery(
                        SELECT.formatted(
                                """
                                AND (m.send_date >= :from AND m.send_date < :to
                                     OR m.plan_date >= :from AND m.plan_date < :to
                                     OR d.senddate >= :from AND d.senddate < :to)
                                """,
                                """
                                AND at >= :from AND at < :to ORDER BY at, mailing_id LIMIT :limit
                                """))
                .bind("company", company)
                .bind("from", from)
                .bind("to", to)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    List<PlannedMailing> open(Transaction tx, int company, int limit) {
        return tx.sql()
                .createQuery(
                        SELECT.formatted(
                                "AND m.send_date IS NULL AND m.plan_date IS NULL",
                                """
                                AND state = 'OPEN' AND at IS NULL
                                ORDER BY change_date DESC, mailing_id DESC LIMIT :limit
                                """))
                .bind("company", company)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    List<PlannedMailing> next(Transaction tx, int company, Instant from, int limit) {
        return tx.sql()
                .createQuery(
                        SELECT.formatted(
                                """
                                AND (m.plan_date >= :from OR COALESCE(d.genstatus, 4) < 3
                                     OR m.work_status IN ('mailing.status.generation-finished', 'mailing.status.sending'))
                                """,
                                """
                                AND (state = 'SCHEDULED' OR state = 'PLANNED' AND at >= :from
                                     OR state = 'SENT' AND work_status IN ('mailing.status.in-generation',
                                        'mailing.status.generation-finished', 'mailing.status.sending'))
                                ORDER BY at, mailing_id LIMIT :limit
                                """))
                .bind("company", company)
                .bind("from", from)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    Optional<PlannedMailing> find(Transaction tx, int company, int mailing) {
        return tx.sql()
                .createQuery(SELECT.formatted("AND m.mailing_id = :mailing", ""))
                .bind("company", company)
                .bind("mailing", mailing)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Against sending and editing until the transaction ends. */
    void lock(Transaction tx, int company, int mailing) {
        tx.sql()
                .createQuery(
                        """
                        SELECT mailing_id FROM mailing_tbl
                         WHERE company_id = :company AND mailing_id = :mailing FOR UPDATE
                        """)
                .bind("company", company)
                .bind("mailing", mailing)
                .mapTo(Integer.class)
                .findOne();
    }

    void plan(Transaction tx, int mailing, Instant at) {
        tx.sql()
                .createUpdate("UPDATE mailing_tbl SET plan_date = :at WHERE mailing_id = :mailing")
                .bind("at", at)
                .bind("mailing", mailing)
                .execute();
    }

    private static PlannedMailing read(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp("at");
        Timestamp changed = row.getTimestamp("change_date");
        return new PlannedMailing(
                row.getInt("mailing_id"),
                row.getString("shortname"),
                row.getString("list"),
                State.valueOf(row.getString("state")),
                WorkStatus.of(row.getString("work_status")),
                at == null ? null : at.toInstant(),
                changed == null ? null : changed.toInstant());
    }
}
