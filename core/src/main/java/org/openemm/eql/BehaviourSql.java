package org.openemm.eql;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * SQL of what a recipient did, got, spent and subscribed to, from the tables beside the profiles.
 * Every condition is looked up by the recipient, so indexes that begin with customer_id (and, for
 * spans of time, go on with the date) carry it.
 */
final class BehaviourSql {
    private static final String TRACKABLE =
            "(cust.sys_tracking_veto = 0 OR cust.sys_tracking_veto IS NULL)";

    private final int companyId;

    BehaviourSql(int companyId) {
        this.companyId = companyId;
    }

    /**
     * Single openings are kept with device and time; per recipient and mailing there is one row
     * that counts them, which answers all questions that it can.
     */
    String opened(Condition.Opened opened) {
        Circumstances how = opened.how();
        if (how.asksForEquipment() || how.times() > 1 && how.days() > 0) {
            return happened(
                    "onepixellog_device",
                    "creation",
                    mailing(opened.mailingId()) + equipment(how),
                    how);
        }
        String rows = mailing(opened.mailingId());
        if (how.times() == 1) {
            return happened("onepixellog", "timestamp", rows, how);
        }
        return opened.mailingId() == 0
                ? "((SELECT SUM(t.open_count) FROM onepixellog_%d_tbl t WHERE t.customer_id = cust.customer_id) >= %d)"
                        .formatted(companyId, how.times())
                : exists("onepixellog", rows + " AND t.open_count >= " + how.times());
    }

    /** Opened one of several mailings. */
    String openedOneOf(List<Integer> mailings) {
        return exists("onepixellog", oneOf(mailings));
    }

    /** Clicked in one of several mailings. */
    String clickedInOneOf(List<Integer> mailings) {
        return exists("rdirlog", oneOf(mailings));
    }

    private static String oneOf(List<Integer> mailings) {
        return mailings.stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", " AND t.mailing_id IN (", ")"));
    }

    String clicked(Condition.Clicked clicked) {
        String link =
                clicked.linkId().isPresent()
                        ? " AND t.url_id = " + clicked.linkId().getAsInt()
                        : "";
        Circumstances how = clicked.how();
        return happened(
                "rdirlog", "timestamp", mailing(clicked.mailingId()) + link + equipment(how), how);
    }

    String received(Condition.Received received) {
        return received(received.mailingId(), received.interval(), received.how());
    }

    private String received(int mailingId, boolean interval, Circumstances how) {
        if (mailingId == 0) {
            return receivedAny(how);
        }
        String rows = mailing(mailingId);
        if (interval) {
            return happened("interval_track", "send_date", rows, how);
        }
        return "("
                + happened("success", "timestamp", rows, how)
                + " OR "
                + generatedByTest(mailingId, how)
                + ")";
    }

    /**
     * Delivered for certain (success), or generated while the last send job of the mailing was a
     * test run, which leaves no delivery records.
     */
    private String generatedByTest(int mailingId, Circumstances how) {
        String from =
                """
                FROM mailtrack_%d_tbl t JOIN maildrop_status_tbl job ON job.status_id = \
                t.maildrop_status_id WHERE t.customer_id = cust.customer_id AND job.company_id = \
                %d AND job.mailing_id = %d%s\
                """
                        .formatted(companyId, companyId, mailingId, since("timestamp", how));
        return """
        (SELECT last.status_field FROM maildrop_status_tbl last WHERE last.company_id = %d \
        AND last.mailing_id = %d ORDER BY last.status_id DESC LIMIT 1) IN ('T', 'A') AND %s\
        """
                .formatted(
                        companyId,
                        mailingId,
                        how.times() == 1
                                ? "EXISTS (SELECT 1 " + from + ")"
                                : "(SELECT COUNT(*) " + from + ") >= " + how.times());
    }

