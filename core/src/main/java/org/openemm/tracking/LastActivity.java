package org.openemm.tracking;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * When each recipient was last active, written to a date column of the profile; never moved back.
 */
final class LastActivity {
    private final String column;
    private final Map<Long, Instant> byCustomer = new TreeMap<>();

    /**
     * @param column lastopen_date or lastclick_date
     */
    LastActivity(String column) {
        this.column = column;
    }

    void add(long customerId, Instant time) {
        byCustomer.merge(customerId, time, (a, b) -> a.isAfter(b) ? a : b);
    }

    void write(Handle sql, int companyId) {
        if (byCustomer.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                sql.prepareBatch(
                        """
                        UPDATE customer_<company>_tbl SET <column> = :time
                         WHERE customer_id = :customer AND (<column> IS NULL OR <column> \\< :time)
                        """);
        batch.define("company", companyId).define("column", column);
        byCustomer.forEach(
                (customer, time) -> batch.bind("customer", customer).bind("time", time).add());
        batch.execute();
    }
}
