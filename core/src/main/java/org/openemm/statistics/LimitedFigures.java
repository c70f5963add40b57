package org.openemm.statistics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.Query;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;
import org.openemm.recipient.RecipientAccess;
import org.openemm.statistics.MailingFiguresStore.Bounces;
import org.openemm.statistics.MailingFiguresStore.Reactions;
import org.openemm.statistics.MailingSummary.DeviceShare;
import org.openemm.statistics.MailingSummary.HourFigures;
import org.openemm.statistics.MailingSummary.LinkFigures;

/**
 * Figures of mailings for users who may not know of all recipients: counted from the events of
 * those of whom they may, since counters know no persons. Anonymous events are nobody's. Who got a
 * mailing is known where the company tracks mails.
 */
final class LimitedFigures {
    private static final int DEVICES = 6;

    private final Transaction tx;
    private final Actor actor;

    LimitedFigures(Transaction tx, Actor actor) {
        this.tx = tx;
        this.actor = actor;
    }

    long sent(int mailing) {
        return one("mailtrack_%d_tbl e", "COUNT(*)", "", mailing)
                + one("interval_track_%d_tbl e", "COUNT(*)", "", mailing);
    }

    long delivered(int mailing) {
        return one("success_%d_tbl e", "COUNT(*)", "", mailing);
    }

    Reactions reactions(int mailing) {
        return new Reactions(
                one("onepixellog_%d_tbl e", "COALESCE(SUM(e.open_count), 0)", "", mailing),
                0,
                one("onepixellog_%d_tbl e", "COUNT(DISTINCT e.customer_id)", "", mailing),
                one("rdirlog_%d_tbl e", "COUNT(*)", "", mailing),
                0,
                one("rdirlog_%d_tbl e", "COUNT(DISTINCT e.customer_id)", "", mailing));
    }

    long clickersWithOpening(int mailing) {
        return one(
                "rdirlog_%d_tbl e",
                "COUNT(DISTINCT e.customer_id)",
                " AND EXISTS (SELECT 1 FROM onepixellog_%d_tbl o WHERE o.mailing_id = e.mailing_id AND o.customer_id = e.customer_id)"
                        .formatted(actor.companyId()),
                mailing);
    }

    long optOuts(int mailing) {
        return query(
                        """
                        SELECT COUNT(DISTINCT e.customer_id) FROM mailing_tbl m
                          JOIN customer_%d_binding_tbl e
                            ON e.mailinglist_id = m.mailinglist_id AND e.exit_mailing_id = m.mailing_id
                         WHERE m.mailing_id = :mailing AND e.user_status IN (3, 4)
                        """
                                        .formatted(actor.companyId())
                                + seen(),
                        mailing)
                .mapTo(Long.class)
                .one();
    }

    Bounces bounces(int mailing) {
        String ours = " AND e.company_id = " + actor.companyId() + " AND e.detail ";
        String persons = "COUNT(DISTINCT e.customer_id)";
        return new Bounces(
                one("bounce_tbl e", persons, ours + ">= 510", mailing),
                one("bounce_tbl e", persons, ours + "< 510", mailing));
    }

    DeviceShare openerDevices(int mailing) {
        return devices("onepixellog_device_%d_tbl e", mailing);
    }

    DeviceShare clickerDevices(int mailing) {
        return devices("rdirlog_%d_tbl e", mailing);
    }

