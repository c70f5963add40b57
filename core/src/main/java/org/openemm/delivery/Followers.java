package org.openemm.delivery;

import org.openemm.InvalidInput;
import org.openemm.database.Transaction;
import org.openemm.mailing.FollowUp;

/** Who of the recipients of another mailing gets the mailing that follows it, as SQL. */
record Followers(FollowUp followUp) {

    /**
     * Condition on alias cust.
     *
     * @throws InvalidInput nobody knows who got the other mailing, or it was never sent
     */
    String condition(Transaction tx, int companyId) {
        String did =
                "EXISTS (SELECT 1 FROM rdirlog_%d_tbl click WHERE click.mailing_id = %d AND"
                                .formatted(companyId, followUp.mailingId())
                        + " click.customer_id = cust.customer_id)";
        FollowUp.Method method = followUp.method();
        if (method == FollowUp.Method.OPENER || method == FollowUp.Method.NON_OPENER) {
            did +=
                    " OR EXISTS (SELECT 1 FROM onepixellog_%d_tbl opening WHERE"
                                    .formatted(companyId)
                            + " opening.mailing_id = %d AND opening.customer_id = cust.customer_id)"
                                    .formatted(followUp.mailingId());
        }
        if (!method.isNegative()) {
            return did;
        }
        int job = job(tx, companyId);
        return "NOT (%s) AND EXISTS (SELECT 1 FROM mailtrack_%d_tbl got WHERE"
                        .formatted(did, companyId)
                + " got.maildrop_status_id = %d AND got.customer_id = cust.customer_id)"
                        .formatted(job);
    }

    /** The sending of the other mailing whose recipients are known. */
    private int job(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT MAX(d.status_id) FROM maildrop_status_tbl d
                          JOIN company_tbl c ON c.company_id = d.company_id AND c.mailtracking = 1
                         WHERE d.mailing_id = :mailing AND d.company_id = :company
                           AND d.status_field = 'W'
                           AND EXISTS (SELECT 1 FROM mailtrack_%d_tbl got
                                        WHERE got.maildrop_status_id = d.status_id)
                        """
                                .formatted(companyId))
                .bind("mailing", followUp.mailingId())
                .bind("company", companyId)
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> new InvalidInput("followUp", "delivery.error.followUpUnsent"));
    }
}
