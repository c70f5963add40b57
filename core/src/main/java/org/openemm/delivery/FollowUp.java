package org.openemm.delivery;

import java.util.Locale;
import java.util.Optional;
import org.openemm.InvalidInput;
import org.openemm.content.MediaParameters;
import org.openemm.database.Transaction;

/**
 * Who a follow-up mailing goes to: those who did or did not open or click the mailing it follows.
 * Whoever clicked has opened, too.
 *
 * @param mailingId the mailing it follows
 */
record FollowUp(int mailingId, Method method) {
    /** followup_method of the medium's parameters. */
    enum Method {
        NON_OPENER,
        OPENER,
        NON_CLICKER,
        CLICKER;

        boolean isNegative() {
            return this == NON_OPENER || this == NON_CLICKER;
        }

        static Optional<Method> of(String text) {
            String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
            for (Method method : values()) {
                if (method.name().equals(name)) {
                    return Optional.of(method);
                }
            }
            return Optional.empty();
        }
    }

    /** Empty for a mailing that follows no other. */
    static Optional<FollowUp> of(MediaParameters parameters) {
        int mailing = parameters.number("followup_for", 0);
        return mailing <= 0
                ? Optional.empty()
                : Method.of(parameters.get("followup_method", ""))
                        .map(method -> new FollowUp(mailing, method));
    }

    /**
     * Condition on alias cust.
     *
     * @throws InvalidInput nobody knows who got the other mailing, or it was never sent
     */
    String condition(Transaction tx, int companyId) {
        String did =
                "EXISTS (SELECT 1 FROM rdirlog_%d_tbl click WHERE click.mailing_id = %d AND"
                                .formatted(companyId, mailingId)
                        + " click.customer_id = cust.customer_id)";
        if (method == Method.OPENER || method == Method.NON_OPENER) {
            did +=
                    " OR EXISTS (SELECT 1 FROM onepixellog_%d_tbl opening WHERE"
                                    .formatted(companyId)
                            + " opening.mailing_id = %d AND opening.customer_id = cust.customer_id)"
                                    .formatted(mailingId);
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
                .bind("mailing", mailingId)
                .bind("company", companyId)
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> new InvalidInput("followUp", "delivery.error.followUpUnsent"));
    }
}
