package org.openemm.mailing;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.openemm.database.DatabaseFailure;
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
        return count(tx, sql(row.companyId, condition, format), row.mailinglistId);
    }

    /**
     * The conditions come checked from the target groups and hold literals with any character.
     * Plain JDBC, because they would mean something to a library that looks for named parameters.
     */
    private static String sql(int companyId, String condition, MailFormat format) {
        return """
        SELECT COALESCE(SUM(form = 0), 0), COALESCE(SUM(form = 1), 0),
               COALESCE(SUM(form = 2), 0)
        FROM (SELECT LEAST(COALESCE(cust.mailtype, 1), %2$d) AS form
              FROM customer_%1$d_tbl cust
              JOIN customer_%1$d_binding_tbl bind ON bind.customer_id = cust.customer_id
              WHERE bind.mailinglist_id = ? AND bind.mediatype = 0
                AND bind.user_status = 1 AND bind.user_type IN ('A', 'T', 'W', 'w')
        """
                        .formatted(companyId, format.code())
                + (condition.isBlank() ? "" : " AND (" + condition + ")")
                + ") chosen";
    }

    private static RecipientCount count(Transaction tx, String sql, int mailinglistId) {
        try (PreparedStatement statement = tx.connection().prepareStatement(sql)) {
            statement.setInt(1, mailinglistId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new RecipientCount(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }
}
