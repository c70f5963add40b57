package org.openemm.mailing;

import org.openemm.database.Transaction;

/** How many active recipients the list and target groups of a mailing select. */
final class MailingAudience {
    private MailingAudience() {}

    /** Turns target expressions into conditions on alias cust. */
    @FunctionalInterface
    interface TargetConditions {
        /**
         * @return empty for an empty expression
         * @throws org.openemm.InvalidInput for a group that is missing or broken
         */
        String sql(Transaction tx, int companyId, String expression);
    }

    static RecipientCount count(
            Transaction tx, MailingRow row, MailFormat format, TargetConditions targets) {
        String condition =
                row.targetExpression == null || row.targetExpression.isBlank()
                        ? ""
                        : targets.sql(tx, row.companyId, row.targetExpression);
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(SUM(form = 0), 0), COALESCE(SUM(form = 1), 0),
                               COALESCE(SUM(form = 2), 0)
                        FROM (SELECT LEAST(COALESCE(cust.mailtype, 1), %3$d) AS form
                              FROM customer_%1$d_tbl cust
                              JOIN customer_%1$d_binding_tbl bind
                                ON bind.customer_id = cust.customer_id
                              WHERE bind.mailinglist_id = :list AND bind.mediatype = 0
                                AND bind.user_status = 1
                                AND bind.user_type IN ('A', 'T', 'W', 'w') %2$s) chosen
                        """
                                .formatted(
                                        row.companyId,
                                        condition.isBlank() ? "" : "AND (" + condition + ")",
                                        format.code()))
                .bind("list", row.mailinglistId)
                .map(
                        (found, context) ->
                                new RecipientCount(
                                        found.getLong(1), found.getLong(2), found.getLong(3)))
                .one();
    }
}
