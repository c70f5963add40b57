package org.openemm.recipient;

import static org.openemm.profilefield.CustomerTable.customerTable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.openemm.database.Transaction;

/** Numbers that the database knows without counting. */
final class RecipientEstimate {
    private static final double PERCENT = 100.0;

    private RecipientEstimate() {}

    /** About how many recipients there are, by the statistics of the table. */
    static long all(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(table_rows, 0) FROM information_schema.tables
                         WHERE table_schema = DATABASE() AND table_name = :table
                        """)
                .bind("table", customerTable(companyId))
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** About how many rows a statement finds, by the plan of its first table. */
    static long of(Query explain) {
        List<Map<String, Object>> plan = explain.mapToMap().list();
        if (plan.isEmpty()) {
            return 0;
        }
        Object filtered = plan.get(0).get("filtered");
        double share = filtered instanceof Number percent ? percent.doubleValue() : PERCENT;
        return Math.round(rows(plan.get(0).get("rows")) * share / PERCENT);
    }

    /** Where MariaDB filters by a second index it says {@code 17 (3%)}. */
    private static double rows(Object said) {
        String digits = Objects.toString(said, "").replaceFirst("\\D.*", "");
        return digits.isEmpty() ? 0 : Double.parseDouble(digits);
    }

    /** Columns that an index begins with: in their order a page is found at once. */
    static Set<String> indexed(Transaction tx, int companyId) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT DISTINCT LOWER(column_name) FROM information_schema.statistics
                         WHERE table_schema = DATABASE() AND table_name = :table
                           AND seq_in_index = 1
                        """)
                .bind("table", customerTable(companyId))
                .mapTo(String.class)
                .set();
    }
}
