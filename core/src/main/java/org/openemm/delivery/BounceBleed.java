package org.openemm.delivery;

import java.time.Duration;
import java.time.Instant;
import org.openemm.database.Transaction;

/**
 * An address that bounced on one list is spared on the others: on unless {@code bounce-bleed} is
 * off, for {@code bounce-bleed-duration} days, 180 when nothing is set.
 */
public final class BounceBleed {
    private static final int DAYS = 180;

    private BounceBleed() {}

    /** True for whoever did not bounce on another list; empty when the company wants it not. */
    static String condition(CompanyInfo info, int companyId) {
        return info.isTrue("bounce-bleed", true)
                ? """
                NOT EXISTS (SELECT 1 FROM customer_%d_binding_tbl other
                             WHERE other.customer_id = cust.customer_id AND other.user_status = 2
                               AND other.mediatype = 0 AND other.mailinglist_id <> :list
                               AND other.timestamp >= :bleedSince)
                """
                        .formatted(companyId)
                : "";
    }

    static Instant since(CompanyInfo info, Instant now) {
        return now.minus(Duration.ofDays(info.number("bounce-bleed-duration", DAYS)));
    }

    /** Active bindings to the list of a mailing end with status 2; how many. */
    public static int endBindings(Transaction tx, int companyId, int mailingId, Instant now) {
        CompanyInfo info = CompanyInfo.of(tx, companyId, mailingId);
        if (!info.isTrue("bounce-bleed", true)) {
            return 0;
        }
        return tx.sql()
                .createUpdate(
                        """
                        UPDATE customer_%1$d_binding_tbl bind
                          JOIN mailing_tbl m
                            ON m.mailinglist_id = bind.mailinglist_id AND m.mailing_id = :mailing
                          JOIN (SELECT customer_id, MIN(mailinglist_id) AS list
                                  FROM customer_%1$d_binding_tbl
                                 WHERE user_status = 2 AND mediatype = 0 AND timestamp >= :since
                                 GROUP BY customer_id) other
                            ON other.customer_id = bind.customer_id
                           SET bind.user_status = 2, bind.exit_mailing_id = :mailing,
                               bind.user_remark = CONCAT('bounce:bleed:', other.list),
                               bind.timestamp = :now
                         WHERE bind.user_status = 1 AND bind.mediatype = 0
                        """
                                .formatted(companyId))
                .bind("mailing", mailingId)
                .bind("since", since(info, now))
                .bind("now", now)
                .execute();
    }
}
