package org.openemm.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;

/**
 * SQL of what passed with one recipient; each question is answered by an index on the recipient.
 */
final class ContactStore {
    private static final String LIST_NAME =
            """
            COALESCE((SELECT l.shortname FROM mailinglist_tbl l
                       WHERE l.mailinglist_id = b.mailinglist_id AND l.company_id = :company), '') AS list
            """;

    List<ListStates.State> past(Transaction tx, int companyId, long customerId, int limit) {
        return ask(
                        tx,
                        """
                        SELECT b.mailinglist_id, %s, b.user_status, b.user_type, b.user_remark,
                               COALESCE(b.exit_mailing_id, b.entry_mailing_id, 0) AS mailing,
                               b.creation_date, b.timestamp_change, b.change_type = 0 AS removed
                          FROM hst_customer_%d_binding_tbl b
                         WHERE b.customer_id = :customer AND b.mediatype = 0
                         ORDER BY b.timestamp_change DESC LIMIT :limit
                        """
                                .formatted(LIST_NAME, companyId),
                        companyId,
                        customerId)
                .bind("limit", limit)
                .map((row, context) -> state(row, instant(row, "timestamp_change")))
                .list();
    }

    List<ListStates.State> present(Transaction tx, int companyId, long customerId) {
        return ask(
                        tx,
                        """
                        SELECT b.mailinglist_id, %s, b.user_status, b.user_type, b.user_remark,
                               COALESCE(b.exit_mailing_id, b.entry_mailing_id, 0) AS mailing,
                               b.creation_date, FALSE AS removed
                          FROM customer_%d_binding_tbl b
                         WHERE b.customer_id = :customer AND b.mediatype = 0
                        """
                                .formatted(LIST_NAME, companyId),
                        companyId,
                        customerId)
                .map((row, context) -> state(row, null))
                .list();
    }

    List<MailEvent> sent(Transaction tx, int companyId, long customerId, int limit) {
        return mails(
                tx,
                """
                SELECT t.mailing_id, COALESCE(m.shortname, '') AS mailing, MIN(t.timestamp) AS at,
                       '' AS link, COUNT(*) AS times, 'SENT' AS kind
                  FROM mailtrack_%d_tbl t LEFT JOIN mailing_tbl m ON m.mailing_id = t.mailing_id
                 WHERE t.customer_id = :customer
                 GROUP BY t.mailing_id, t.maildrop_status_id ORDER BY at DESC LIMIT :limit
                """,
                companyId,
                customerId,
                limit);
    }

    List<MailEvent> opened(Transaction tx, int companyId, long customerId, int limit) {
        return mails(
                tx,
                """
                SELECT t.mailing_id, COALESCE(m.shortname, '') AS mailing,
                       COALESCE(t.first_open, t.timestamp) AS at, '' AS link,
                       COALESCE(t.open_count, 1) AS times, 'OPENED' AS kind
                  FROM onepixellog_%d_tbl t LEFT JOIN mailing_tbl m ON m.mailing_id = t.mailing_id
                 WHERE t.customer_id = :customer
                 ORDER BY at DESC LIMIT :limit
                """,
                companyId,
                customerId,
                limit);
    }

    List<MailEvent> clicked(Transaction tx, int companyId, long customerId, int limit) {
        return mails(
                tx,
                """
                SELECT t.mailing_id, COALESCE(m.shortname, '') AS mailing, MIN(t.timestamp) AS at,
                       COALESCE(NULLIF(u.shortname, ''), u.full_url, '') AS link,
                       COUNT(*) AS times, 'CLICKED' AS kind
                  FROM rdirlog_%d_tbl t LEFT JOIN mailing_tbl m ON m.mailing_id = t.mailing_id
                  LEFT JOIN rdir_url_tbl u ON u.url_id = t.url_id
                 WHERE t.customer_id = :customer
                 GROUP BY t.mailing_id, t.url_id ORDER BY at DESC LIMIT :limit
                """,
                companyId,
                customerId,
                limit);
    }

    /** Codes from 510 on say that an address does not work at all. */
    List<MailEvent> bounced(Transaction tx, int companyId, long customerId, int limit) {
        return ask(
                        tx,
                        """
                        SELECT t.mailing_id, COALESCE(m.shortname, '') AS mailing, t.timestamp AS at,
                               '' AS link, 1 AS times,
                               IF(t.detail >= 510, 'HARD_BOUNCE', 'SOFT_BOUNCE') AS kind
                          FROM bounce_tbl t LEFT JOIN mailing_tbl m ON m.mailing_id = t.mailing_id
                         WHERE t.company_id = :company AND t.customer_id = :customer
                         ORDER BY at DESC LIMIT :limit
                        """,
                        companyId,
                        customerId)
                .bind("limit", limit)
                .map((row, context) -> mail(row))
                .list();
    }

    Summary summary(Transaction tx, int companyId, long customerId) {
        return ask(
                        tx,
                        """
                        SELECT (SELECT COUNT(DISTINCT mailing_id) FROM mailtrack_%1$d_tbl WHERE customer_id = :customer) AS received,
                               (SELECT COUNT(*) FROM onepixellog_%1$d_tbl WHERE customer_id = :customer) AS opened,
                               (SELECT COUNT(DISTINCT mailing_id) FROM rdirlog_%1$d_tbl WHERE customer_id = :customer) AS clicked,
                               GREATEST(COALESCE((SELECT MAX(last_open) FROM onepixellog_%1$d_tbl WHERE customer_id = :customer), '1970-01-02'),
                                        COALESCE((SELECT MAX(timestamp) FROM rdirlog_%1$d_tbl WHERE customer_id = :customer), '1970-01-02')) AS last
                          FROM company_tbl WHERE company_id = :company
                        """
                                .formatted(companyId),
                        companyId,
                        customerId)
                .map(
                        (row, context) ->
                                new Summary(
                                        row.getLong("received"),
                                        row.getLong("opened"),
                                        row.getLong("clicked"),
                                        row.getLong("opened") + row.getLong("clicked") == 0
                                                ? null
                                                : instant(row, "last")))
                .one();
    }

    private static List<MailEvent> mails(
            Transaction tx, String sql, int companyId, long customerId, int limit) {
        return tx.sql()
                .createQuery(sql.formatted(companyId))
                .bind("customer", customerId)
                .bind("limit", limit)
                .map((row, context) -> mail(row))
                .list();
    }

    private static Query ask(Transaction tx, String sql, int companyId, long customerId) {
        return tx.sql().createQuery(sql).bind("company", companyId).bind("customer", customerId);
    }

    private static MailEvent mail(ResultSet row) throws SQLException {
        return new MailEvent(
                instant(row, "at"),
                MailEvent.Kind.valueOf(row.getString("kind")),
                row.getInt("mailing_id"),
                row.getString("mailing"),
                row.getString("link"),
                row.getLong("times"));
    }

    private static ListStates.State state(ResultSet row, Instant until) throws SQLException {
        String type = Objects.toString(row.getString("user_type"), "");
        return new ListStates.State(
                row.getInt("mailinglist_id"),
                row.getString("list"),
                BindingStatus.find(row.getInt("user_status")).orElse(BindingStatus.SUSPENDED),
                type.isEmpty()
                        ? UserType.WORLD
                        : UserType.find(type.charAt(0)).orElse(UserType.WORLD),
                Objects.toString(row.getString("user_remark"), ""),
                row.getInt("mailing"),
                instant(row, "creation_date"),
                until,
                row.getBoolean("removed"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
