package org.openemm.profilefield;

import org.openemm.database.Transaction;

/** The table of recipients that every company has for itself. */
public final class CustomerTable {
    /** Condition of those who are shown and counted; alias {@code cust}. */
    public static final String VISIBLE = "cust.bounceload = 0";

    private CustomerTable() {}

    public static String customerTable(int companyId) {
        return "customer_" + companyId + "_tbl";
    }

    /** Number of recipients, at most the limit: a full count of a big table takes seconds. */
    public static long countUpTo(Transaction tx, int companyId, long limit) {
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM %s cust WHERE %s LIMIT :limit) counted"
                                .formatted(customerTable(companyId), VISIBLE))
                .bind("limit", limit)
                .mapTo(Long.class)
                .one();
    }
}