    /** Deliveries of interval mailings are recorded twice; they count once. */
    private String receivedAny(Circumstances how) {
        if (how.times() == 1) {
            return "("
                    + happened("success", "timestamp", "", how)
                    + " OR "
                    + happened("interval_track", "send_date", "", how)
                    + ")";
        }
        return """
        ((SELECT COUNT(*) FROM success_%d_tbl t JOIN mailing_tbl m ON m.mailing_id = t.mailing_id AND \
        m.mailing_type <> %d WHERE t.customer_id = cust.customer_id%s) + (SELECT COUNT(*) FROM \
        interval_track_%d_tbl t WHERE t.customer_id = cust.customer_id%s) >= %d)\
        """
                .formatted(
                        companyId,
                        EqlContext.INTERVAL_MAILING,
                        since("timestamp", how),
                        companyId,
                        since("send_date", how),
                        how.times());
    }

    /**
     * Did not open or click: counts only who got the mailing and may be tracked; of all others it
     * is not known. Where any mailing is meant, one of the same span of time.
     */
    String notDone(String done, int mailingId, boolean interval, Circumstances how) {
        Circumstances got = mailingId == 0 ? how.sinceOnly() : Circumstances.ANY;
        return "(NOT "
                + done
                + " AND "
                + TRACKABLE
                + " AND "
                + received(mailingId, interval, got)
                + ")";
    }

    String notReceived(Condition.Received received) {
        return "(NOT " + received(received) + " AND " + TRACKABLE + ")";
    }

    String bound(Condition.Binding binding) {
        StringBuilder rows = new StringBuilder();
        if (binding.mailinglistId() != 0) {
            rows.append(" AND t.mailinglist_id = ").append(binding.mailinglistId());
        }
        binding.status()
                .ifPresent(
                        status ->
                                rows.append(" AND t.user_status IN (")
                                        .append(status.codes())
                                        .append(')'));
        binding.type()
                .ifPresent(
                        type ->
                                rows.append(" AND t.user_type IN (")
                                        .append(type.codes())
                                        .append(')'));
        binding.medium()
                .ifPresent(medium -> rows.append(" AND t.mediatype = ").append(medium.code()));
        return "EXISTS (SELECT 1 FROM customer_%d_binding_tbl t WHERE t.customer_id = cust.customer_id%s)"
                .formatted(companyId, rows);
    }

    String revenue(Value.Revenue revenue) {
        return """
        (SELECT COALESCE(SUM(t.num_parameter), 0) FROM rdirlog_%d_val_num_tbl t WHERE \
        t.customer_id = cust.customer_id%s AND t.page_tag = 'revenue')\
        """
                .formatted(companyId, mailing(revenue.mailingId()));
    }

    private String happened(String table, String time, String rows, Circumstances how) {
        String all = rows + since(time, how);
        return how.times() == 1
                ? exists(table, all)
                : "((SELECT COUNT(*) FROM %s_%d_tbl t WHERE t.customer_id = cust.customer_id%s) >= %d)"
                        .formatted(table, companyId, all, how.times());
    }

    private String exists(String table, String rows) {
        return "EXISTS (SELECT 1 FROM %s_%d_tbl t WHERE t.customer_id = cust.customer_id%s)"
                .formatted(table, companyId, rows);
    }

    private static String mailing(int mailingId) {
        return mailingId == 0 ? "" : " AND t.mailing_id = " + mailingId;
    }

    private static String equipment(Circumstances how) {
        StringBuilder rows = new StringBuilder();
        how.device()
                .ifPresent(
                        device -> rows.append(" AND t.device_class_id = ").append(device.code()));
        how.equipment()
                .forEach(
                        (kind, name) -> {
                            String word = kind.name().toLowerCase(Locale.ROOT);
                            rows.append(
                                    " AND t.%1$s_id = (SELECT n.%1$s_id FROM %1$s_tbl n WHERE n.description = "
                                            .formatted(word));
                            rows.append(SqlText.literal(name)).append(')');
                        });
        return rows.toString();
    }

    private static String since(String time, Circumstances how) {
        return how.days() == 0
                ? ""
                : " AND t.%s >= current_timestamp - INTERVAL %d DAY".formatted(time, how.days());
    }
}
