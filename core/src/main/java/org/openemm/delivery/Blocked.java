package org.openemm.delivery;

import java.time.Instant;
import org.openemm.blocklist.BlockRule;
import org.openemm.database.Transaction;

/** What sending does with recipients on the blocklist. */
public final class Blocked {
    private static final String REMARK = "auto opt-out due to blocklist";

    private Blocked() {}

    /** Active bindings of blocked recipients to the list of a mailing end (status 6). */
    public static int endBindings(Transaction tx, int companyId, int mailingId, Instant now) {
        BlockRule rule = BlockRule.of(tx, companyId, "cust.email");
        if (rule.blocksNobody()) {
            return 0;
        }
        return tx.sql()
                .createUpdate(
                        """
                        UPDATE mailing_tbl m
                          JOIN customer_%1$d_binding_tbl bind
                            ON bind.mailinglist_id = m.mailinglist_id AND bind.mediatype = 0
                          JOIN customer_%1$d_tbl cust ON cust.customer_id = bind.customer_id
                           SET bind.user_status = 6, bind.user_remark = :remark,
                               bind.exit_mailing_id = :mailing, bind.timestamp = :now
                         WHERE m.mailing_id = :mailing AND bind.user_status = 1 AND %2$s
                        """
                                .formatted(companyId, rule.where()))
                .bind("mailing", mailingId)
                .bind("remark", REMARK)
                .bind("now", now)
                .bindMap(rule.values())
                .execute();
    }
}
