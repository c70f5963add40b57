package org.openemm.mailing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.account.Actor;
import org.openemm.content.MediaParameters;
import org.openemm.database.Transaction;

/** The lists of mailings and templates. */
final class MailingOverview {
    private static final String FROM =
            """
            FROM mailing_tbl m
            LEFT JOIN mailinglist_tbl l ON l.mailinglist_id = m.mailinglist_id
            LEFT JOIN mailing_account_sum_tbl s
                   ON s.mailing_id = m.mailing_id AND s.status_field = 'W'
            LEFT JOIN tracking_rollup_mailing_tbl r ON r.mailing_id = m.mailing_id
            LEFT JOIN mailing_mt_tbl t ON t.mailing_id = m.mailing_id AND t.mediatype = 0
            WHERE m.company_id = :company AND m.is_template = :template AND m.deleted = :deleted
            """;

    private MailingOverview() {}

    static MailingPage page(Transaction tx, Actor actor, MailingQuery query) {
        Map<String, Object> binds = new HashMap<>();
        binds.put("company", actor.companyId());
        binds.put("template", query.templates());
        binds.put("deleted", query.deleted());
        String where = FROM + conditions(query, binds);
        long total =
                tx.sql()
                        .createQuery("SELECT COUNT(*) " + where)
                        .bindMap(binds)
                        .mapTo(long.class)
                        .one();
        List<MailingSummary> rows =
                tx.sql()
                        .createQuery(
                                """
                                SELECT m.mailing_id, m.shortname, m.description, m.mailing_type,
                                       m.work_status, m.mailinglist_id, l.shortname AS mailinglist,
                                       COALESCE(m.send_date,
                                                (SELECT MAX(d.senddate) FROM maildrop_status_tbl d
                                                 WHERE d.mailing_id = m.mailing_id
                                                   AND d.status_field = 'W')) AS send_date,
                                       m.plan_date, m.creation_date, m.change_date, m.deleted,
                                       COALESCE(s.no_of_mailings, 0) AS recipients, t.param,
                                       COALESCE(r.openers, 0) AS openers,
                                       COALESCE(r.clickers, 0) AS clickers
                                """
                                        + where
                                        + order(query)
                                        + " LIMIT :size OFFSET :offset")
                        .bindMap(binds)
                        .bind("size", query.size())
                        .bind("offset", (long) (query.page() - 1) * query.size())
                        .map((row, context) -> summary(row))
                        .list();
        return new MailingPage(rows, total);
    }

    private static String conditions(MailingQuery query, Map<String, Object> binds) {
        StringBuilder sql = new StringBuilder();
        if (!query.search().isEmpty()) {
            sql.append(
                    "AND (m.shortname LIKE :search ESCAPE '!' OR m.description LIKE :search ESCAPE"
                            + " '!')\n");
            binds.put("search", "%" + query.search().replaceAll("[!%_]", "!$0") + "%");
        }
        if (query.mailinglistId() != 0) {
            sql.append("AND m.mailinglist_id = :list\n");
            binds.put("list", query.mailinglistId());
        }
        if (query.status() != null) {
            sql.append("AND m.work_status = :status\n");
            binds.put("status", query.status().key());
        }
        return sql.toString();
    }

    private static String order(MailingQuery query) {
        String direction = query.descending() ? " DESC" : " ASC";
        return "ORDER BY " + query.sort().sql + direction + ", m.mailing_id" + direction;
    }

    private static MailingSummary summary(ResultSet row) throws SQLException {
        return new MailingSummary(
                row.getInt("mailing_id"),
                text(row, "shortname"),
                text(row, "description"),
                MediaParameters.parse(row.getString("param")).get("subject", ""),
                MailingType.of(row.getInt("mailing_type")),
                WorkStatus.of(row.getString("work_status")),
                row.getInt("mailinglist_id"),
                text(row, "mailinglist"),
                instant(row, "send_date"),
                instant(row, "plan_date"),
                instant(row, "creation_date"),
                instant(row, "change_date"),
                row.getLong("recipients"),
                row.getLong("openers"),
                row.getLong("clickers"),
                row.getBoolean("deleted"));
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
