package org.openemm.delivery;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.Update;
import org.openemm.database.Transaction;

/** Recipients on the blocklist (cust_N_ban_tbl): addresses, or patterns with * or %. */
public final class Blocked {
    private static final String REMARK = "auto opt-out due to blocklist";

    private Blocked() {}

    /** Patterns of the blocklist as operands of LIKE. */
    static List<String> patterns(Transaction tx, int companyId) {
        return tx
                .sql()
                .createQuery(
                        """
                        SELECT email FROM cust%d_ban_tbl
                         WHERE email LIKE '%%*%%' OR email LIKE '%%\\%%%%'
                        """
                                .formatted(companyId))
                .mapTo(String.class)
                .list()
                .stream()
                .map(Blocked::like)
                .toList();
    }

    /** Active bindings of blocked recipients to the list of a mailing end (status 6). */
    public static int endBindings(Transaction tx, int companyId, int mailingId, Instant now) {
        int ended = end(tx, companyId, mailingId, now, "= ban.email", null);
        for (String pattern : patterns(tx, companyId)) {
            ended += end(tx, companyId, mailingId, now, "LIKE :pattern", pattern);
        }
        return ended;
    }

    private static int end(
            Transaction tx,
            int companyId,
            int mailingId,
            Instant now,
            String comparison,
            String pattern) {
        String ban = pattern == null ? "JOIN cust" + companyId + "_ban_tbl ban" : "";
        Update update =
                tx.sql()
                        .createUpdate(
                                """
                                UPDATE customer_%1$d_tbl cust %2$s
                                  JOIN customer_%1$d_binding_tbl bind
                                    ON bind.customer_id = cust.customer_id AND bind.mediatype = 0
                                  JOIN mailing_tbl m
                                    ON m.mailinglist_id = bind.mailinglist_id AND m.mailing_id = :mailing
                                   SET bind.user_status = 6, bind.user_remark = :remark,
                                       bind.exit_mailing_id = :mailing, bind.timestamp = :now
                                 WHERE cust.email %3$s AND bind.user_status = 1
                                """
                                        .formatted(companyId, ban, comparison))
                        .bind("mailing", mailingId)
                        .bind("remark", REMARK)
                        .bind("now", now);
        if (pattern != null) {
            update.bind("pattern", pattern);
        }
        return update.execute();
    }

    private static String like(String pattern) {
        return pattern.replace("\\", "\\\\").replace("_", "\\_").replace('*', '%');
    }
}
