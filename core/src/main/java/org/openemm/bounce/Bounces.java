package org.openemm.bounce;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openemm.database.Transaction;

/** Books bounces: the row in bounce_tbl, and the end of the bindings after a hard one. */
public final class Bounces {

    /**
     * Books bounces of mails to recipients of a list. Those that say nothing are left out. A soft
     * bounce after a hard one of the same mailing and recipient is not kept.
     */
    public void record(Transaction tx, List<Bounce> bounces) {
        Map<Integer, BounceRules> rules = new HashMap<>();
        for (Bounce bounce : bounces) {
            BounceDetail detail =
                    rules.computeIfAbsent(bounce.companyId(), id -> BounceRules.read(tx, id))
                            .detail(bounce.dsn(), bounce.text());
            if (bounce.customerId() == 0 || !detail.isKept()) {
                continue;
            }
            if (detail.isHard() || !hasHardBounce(tx, bounce)) {
                insert(tx, bounce, detail);
            }
            if (detail.isHard()) {
                endBindings(tx, bounce, detail);
            }
        }
    }

    private static boolean hasHardBounce(Transaction tx, Bounce bounce) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM bounce_tbl
                                        WHERE mailing_id = :mailing AND customer_id = :customer
                                          AND company_id = :company AND detail >= 510
                                          AND timestamp > :time - INTERVAL 3 DAY)
                        """)
                .bind("mailing", bounce.mailingId())
                .bind("customer", bounce.customerId())
                .bind("company", bounce.companyId())
                .bind("time", bounce.time())
                .mapTo(Boolean.class)
                .one();
    }

    private static void insert(Transaction tx, Bounce bounce, BounceDetail detail) {
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO bounce_tbl
                               (company_id, customer_id, mailing_id, detail, dsn, timestamp)
                        VALUES (:company, :customer, :mailing, :detail, :dsn, :time)
                        """)
                .bind("company", bounce.companyId())
                .bind("customer", bounce.customerId())
                .bind("mailing", bounce.mailingId())
                .bind("detail", detail.code())
                .bind("dsn", bounce.dsn())
                .bind("time", bounce.time())
                .execute();
    }

    /** On all lists, also of other recipients with the same address. */
    private static void endBindings(Transaction tx, Bounce bounce, BounceDetail detail) {
        int company = bounce.companyId();
        tx.sql()
                .createUpdate(
                        """
                        UPDATE customer_%1$d_binding_tbl bind
                          JOIN customer_%1$d_tbl cust ON cust.customer_id = bind.customer_id
                          JOIN customer_%1$d_tbl origin ON origin.customer_id = :customer
                           SET bind.user_status = 2, bind.user_remark = :remark,
                               bind.exit_mailing_id = :mailing, bind.timestamp = :time
                         WHERE cust.email = origin.email
                           AND (cust.customer_id = origin.customer_id
                                OR SUBSTRING_INDEX(cust.email, '@', 1)
                                   = BINARY SUBSTRING_INDEX(origin.email, '@', 1))
                           AND bind.mediatype = 0 AND bind.user_status IN (1, 7)
                        """
                                .formatted(company))
                .bind("customer", bounce.customerId())
                .bind("remark", "bounce:" + detail.code() + " (from " + bounce.dsn() + ")")
                .bind("mailing", bounce.mailingId())
                .bind("time", bounce.time())
                .execute();
    }
}