    /** The links as they are, with the clicks of those persons. */
    List<LinkFigures> links(int mailing, List<LinkFigures> all) {
        Map<Integer, long[]> clicks = new HashMap<>();
        query(
                        "SELECT e.url_id, COUNT(*), COUNT(DISTINCT e.customer_id),"
                                + " COALESCE(SUM(e.device_class_id = 2), 0)"
                                + from("rdirlog_%d_tbl e")
                                + " GROUP BY e.url_id",
                        mailing)
                .map(
                        (row, context) ->
                                new long[] {
                                    row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)
                                })
                .forEach(link -> clicks.put((int) link[0], link));
        List<LinkFigures> links = new ArrayList<>();
        for (LinkFigures link : all) {
            long[] own = clicks.getOrDefault(link.urlId(), new long[4]);
            links.add(
                    new LinkFigures(
                            link.urlId(),
                            link.name(),
                            link.url(),
                            link.administrative(),
                            own[1],
                            own[2],
                            0,
                            own[3]));
        }
        return links;
    }

    List<HourFigures> hours(int mailing) {
        Map<Instant, long[]> hours = new TreeMap<>();
        add(hours, 0, "COUNT(*)", "e.creation", "onepixellog_device_%d_tbl e", mailing);
        add(hours, 1, "COUNT(*)", "e.first_open", "onepixellog_%d_tbl e", mailing);
        add(hours, 2, "COUNT(*)", "e.timestamp", "rdirlog_%d_tbl e", mailing);
        add(
                hours,
                3,
                "COUNT(DISTINCT IF(e.timestamp = (SELECT MIN(f.timestamp) FROM rdirlog_%d_tbl f WHERE f.mailing_id = e.mailing_id AND f.customer_id = e.customer_id), e.customer_id, NULL))"
                        .formatted(actor.companyId()),
                "e.timestamp",
                "rdirlog_%d_tbl e",
                mailing);
        return hours.entrySet().stream()
                .map(
                        hour ->
                                new HourFigures(
                                        hour.getKey(),
                                        hour.getValue()[0],
                                        hour.getValue()[1],
                                        hour.getValue()[2],
                                        hour.getValue()[3]))
                .toList();
    }

    /** The mailings of a list with numbers of those persons. */
    List<SentMailing> of(List<SentMailing> all) {
        return all.stream()
                .map(
                        mailing -> {
                            Reactions reactions = reactions(mailing.id());
                            return new SentMailing(
                                    mailing.id(),
                                    mailing.name(),
                                    mailing.mailinglist(),
                                    mailing.begun(),
                                    mailing.workStatus(),
                                    sent(mailing.id()),
                                    reactions.openers(),
                                    reactions.clickers());
                        })
                .toList();
    }

    private void add(
            Map<Instant, long[]> hours,
            int place,
            String what,
            String when,
            String table,
            int mailing) {
        query(
                        "SELECT CAST(DATE_FORMAT(%s, '%%Y-%%m-%%d %%H:00:00') AS DATETIME) AS hour_start, %s"
                                        .formatted(when, what)
                                + from(table)
                                + " AND "
                                + when
                                + " IS NOT NULL GROUP BY hour_start",
                        mailing)
                .map((row, context) -> Map.entry(row.getTimestamp(1).toInstant(), row.getLong(2)))
                .forEach(
                        hour ->
                                hours.computeIfAbsent(hour.getKey(), start -> new long[4])[place] =
                                        hour.getValue());
    }

    private DeviceShare devices(String table, int mailing) {
        long[] byClass = new long[DEVICES];
        query(
                        "SELECT device, COUNT(*) FROM (SELECT CASE WHEN MIN(e.device_class_id) ="
                                + " MAX(e.device_class_id) THEN MIN(e.device_class_id) ELSE 5 END"
                                + " AS device"
                                + from(table)
                                + " AND e.device_class_id BETWEEN 1 AND 4 GROUP BY e.customer_id)"
                                + " person GROUP BY device",
                        mailing)
                .map((row, context) -> Map.entry(row.getInt(1), row.getLong(2)))
                .forEach(entry -> byClass[entry.getKey()] = entry.getValue());
        return new DeviceShare(byClass[1], byClass[2], byClass[3], byClass[4], byClass[5]);
    }

    private long one(String table, String what, String more, int mailing) {
        return query("SELECT " + what + from(table) + more, mailing).mapTo(Long.class).one();
    }

    private String from(String table) {
        return " FROM "
                + table.formatted(actor.companyId())
                + " WHERE e.mailing_id = :mailing"
                + seen();
    }

    private String seen() {
        return RecipientAccess.and(actor, "e.customer_id");
    }

    /** Text of people may stand in target groups: nothing in it is a template. */
    private Query query(String sql, int mailing) {
        return tx.sql()
                .createQuery(sql)
                .setTemplateEngine((template, context) -> template)
                .bind("mailing", mailing);
    }
}
