package org.openemm.job;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * Recipients who signed up and never confirmed: every binding waits for confirmation (status 5),
 * and none changed lately.
 */
final class UnconfirmedRecipients {
    private static final int BLOCK = 1000;

    private final Database database;
    private final BooleanSupplier stop;

    UnconfirmedRecipients(Database database, BooleanSupplier stop) {
        this.database = database;
        this.stop = stop;
    }

    void delete(int company, Instant limit) {
        int deleted = BLOCK;
        while (deleted == BLOCK && !stop.getAsBoolean()) {
            deleted = database.inTransaction(tx -> deleteBlock(tx, company, limit));
        }
    }

    private static int deleteBlock(Transaction tx, int company, Instant limit) {
        List<Long> ids =
                tx.sql()
                        .createQuery(
                                """
                                SELECT DISTINCT b.customer_id FROM customer_%1$d_binding_tbl b
                                 WHERE b.user_status = 5 AND b.timestamp < :limit
                                   AND NOT EXISTS
                                       (SELECT 1 FROM customer_%1$d_binding_tbl o
                                         WHERE o.customer_id = b.customer_id
                                           AND (o.user_status <> 5 OR o.timestamp IS NULL
                                                OR o.timestamp >= :limit))
                                 LIMIT :block
                                """
                                        .formatted(company))
                        .bind("limit", limit)
                        .bind("block", BLOCK)
                        .mapTo(Long.class)
                        .list();
        for (String table :
                ids.isEmpty()
                        ? List.<String>of()
                        : List.of("customer_%d_binding_tbl", "customer_%d_tbl")) {
            tx.sql()
                    .createUpdate(
                            "DELETE FROM "
                                    + table.formatted(company)
                                    + " WHERE customer_id IN (<ids>)")
                    .bindList("ids", ids)
                    .execute();
        }
        return ids.size();
    }
}
