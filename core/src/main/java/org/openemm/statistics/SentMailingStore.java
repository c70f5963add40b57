package org.openemm.statistics;

import org.openemm.database.Transaction;

/** The query behind the overview of sent mailings. */
final class SentMailingStore {
    private static final String FROM =
            """
              FROM mailing_tbl m
              JOIN (SELECT mailing_id, SUM(no_of_mailings) AS sent, MIN(mintime) AS begun
                      FROM mailing_account_sum_tbl
                     WHERE company_id = :company AND status_field NOT IN ('A', 'T', 'V')
                     GROUP BY mailing_id) a ON a.mailing_id = m.mailing_id
              LEFT JOIN mailinglist_tbl l ON l.mailinglist_id = m.mailinglist_id
              LEFT JOIN tracking_rollup_mailing_tbl r ON r.mailing_id = m.mailing_id
             WHERE m.company_id = :company AND m.deleted = 0
               AND m.shortname LIKE :search ESCAPE '!'
            """;

    /** Newest first. */
    SentMailing.Page page(Transaction tx, int company, String search, int page, int size) {
        return page(tx, company, search, SentMailing.Sort.BEGUN, true, page, size);
    }

    SentMailing.Page page(
            Transaction tx,
            int company,
            String search,
            SentMailing.Sort sort,
            boolean descending,
            int page,
            int size) {
        String direction = descending ? " DESC" : " ASC";
        String like = "%" + search.strip().replaceAll("[!%_]", "!$0") + "%";
        long total =
                tx.sql()
                        .createQuery("SELECT COUNT(*) " + FROM)
                        .bind("company", company)
                        .bind("search", like)
                        .mapTo(long.class)
                        .one();
        return new SentMailing.Page(
                tx.sql()
                        .createQuery(
                                """
                                SELECT m.mailing_id, m.shortname, COALESCE(l.shortname, '') AS list, a.begun,
                                       COALESCE(m.work_status, '') AS work_status, a.sent,
                                       COALESCE(r.openers, 0) AS openers, COALESCE(r.clickers, 0) AS clickers
                                """
                                        + FROM
                                        + " ORDER BY "
                                        + sort.sql
                                        + direction
                                        + ", m.mailing_id"
                                        + direction
                                        + " LIMIT :size OFFSET :offset")
                        .bind("company", company)
                        .bind("search", like)
                        .bind("size", size)
                        .bind("offset", (long) (page - 1) * size)
                        .map(
                                (row, context) ->
                                        new SentMailing(
                                                row.getInt("mailing_id"),
                                                row.getString("shortname"),
                                                row.getString("list"),
                                                row.getTimestamp("begun").toInstant(),
                                                row.getString("work_status"),
                                                row.getLong("sent"),
                                                row.getLong("openers"),
                                                row.getLong("clickers")))
                        .list(),
                total);
    }

    /**
     * How the mailings before one did on average. Delivered counts here as sent without hard
     * bounces.
     *
     * @param most as many of the latest before it
     */
    Usual usual(Transaction tx, int company, int mailing, int most) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(*), COALESCE(AVG(openers / delivered), 0),
                               COALESCE(AVG(clickers / delivered), 0)
                          FROM (SELECT r.openers, r.clickers,
                                       a.sent - (SELECT COUNT(DISTINCT b.customer_id)
                                                   FROM bounce_tbl b
                                                  WHERE b.company_id = :company
                                                    AND b.mailing_id = a.mailing_id
                                                    AND b.detail >= 510) AS delivered
                                  FROM (SELECT s.mailing_id, SUM(s.no_of_mailings) AS sent,
                                               MIN(s.mintime) AS begun
                                          FROM mailing_account_sum_tbl s
                                          JOIN mailing_tbl m ON m.mailing_id = s.mailing_id
                                           AND m.company_id = :company AND m.deleted = 0
                                         WHERE s.company_id = :company
                                           AND s.status_field NOT IN ('A', 'T', 'V')
                                         GROUP BY s.mailing_id) a
                                  JOIN tracking_rollup_mailing_tbl r ON r.mailing_id = a.mailing_id
                                 WHERE a.mailing_id <> :mailing
                                   AND a.begun < (SELECT MIN(own.mintime)
                                                    FROM mailing_account_sum_tbl own
                                                   WHERE own.mailing_id = :mailing
                                                     AND own.company_id = :company
                                                     AND own.status_field NOT IN ('A', 'T', 'V'))
                                 ORDER BY a.begun DESC LIMIT :most) earlier
                         WHERE delivered > 0
                        """)
                .bind("company", company)
                .bind("mailing", mailing)
                .bind("most", most)
                .map((row, context) -> new Usual(row.getInt(1), row.getDouble(2), row.getDouble(3)))
                .one();
    }
}
