package org.openemm.eql;

import java.util.OptionalInt;

/** SQL of what a recipient did with a mailing or got of it, from the tracking tables. */
final class BehaviourSql {
    private static final String TRACKABLE =
            "(cust.sys_tracking_veto = 0 OR cust.sys_tracking_veto IS NULL)";

    private final int companyId;

    BehaviourSql(int companyId) {
        this.companyId = companyId;
    }

    String opened(int mailingId) {
        return exists("onepixellog", mailingId, "");
    }

    String clicked(int mailingId, OptionalInt linkId) {
        return exists(
                "rdirlog",
                mailingId,
                linkId.isPresent() ? " AND t.url_id = " + linkId.getAsInt() : "");
    }

    /**
     * Delivered for certain (success), or generated while the last send job of the mailing was a
     * test run, which leaves no delivery records.
     */
    String received(int mailingId, boolean interval) {
        if (interval) {
            return exists("interval_track", mailingId, "");
        }
        return """
        (%s OR (SELECT last.status_field FROM maildrop_status_tbl last WHERE last.company_id = %d \
        AND last.mailing_id = %d ORDER BY last.status_id DESC LIMIT 1) IN ('T', 'A') AND EXISTS \
        (SELECT 1 FROM mailtrack_%d_tbl t JOIN maildrop_status_tbl job ON job.status_id = \
        t.maildrop_status_id WHERE t.customer_id = cust.customer_id AND job.company_id = %d AND \
        job.mailing_id = %d))\
        """
                .formatted(
                        exists("success", mailingId, ""),
                        companyId,
                        mailingId,
                        companyId,
                        companyId,
                        mailingId);
    }

    /**
     * Did not open or click: counts only who got the mailing and may be tracked; of all others it
     * is not known.
     */
    String notDone(String done, int mailingId, boolean interval) {
        return "(NOT " + done + " AND " + TRACKABLE + " AND " + received(mailingId, interval) + ")";
    }

    String notReceived(int mailingId, boolean interval) {
        return "(NOT " + received(mailingId, interval) + " AND " + TRACKABLE + ")";
    }

    private String exists(String table, int mailingId, String more) {
        return "EXISTS (SELECT 1 FROM %s_%d_tbl t WHERE t.customer_id = cust.customer_id AND t.mailing_id = %d%s)"
                .formatted(table, companyId, mailingId, more);
    }
}
