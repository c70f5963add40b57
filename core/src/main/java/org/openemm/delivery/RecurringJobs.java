package org.openemm.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Send jobs that stay: when they are due, and what is noted when they were sent. */
public final class RecurringJobs {
    private static final Logger LOG = LoggerFactory.getLogger(RecurringJobs.class);

    /** A sending that was missed while the system was away is made up for so long. */
    private static final Duration MADE_UP = Duration.ofDays(3);

    private static final DateTimeFormatter DAILY = DateTimeFormatter.ofPattern("HHmm");
    private static final String SELECT =
            """
            SELECT d.status_id, d.mailing_id, d.status_field, d.senddate, r.lastsent,
                   COALESCE(r.clearance, 1) = 0 AS held, COALESCE(s.rule, '') AS rule, COALESCE(s.zone, '') AS zone
              FROM maildrop_status_tbl d
              LEFT JOIN maildrop_schedule_tbl s ON s.maildrop_status_id = d.status_id
              LEFT JOIN rulebased_sent_tbl r ON r.mailing_id = d.mailing_id
             WHERE d.status_field IN ('R', 'D', 'E') AND %s
            """;

    private RecurringJobs() {}

    /** Jobs that have to be generated now, in the order of their numbers. */
    public static List<Integer> due(Transaction tx, Instant now, ZoneId here) {
        return tx
                .sql()
                .createQuery(
                        SELECT.formatted(
                                "d.status_field <> 'E' AND d.genstatus = 1 AND d.senddate <= :now"
                                        + " ORDER BY d.status_id"))
                .bind("now", now)
                .map((row, context) -> read(row, here))
                .list()
                .stream()
                .filter(job -> job.isDue(now))
                .map(Row::statusId)
                .toList();
    }

    /**
     * The job of an interval mailing that something asks for now; empty when it is not active, or
     * in work at the moment.
     */
    public static Optional<Integer> demanded(Transaction tx, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT MIN(status_id) FROM maildrop_status_tbl
                         WHERE mailing_id = :mailing AND status_field = 'D' AND genstatus = 1
                        """)
                .bind("mailing", mailingId)
                .mapTo(Integer.class)
                .findOne();
    }

    /** The active job of a mailing; empty when it is not active. */
    static Optional<ActiveMailing> active(
            Transaction tx, int companyId, int mailingId, Instant now, ZoneId here) {
        return tx.sql()
                .createQuery(
                        SELECT.formatted(
                                "d.company_id = :company AND d.mailing_id = :mailing AND"
                                        + " d.genstatus IN (1, 2) ORDER BY d.status_id LIMIT 1"))
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .map((row, context) -> read(row, here).active(now))
                .findOne();
    }

    /** The sending of this moment began: there is none of it any more. */
    public static void noteSent(Transaction tx, int mailingId, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO rulebased_sent_tbl
                               (mailing_id, lastsent, creation_date, change_date)
                        VALUES (:mailing, :now, :now, :now)
                        ON DUPLICATE KEY UPDATE lastsent = :now, change_date = :now
                        """)
                .bind("mailing", mailingId)
                .bind("now", now)
                .execute();
    }

    static void saveSchedule(Transaction tx, int statusId, Schedule schedule) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO maildrop_schedule_tbl (maildrop_status_id, rule, zone)
                        VALUES (:id, :rule, :zone)
                        """)
                .bind("id", statusId)
                .bind("rule", schedule.rule())
                .bind("zone", schedule.zone().getId())
                .execute();
    }

    private static Row read(ResultSet row, ZoneId here) throws SQLException {
        return new Row(
                row.getInt("status_id"),
                SendKind.of(row.getString("status_field")),
                instant(row, "senddate"),
                instant(row, "lastsent"),
                row.getString("rule"),
                zone(row.getString("zone"), here),
                row.getBoolean("held"));
    }

    private static ZoneId zone(String id, ZoneId here) {
        try {
            return id.isEmpty() ? here : ZoneId.of(id);
        } catch (DateTimeException e) {
            LOG.warn("There is no time zone {}, taken as {}", id, here);
            return here;
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    /**
     * @param first not sent before
     * @param last null before the first sending
     */
    private record Row(
            int statusId,
            SendKind kind,
            Instant first,
            Instant last,
            String rule,
            ZoneId zone,
            boolean held) {

        /**
         * Date-based mailings go daily; others without a rule only when something asks for them.
         */
        Optional<Schedule> schedule() {
            if (rule.isEmpty() && kind == SendKind.ON_DEMAND) {
                return Optional.empty();
            }
            return Optional.of(
                    new Schedule(rule.isEmpty() ? DAILY.format(first.atZone(zone)) : rule, zone));
        }

        boolean isDue(Instant now) {
            try {
                return next(begin(now)).filter(time -> !time.isAfter(now)).isPresent();
            } catch (InvalidInput e) {
                LOG.error("Send job {}: nobody understands its interval {}", statusId, rule);
                return false;
            }
        }

        ActiveMailing active(Instant now) {
            if (kind == SendKind.ACTION_BASED) {
                return new ActiveMailing(statusId, kind, Optional.empty(), last, null, false);
            }
            return new ActiveMailing(
                    statusId, kind, schedule(), last, next(begin(now)).orElse(null), held);
        }

        /**
         * Dates mean today: a date-based sending that was missed is made up on the same day only,
         * and there is at most one a day. Others are made up within days.
         */
        private Instant begin(Instant now) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            Instant begin = first.minusSeconds(1);
            if (kind == SendKind.DATE_BASED) {
                boolean sentToday =
                        last != null && !LocalDate.ofInstant(last, zone).isBefore(today);
                LocalDate day = sentToday ? today.plusDays(1) : today;
                begin = later(begin, day.atStartOfDay(zone).toInstant().minusSeconds(1));
            } else {
                begin = later(later(begin, now.minus(MADE_UP)), last);
            }
            return begin;
        }

        private Optional<Instant> next(Instant after) {
            return schedule().flatMap(schedule -> schedule.next(after));
        }

        private static Instant later(Instant one, Instant other) {
            return other == null || one.isAfter(other) ? one : other;
        }
    }
}
