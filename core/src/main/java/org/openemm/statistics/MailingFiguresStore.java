package org.openemm.statistics;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openemm.content.MediaParameters;
import org.openemm.database.Transaction;
import org.openemm.statistics.MailingSummary.DeviceShare;
import org.openemm.statistics.MailingSummary.Head;
import org.openemm.statistics.MailingSummary.HourFigures;
import org.openemm.statistics.MailingSummary.LinkFigures;

/** The queries behind the figures of one mailing. */
final class MailingFiguresStore {

    Optional<Head> head(Transaction tx, int company, int mailing) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT m.shortname, m.work_status, l.shortname AS list, mt.param,
                               COALESCE(m.send_date, (SELECT MIN(a.mintime) FROM mailing_account_sum_tbl a
                                                       WHERE a.mailing_id = m.mailing_id
                                                         AND a.status_field NOT IN ('A', 'T', 'V'))) AS send_date
                          FROM mailing_tbl m
                          LEFT JOIN mailinglist_tbl l ON l.mailinglist_id = m.mailinglist_id
                          LEFT JOIN mailing_mt_tbl mt ON mt.mailing_id = m.mailing_id AND mt.mediatype = 0
                         WHERE m.company_id = :company AND m.mailing_id = :mailing AND m.deleted = 0
                           AND COALESCE(m.is_template, 0) = 0
                        """)
                .bind("company", company)
                .bind("mailing", mailing)
                .map(
                        (row, context) ->
                                new Head(
                                        mailing,
                                        row.getString("shortname"),
                                        subject(row.getString("param")),
                                        Optional.ofNullable(row.getString("list")).orElse(""),
                                        Optional.ofNullable(row.getTimestamp("send_date"))
                                                .map(Timestamp::toInstant),
                                        Optional.ofNullable(row.getString("work_status"))
                                                .orElse("")))
                .findOne();
    }

    private static String subject(String parameters) {
        return parameters == null
                ? ""
                : MediaParameters.parse(parameters).get("subject").orElse("");
    }

    boolean isTracked(Transaction tx, int company) {
        return tx.sql()
                        .createQuery(
                                "SELECT mailtracking FROM company_tbl WHERE company_id = :company")
                        .bind("company", company)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElse(0)
                == 1;
    }

    /** Of interval mailings each recipient of each sending is on record. */
    long sent(Transaction tx, int company, int mailing) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT CASE (SELECT mailing_type FROM mailing_tbl
                                      WHERE mailing_id = :mailing AND company_id = :company)
                               WHEN 4 THEN (SELECT COUNT(*) FROM interval_track_<company>_tbl
                                             WHERE mailing_id = :mailing)
                               ELSE (SELECT COALESCE(SUM(no_of_mailings), 0)
                                       FROM mailing_account_sum_tbl
                                      WHERE company_id = :company AND mailing_id = :mailing
                                        AND status_field NOT IN ('A', 'T', 'V')) END
                        """)
                .define("company", company)
                .bind("company", company)
                .bind("mailing", mailing)
                .mapTo(Long.class)
                .one();
    }

    /** Mails by mailtype: 0 text, 1 HTML, 2 offline HTML. */
    Map<Integer, Long> sentByFormat(Transaction tx, int company, int mailing) {
        Map<Integer, Long> formats = new TreeMap<>();
        tx.sql()
                .createQuery(
                        """
                        SELECT mailtype, SUM(no_of_mailings) FROM mailing_account_tbl
                         WHERE company_id = :company AND mailing_id = :mailing AND status_field NOT IN ('A', 'T', 'V')
                         GROUP BY mailtype
                        """)
                .bind("company", company)
                .bind("mailing", mailing)
                .map((row, context) -> Map.entry(row.getInt(1), row.getLong(2)))
                .forEach(entry -> formats.put(entry.getKey(), entry.getValue()));
        return formats;
    }

    long delivered(Transaction tx, int company, int mailing) {
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) FROM success_<company>_tbl WHERE mailing_id = :mailing")
                .define("company", company)
                .bind("mailing", mailing)
                .mapTo(Long.class)
                .one();
    }

    record Reactions(
            long openingsGross,
            long openingsAnonymous,
            long openers,
            long clicksGross,
            long clicksAnonymous,
            long clickers) {}

    Reactions reactions(Transaction tx, int mailing) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT openings_gross, openings_anonymous, openers, clicks_gross, clicks_anonymous, clickers
                          FROM tracking_rollup_mailing_tbl WHERE mailing_id = :mailing
                        """)
                .bind("mailing", mailing)
                .map(
                        (row, context) ->
                                new Reactions(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getLong(6)))
                .findOne()
                .orElse(new Reactions(0, 0, 0, 0, 0, 0));
    }

    long clickersWithOpening(Transaction tx, int company, int mailing) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(DISTINCT c.customer_id)
                          FROM rdirlog_<company>_tbl c
                          JOIN onepixellog_<company>_tbl o
                            ON o.mailing_id = c.mailing_id AND o.customer_id = c.customer_id
                         WHERE c.mailing_id = :mailing AND c.customer_id \\<> 0
                        """)
                .define("company", company)
                .bind("mailing", mailing)
                .mapTo(Long.class)
                .one();
    }

    long optOuts(Transaction tx, int company, int mailing) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(DISTINCT b.customer_id)
                               + COALESCE((SELECT SUM(e.persons) FROM mailing_tbl em
                                             JOIN erased_opt_out_tbl e
                                               ON e.mailing_id = em.mailing_id AND e.mailinglist_id = em.mailinglist_id
                                            WHERE em.mailing_id = :mailing), 0)
                          FROM mailing_tbl m
                          JOIN customer_<company>_binding_tbl b
                            ON b.mailinglist_id = m.mailinglist_id AND b.exit_mailing_id = m.mailing_id
                         WHERE m.mailing_id = :mailing AND b.user_status IN (3, 4)
                        """)
                .define("company", company)
                .bind("mailing", mailing)
                .mapTo(Long.class)
                .one();
    }

    record Bounces(long hard, long soft) {}

    Bounces bounces(Transaction tx, int company, int mailing) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COUNT(DISTINCT CASE WHEN detail >= 510 THEN customer_id END),
                               COUNT(DISTINCT CASE WHEN detail < 510 THEN customer_id END)
                          FROM bounce_tbl WHERE company_id = :company AND mailing_id = :mailing
                        """)
                .bind("company", company)
                .bind("mailing", mailing)
                .map((row, context) -> new Bounces(row.getLong(1), row.getLong(2)))
                .one();
    }

    DeviceShare openerDevices(Transaction tx, int company, int mailing) {
        return devices(tx, "onepixellog_device_" + company + "_tbl", mailing);
    }

    DeviceShare clickerDevices(Transaction tx, int company, int mailing) {
        return devices(tx, "rdirlog_" + company + "_tbl", mailing);
    }

    private static DeviceShare devices(Transaction tx, String table, int mailing) {
        long[] byClass = new long[6];
        tx.sql()
                .createQuery(
                        """
                        SELECT device, COUNT(*)
                          FROM (SELECT CASE WHEN MIN(device_class_id) = MAX(device_class_id)
                                            THEN MIN(device_class_id) ELSE 5 END AS device
                                  FROM <table>
                                 WHERE mailing_id = :mailing AND customer_id > 0 AND device_class_id BETWEEN 1 AND 4
                                 GROUP BY customer_id) person
                         GROUP BY device
                        """)
                .define("table", table)
                .bind("mailing", mailing)
                .map((row, context) -> Map.entry(row.getInt(1), row.getLong(2)))
                .forEach(entry -> byClass[entry.getKey()] = entry.getValue());
        return new DeviceShare(byClass[1], byClass[2], byClass[3], byClass[4], byClass[5]);
    }

    /** Links of the mailing, most clicked first; a deleted link only when it was clicked. */
    List<LinkFigures> links(Transaction tx, int company, int mailing) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT u.url_id, u.shortname, u.alt_text, u.full_url, u.admin_link,
                               COALESCE(r.clicks_gross, 0), COALESCE(r.clickers, 0), COALESCE(r.clicks_anonymous, 0),
                               COALESCE(r.clicks_mobile, 0)
                          FROM rdir_url_tbl u
                          LEFT JOIN tracking_rollup_link_tbl r ON r.mailing_id = u.mailing_id AND r.url_id = u.url_id
                         WHERE u.company_id = :company AND u.mailing_id = :mailing
                           AND (u.deleted = 0 OR r.clicks_gross > 0)
                         ORDER BY 6 DESC, u.url_id
                        """)
                .bind("company", company)
                .bind("mailing", mailing)
                .map(
                        (row, context) ->
                                new LinkFigures(
                                        row.getInt(1),
                                        firstText(
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4)),
                                        row.getString(4),
                                        row.getInt(5) == 1,
                                        row.getLong(6),
                                        row.getLong(7),
                                        row.getLong(8),
                                        row.getLong(9)))
                .list();
    }

    List<HourFigures> hours(Transaction tx, int mailing) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT hour_start, openings_gross, openers, clicks_gross, clickers
                          FROM tracking_rollup_hour_tbl WHERE mailing_id = :mailing ORDER BY hour_start
                        """)
                .bind("mailing", mailing)
                .map(
                        (row, context) ->
                                new HourFigures(
                                        row.getTimestamp(1).toInstant(),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5)))
                .list();
    }

    private static String firstText(String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isBlank()) {
                return candidate;
            }
        }
        return "";
    }
}
