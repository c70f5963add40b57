package org.openemm.target;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.openemm.InvalidInput;
import org.openemm.account.Actor;
import org.openemm.database.Transaction;

/**
 * Asks the recipient table who fulfils a condition, with a limit of time: people write the rules.
 */
final class TargetRecipients {
    /** MariaDB: query execution was interrupted (max_statement_time exceeded). */
    private static final int TIMEOUT = 1969;

    private final int seconds;
    private final String limited;

    /**
     * @param seconds longest time for one question
     */
    TargetRecipients(int seconds) {
        this.seconds = seconds;
        // Whoever opened a mailing fits into memory, for two million of them.
        limited =
                "SET STATEMENT max_statement_time = "
                        + seconds
                        + ", tmp_table_size = 134217728, max_heap_table_size = 134217728 FOR ";
    }

    /** Recipients that fulfil a condition; records for bounce load tests do not count. */
    long count(Transaction tx, Actor actor, String condition) {
        return inTime(
                () ->
                        tx.sql()
                                .createQuery(
                                        limited
                                                + "SELECT COUNT(*) FROM customer_%d_tbl cust WHERE bounceload = 0 AND (%s)%s"
                                                        .formatted(
                                                                actor.companyId(),
                                                                condition,
                                                                actor.limit().and()))
                                .mapTo(long.class)
                                .one());
    }

    /** The next recipients after an id, in the order of their ids. */
    List<TargetMatch> after(
            Transaction tx, Actor actor, String condition, long afterId, int limit) {
        return inTime(
                () ->
                        tx.sql()
                                .createQuery(
                                        limited
                                                + """
                                                SELECT customer_id, email, firstname, lastname
                                                  FROM customer_%d_tbl cust
                                                 WHERE customer_id > :after AND bounceload = 0
                                                   AND (%s)%s
                                                 ORDER BY customer_id LIMIT :limit
                                                """
                                                        .formatted(
                                                                actor.companyId(),
                                                                condition,
                                                                actor.limit().and()))
                                .bind("after", afterId)
                                .bind("limit", limit)
                                .map(
                                        (row, context) ->
                                                new TargetMatch(
                                                        row.getLong("customer_id"),
                                                        row.getString("email"),
                                                        row.getString("firstname"),
                                                        row.getString("lastname")))
                                .list());
    }

    /** About how many recipients the company has; the table's statistics are near enough. */
    long estimate(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(table_rows, 0) FROM information_schema.tables
                         WHERE table_schema = DATABASE() AND table_name = :table
                        """)
                .bind("table", "customer_" + companyId + "_tbl")
                .mapTo(long.class)
                .findOne()
                .orElse(0L);
    }

    Set<String> indexedColumns(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT column_name FROM information_schema.statistics
                         WHERE table_schema = DATABASE() AND table_name = :table
                           AND seq_in_index = 1
                        """)
                .bind("table", "customer_" + companyId + "_tbl")
                .mapTo(String.class)
                .set();
    }

    private <T> T inTime(Supplier<T> query) {
        try {
            return query.get();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && sql.getErrorCode() == TIMEOUT) {
                    throw new InvalidInput("eql", "error.target.timeout", seconds);
                }
            }
            throw e;
        }
    }
}
