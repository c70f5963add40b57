package org.openemm.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.database.Transaction;

/** Reads how far a sending is, from the tables that the backend keeps. */
final class ProgressStore {
    Optional<Progress> of(Transaction tx, int companyId, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT m.work_status,
                               COALESCE(d.status_id, 0) AS status_id, d.genstatus, d.senddate,
                               d.genchange, l.current_mails, l.total_mails, l.creation_date,
                               a.sent, a.skipped, a.first_sent, a.last_sent,
                               (SELECT COUNT(DISTINCT b.customer_id) FROM bounce_tbl b
                                 WHERE b.mailing_id = m.mailing_id
                                   AND b.company_id = m.company_id) AS bounced,
                               EXISTS (SELECT 1 FROM serverprio_tbl p
                                        WHERE p.priority = 0
                                          AND p.company_id IN (0, m.company_id)
                                          AND p.mailing_id IN (0, m.mailing_id)
                                          AND (p.start_date IS NULL OR p.start_date <= NOW())
                                          AND (p.end_date IS NULL OR p.end_date > NOW())) AS paused,
                               (SELECT MAX(CONCAT(w.subject, IF(w.subject = '', '', ': '), w.answer))
                                  FROM delivery_wait_tbl w
                                  JOIN delivery_host_tbl h
                                    ON h.hostname = w.hostname
                                   AND h.seen > NOW() - INTERVAL 1 MINUTE
                                 WHERE w.mailing_id = m.mailing_id
                                   AND w.company_id = m.company_id
                                   AND w.reason IN ('pickdist', 'disk', 'route', 'group'))
                                   AS waiting,
                               (SELECT NULLIF(g.reason, '') FROM generation_tbl g
                                 WHERE g.maildrop_id = d.status_id) AS making
                          FROM mailing_tbl m
                          LEFT JOIN maildrop_status_tbl d
                            ON d.status_id = (SELECT MIN(w.status_id) FROM maildrop_status_tbl w
                                               WHERE w.mailing_id = m.mailing_id
                                                 AND w.company_id = m.company_id
                                                 AND w.status_field = 'W')
                          LEFT JOIN (SELECT status_id, MAX(current_mails) AS current_mails,
                                            MAX(total_mails) AS total_mails,
                                            MIN(creation_date) AS creation_date
                                       FROM mailing_backend_log_tbl
                                      WHERE mailing_id = :mailing GROUP BY status_id) l
                            ON l.status_id = d.status_id
                          LEFT JOIN (SELECT maildrop_id, SUM(no_of_mailings) AS sent,
                                            SUM(COALESCE(skip, 0)) AS skipped,
                                            MIN(timestamp) AS first_sent,
                                            MAX(timestamp) AS last_sent
                                       FROM mailing_account_tbl
                                      WHERE mailing_id = :mailing AND status_field = 'W'
                                      GROUP BY maildrop_id) a
                            ON a.maildrop_id = d.status_id
                         WHERE m.mailing_id = :mailing AND m.company_id = :company
                           AND m.deleted = 0
                        """)
                .bind("mailing", mailingId)
                .bind("company", companyId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** What waits for its time or is paused is not on its way. */
    List<RunningSending> running(Transaction tx, int companyId, Instant now) {
        return tx
                .sql()
                .createQuery(
                        """
                        SELECT mailing_id, shortname FROM mailing_tbl
                         WHERE company_id = :company AND deleted = 0
                           AND work_status IN ('mailing.status.in-generation',
                               'mailing.status.generation-finished', 'mailing.status.sending')
                         ORDER BY mailing_id DESC LIMIT 20
                        """)
                .bind("company", companyId)
                .map((row, context) -> Map.entry(row.getInt(1), row.getString(2)))
                .list()
                .stream()
                .flatMap(
                        mailing ->
                                of(tx, companyId, mailing.getKey()).stream()
                                        .filter(progress -> isOnItsWay(progress, now))
                                        .map(
                                                progress ->
                                                        new RunningSending(
                                                                mailing.getKey(),
                                                                mailing.getValue(),
                                                                progress)))
                .toList();
    }

    private static boolean isOnItsWay(Progress progress, Instant now) {
        return progress.distribution() == Distribution.GENERATING
                || progress.distribution() == Distribution.SENDING
                || progress.distribution() == Distribution.GENERATED
                        && !progress.sendAt().isAfter(now);
    }

    private static Progress read(ResultSet row) throws SQLException {
        Distribution distribution = distribution(row);
        Instant changed = instant(row, "genchange");
        boolean generated = row.getInt("genstatus") == GenerationStatus.FINISHED.code();
        boolean dispatching =
                distribution == Distribution.GENERATED || distribution == Distribution.SENDING;
        String waiting = distribution.isMoving() ? row.getString("making") : null;
        if (waiting == null && dispatching) {
            waiting = row.getString("waiting");
        }
        return new Progress(
                distribution,
                row.getInt("status_id"),
                instant(row, "senddate"),
                row.getLong("total_mails"),
                row.getLong("current_mails"),
                row.getLong("sent"),
                row.getLong("skipped"),
                row.getLong("bounced"),
                instant(row, "creation_date"),
                generated ? changed : null,
                instant(row, "first_sent"),
                instant(row, "last_sent"),
                Optional.ofNullable(waiting));
    }

    private static Distribution distribution(ResultSet row) throws SQLException {
        if (row.getInt("status_id") == 0) {
            return Distribution.NOT_SENT;
        }
        String work = String.valueOf(row.getString("work_status"));
        boolean paused = row.getBoolean("paused");
        return switch (GenerationStatus.of(row.getInt("genstatus"))) {
            case SCHEDULED, READY ->
                    paused ? Distribution.DELIVERY_STOPPED : Distribution.SCHEDULED;
            case IN_GENERATION -> {
                if (paused) {
                    yield Distribution.DELIVERY_STOPPED;
                }
                // Packages may leave while the rest of them is made.
                yield row.getLong("sent") > 0 ? Distribution.SENDING : Distribution.GENERATING;
            }
            case GIVEN_UP ->
                    work.endsWith(".canceled")
                            ? Distribution.CANCELLED
                            : work.endsWith(".ready")
                                    ? Distribution.NOT_SENT
                                    : Distribution.GENERATION_STOPPED;
            case FINISHED -> {
                if (work.endsWith(".canceled")) {
                    yield Distribution.CANCELLED;
                }
                if (work.endsWith(".sent") || work.endsWith(".norecipients")) {
                    yield Distribution.SENT;
                }
                if (paused) {
                    yield Distribution.DELIVERY_STOPPED;
                }
                yield row.getLong("sent") > 0 ? Distribution.SENDING : Distribution.GENERATED;
            }
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
