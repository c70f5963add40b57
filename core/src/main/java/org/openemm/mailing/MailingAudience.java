package org.openemm.mailing;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.openemm.database.DatabaseFailure;
import org.openemm.database.Transaction;

/** Whether the list and target groups of a mailing select any active recipient. */
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

    /** Whether there is anybody: stops at the first. */
    static boolean isEmpty(Transaction tx, MailingRow row, TargetConditions targets) {
        String sql = "SELECT 1 " + chosen(tx, row, targets) + " LIMIT 1";
        return query(tx, sql, row.mailinglistId, found -> !found.next());
    }

    private static String chosen(Transaction tx, MailingRow row, TargetConditions targets) {
        String condition =
                row.targetExpression == null || row.targetExpression.isBlank()
                        ? ""
                        : targets.sql(tx, row.companyId, row.targetExpression);
        return """
        FROM customer_%1$d_tbl cust
        JOIN customer_%1$d_binding_tbl bind ON bind.customer_id = cust.customer_id
        WHERE bind.mailinglist_id = ? AND bind.mediatype = 0
          AND bind.user_status = 1 AND bind.user_type IN ('A', 'T', 'W', 'w')
        """
                        .formatted(row.companyId)
                + (condition.isBlank() ? "" : " AND (" + condition + ")");
    }

    /**
     * The conditions come checked from the target groups and hold literals with any character.
     * Plain JDBC, because they would mean something to a library that looks for named parameters.
     */
    private static <T> T query(Transaction tx, String sql, int mailinglistId, Reading<T> reading) {
        try (PreparedStatement statement = tx.connection().prepareStatement(sql)) {
            statement.setInt(1, mailinglistId);
            try (ResultSet rows = statement.executeQuery()) {
                return reading.of(rows);
            }
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }
}
