package org.openemm.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openemm.account.Actor;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientAccess;

/** Why mails of a mailing wait, and which of them may have arrived twice. */
public final class WaitingMails {
    private static final int SHOWN = 100;
    private static final int OUTAGES = 3;

    private final Database database;

    public WaitingMails(Database database) {
        this.database = database;
    }

    /** What mails wait for. */
    public enum Reason {
        /** The mailing is paused. */
        PAUSED,
        /** All sending of the tenant is stopped. */
        TENANT,
        /** All sending is stopped. */
        ALL,
        /** No backend has been heard of for a minute. */
        BACKEND,
        /** Sending is stopped on the machine itself. */
        PICKDIST,
        /** The backend cannot write to its disk. */
        DISK,
        /** The route takes no mails. */
        ROUTE,
        /** A group of receiving domains takes no mails. */
        GROUP,
        /** The rate of the route. */
        RATE,
        /** Rate or number of connections of a group of domains. */
        GROUPRATE,
        /** The mail server put mails off. */
        DEFERRED
    }

    /**
     * Mails wait.
     *
     * @param subject name of the route or group, or of who stopped; may be empty
     * @param mails 0: not counted
     * @param answer of the mail server: the last one or the most frequent; may be empty
     * @param next when they are tried again; null when nobody can tell
     * @param since null when nobody knows
     */
    public record Wait(
            Reason reason,
            String subject,
            long mails,
            String answer,
            Instant next,
            Instant since) {}

    /**
     * A mail that was sent once more because nobody knows whether it had arrived.
     *
     * @param email empty when the recipient is gone
     * @param killed the backend was killed; else the mail server was lost before it answered
     */
    public record Uncertain(long customerId, String email, boolean killed, Instant at) {}

    /**
     * @param shown the newest, at most 100
     */
    public record Uncertainty(long count, List<Uncertain> shown) {}

    /** Sending waited because the database did not answer. */
    public record Outage(Instant from, Instant to) {}

