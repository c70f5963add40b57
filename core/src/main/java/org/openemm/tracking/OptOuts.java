package org.openemm.tracking;

import java.time.Clock;
import java.util.Optional;
import org.openemm.database.Database;
import org.openemm.tracking.Tracking.Verified;

/**
 * Opt-outs by a link of a mail: the recipient leaves the mailing list of that mail. Asking again
 * changes nothing; somebody who is blacklisted stays so.
 */
public final class OptOuts {
    private static final int MAX_REMARK = 150;
    private final Database database;
    private final Clock clock;

    public OptOuts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a page for the recipient needs to say. */
    public record Subscription(String email, String mailinglist, boolean subscribed) {}

    /**
     * The recipient's subscription to the list of the mail; empty when recipient or subscription
     * are gone.
     */
    public Optional<Subscription> subscription(Verified link) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT cust.email, list.shortname, bind.user_status
                                          FROM customer_<company>_tbl cust
                                          JOIN customer_<company>_binding_tbl bind
                                            ON bind.customer_id = cust.customer_id AND bind.mediatype = 0
                                          JOIN mailinglist_tbl list
                                            ON list.mailinglist_id = bind.mailinglist_id AND list.company_id = :company
                                         WHERE cust.customer_id = :customer AND bind.mailinglist_id = :list
                                        """)
                                .define("company", link.uid().company())
                                .bind("company", link.uid().company())
                                .bind("customer", link.uid().recipient())
                                .bind("list", link.mailing().mailinglistId())
                                .map(
                                        (row, context) ->
                                                new Subscription(
                                                        row.getString(1),
                                                        row.getString(2),
                                                        canLeave(row.getInt(3))))
                                .findOne());
    }

    /**
     * Ends the subscription.
     *
     * @param remark reason as it is stored with the status, cut to 150 characters
     * @return whether something was changed
     */
    public boolean optOut(Verified link, String remark) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                        .createUpdate(
                                                """
                                                UPDATE customer_<company>_binding_tbl
                                                   SET user_status = 4, user_remark = :remark, exit_mailing_id = :mailing,
                                                       timestamp = :now
                                                 WHERE customer_id = :customer AND mailinglist_id = :list
                                                   AND mediatype = 0 AND user_status IN (1, 2, 5, 7)
                                                """)
                                        .define("company", link.uid().company())
                                        .bind(
                                                "remark",
                                                remark.length() <= MAX_REMARK
                                                        ? remark
                                                        : remark.substring(0, MAX_REMARK))
                                        .bind("mailing", link.uid().mailing())
                                        .bind("now", clock.instant())
                                        .bind("customer", link.uid().recipient())
                                        .bind("list", link.mailing().mailinglistId())
                                        .execute()
                                > 0);
    }

    private static boolean canLeave(int status) {
        return status == 1 || status == 2 || status == 5 || status == 7;
    }
}
