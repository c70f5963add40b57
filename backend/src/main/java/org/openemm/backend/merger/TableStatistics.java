package org.openemm.backend.merger;

import java.util.List;
import org.openemm.database.Database;
import org.openemm.database.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the database believes about the size of the tables of recipients. It counts anew some time
 * after many rows came in; if it crashes before, it goes on believing that the tables are empty,
 * and reads them from end to end for each recipient: a list that is chosen within a second then
 * takes minutes.
 */
final class TableStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(TableStatistics.class);

    /** Wrong by more than that matters in tables of this size or more. */
    private static final int LOOKED_AT = 2000;

    private TableStatistics() {}

    /** Has the tables of a company counted anew whose size is believed to be far too small. */
    static void correct(Database database, int companyId) {
        for (String table :
                List.of("customer_%d_tbl", "customer_%d_binding_tbl").stream()
                        .map(name -> name.formatted(companyId))
                        .toList()) {
            database.run(
                    tx -> {
                        if (believed(tx, table) * 2 < some(tx, table)) {
                            LOG.info("{} is counted anew by the database", table);
                            tx.sql().createQuery("ANALYZE TABLE " + table).mapToMap().list();
                        }
                    });
        }
    }

    private static long believed(Transaction tx, String table) {
        return tx.sql()
                .createQuery(
                        """
                        SELECT COALESCE(MAX(table_rows), 0) FROM information_schema.tables
                         WHERE table_schema = DATABASE() AND table_name = :table
                        """)
                .bind("table", table)
                .mapTo(Long.class)
                .one();
    }

    /** The number of rows, up to {@value #LOOKED_AT}. */
    private static long some(Transaction tx, String table) {
        return tx.sql()
                .createQuery(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM %s LIMIT %d) AS some"
                                .formatted(table, LOOKED_AT))
                .mapTo(Long.class)
                .one();
    }
}