    /** The newest outages of the database while a mailing was being sent, the first one first. */
    public List<Outage> outages(Actor actor, int mailingId) {
        actor.require("mailing.show");
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT begun, ended FROM
                                        (SELECT o.begun, o.ended
                                           FROM mailing_tbl m JOIN delivery_outage_tbl o
                                          WHERE m.mailing_id = :mailing AND m.company_id = :company
                                            AND o.ended >= (SELECT MIN(l.creation_date)
                                                              FROM mailing_backend_log_tbl l
                                                             WHERE l.mailing_id = :mailing)
                                            AND (m.work_status <> 'mailing.status.sent'
                                                 OR o.begun <= (SELECT MAX(a.timestamp)
                                                                  FROM mailing_account_tbl a
                                                                 WHERE a.mailing_id = :mailing))
                                          ORDER BY o.begun DESC LIMIT :most) newest
                                        ORDER BY begun
                                        """)
                                .bind("mailing", mailingId)
                                .bind("company", actor.companyId())
                                .bind("most", OUTAGES)
                                .map(
                                        (row, context) ->
                                                new Outage(
                                                        instant(row, "begun"),
                                                        instant(row, "ended")))
                                .list());
    }

    /** What holds the mails of a mailing of the actor's company; the decisions of people first. */
    public List<Wait> of(Actor actor, int mailingId) {
        actor.require("mailing.show");
        return database.inTransaction(
                tx -> {
                    List<Wait> waits = new ArrayList<>(stops(tx, actor.companyId(), mailingId));
                    waits.addAll(backend(tx, actor.companyId(), mailingId));
                    waits.addAll(noBackend(tx));
                    return List.copyOf(waits);
                });
    }

    /** Mails of a mailing that may have arrived twice. */
    public Uncertainty uncertain(Actor actor, int mailingId) {
        actor.require("mailing.show");
        return database.inTransaction(
                tx ->
                        new Uncertainty(
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT COUNT(*) FROM delivery_uncertain_tbl
                                                 WHERE mailing_id = :mailing
                                                   AND company_id = :company
                                                """)
                                        .bind("mailing", mailingId)
                                        .bind("company", actor.companyId())
                                        .mapTo(Long.class)
                                        .one(),
                                tx.sql()
                                        .createQuery(
                                                """
                                                SELECT u.customer_id, COALESCE(c.email, '') AS email,
                                                       u.cause, u.timestamp
                                                  FROM delivery_uncertain_tbl u
                                                  LEFT JOIN customer_%d_tbl c
                                                    ON c.customer_id = u.customer_id
                                                 WHERE u.mailing_id = :mailing
                                                   AND u.company_id = :company%s
                                                 ORDER BY u.uncertain_id DESC LIMIT :most
                                                """
                                                        .formatted(
                                                                actor.companyId(),
                                                                RecipientAccess.and(
                                                                        actor, "u.customer_id")))
                                        .bind("mailing", mailingId)
                                        .bind("company", actor.companyId())
                                        .bind("most", SHOWN)
                                        .map((row, context) -> uncertain(row))
                                        .list()));
    }

    private static List<Wait> stops(Transaction tx, int companyId, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT p.company_id, p.mailing_id, MAX(d.stopped_by) AS stopped_by,
                               COALESCE(MAX(d.stopped_at), MAX(p.start_date)) AS since
                          FROM serverprio_tbl p
                          LEFT JOIN delivery_stop_tbl d
                            ON d.company_id = p.company_id AND d.mailing_id = p.mailing_id
                         WHERE p.priority = 0
                           AND p.company_id IN (0, :company) AND p.mailing_id IN (0, :mailing)
                           AND (p.start_date IS NULL OR p.start_date <= NOW())
                           AND (p.end_date IS NULL OR p.end_date > NOW())
                         GROUP BY p.company_id, p.mailing_id
                         ORDER BY p.mailing_id, p.company_id
                        """)
                .bind("company", companyId)
                .bind("mailing", mailingId)
                .map(
                        (row, context) ->
                                new Wait(
                                        row.getInt("mailing_id") != 0
                                                ? Reason.PAUSED
                                                : row.getInt("company_id") != 0
                                                        ? Reason.TENANT
                                                        : Reason.ALL,
                                        text(row, "stopped_by"),
                                        0,
                                        "",
                                        null,
                                        instant(row, "since")))
                .list();
    }

    private static List<Wait> backend(Transaction tx, int companyId, int mailingId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT reason, subject, SUM(mails) AS mails, MAX(answer) AS answer,
                               MIN(next_try) AS next_try, MIN(since) AS since
                          FROM delivery_wait_tbl JOIN delivery_host_tbl h USING (hostname)
                         WHERE mailing_id = :mailing AND company_id = :company
                           AND h.seen > NOW() - INTERVAL 1 MINUTE
                         GROUP BY reason, subject
                         ORDER BY FIELD(reason, 'pickdist', 'disk', 'route', 'group', 'rate',
                                        'grouprate', 'deferred'), subject
                        """)
                .bind("mailing", mailingId)
                .bind("company", companyId)
                .map(
                        (row, context) ->
                                new Wait(
                                        Reason.valueOf(
                                                row.getString("reason").toUpperCase(Locale.ROOT)),
                                        row.getString("subject"),
                                        row.getLong("mails"),
                                        row.getString("answer"),
                                        instant(row, "next_try"),
                                        instant(row, "since")))
                .list();
    }

    /** Nobody sends, and nobody is there to say so. */
    private static List<Wait> noBackend(Transaction tx) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT MAX(seen) AS seen FROM delivery_host_tbl
                        HAVING COALESCE(MAX(seen) < NOW() - INTERVAL 1 MINUTE, TRUE)
                        """)
                .map(
                        (row, context) ->
                                new Wait(Reason.BACKEND, "", 0, "", null, instant(row, "seen")))
                .list();
    }

    private static Uncertain uncertain(ResultSet row) throws SQLException {
        return new Uncertain(
                row.getLong("customer_id"),
                row.getString("email"),
                row.getString("cause").equals("killed"),
                instant(row, "timestamp"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
